"""Mastodon and servers that speak its API: any instance, each with an app registration of its own.

`instances` finds and registers with a server, `connect` gets a person's consent, `compose` counts and renders,
`publish` posts and looks for lost posts, `readings` counts what became of them, `limits` knows what a server allows.
"""
