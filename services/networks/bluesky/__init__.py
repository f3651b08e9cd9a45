"""Bluesky and every other server of the AT Protocol: one sign-in for all of them, whoever runs a person's own server.

`identity` finds the server of a handle and `servers` its sign-in, `registration` says who we are, `dpop` binds tokens to
a key, `connect` and `passwords` get a person's consent, `compose` and `facets` count and render, `records` and `publish`
post under a key of our own choice, `readings` counts what became of it, `client` is one call, `limits` what is allowed.
"""
