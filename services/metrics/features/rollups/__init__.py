"""Figures by day. Every day that got a click is computed anew from the raw clicks, so late and replayed ones correct it.

A dirty day is a UTC day; what is computed are the days of the organisation's own time zone that it touches.
"""
