"""A strict little LinkedIn: its sign-in, its versioned API and the host that takes pictures, each at its own address.

Written after LinkedIn's documents as read in November 2026. It has no idempotency, as LinkedIn has none; it refuses the
same words twice, as LinkedIn does. `door` makes it lie, `world` is what it knows, `stage` serves it over real HTTP.
"""
