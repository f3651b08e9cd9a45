"""Clicks: answered at once, counted once.

A click is classified while it is answered; neither the address nor the user agent leaves the request. The answer is held
until the click lies in the stream (or, while Redis is away, in a file), so every click that was answered is counted. The
worker writes the stream to Postgres together with how far it has come.
"""
