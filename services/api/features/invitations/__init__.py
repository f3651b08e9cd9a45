"""Codes that let people into a programme: on a poster, in a link, in a QR code.

Whoever holds one may see what it offers; joining by it is in the room `ambassadors`.

open → used_up, expired or revoked. Those who run a programme make them, for roles up to their own, and take them back.
"""
