"""A strict little X: consent page, token endpoint, posts, pictures and counts, as the documents of 2026-08-22 have them.

It refuses what X refuses, takes no idempotency key, and writes a bill. `door` makes it lie, `world` is what it knows.
"""
