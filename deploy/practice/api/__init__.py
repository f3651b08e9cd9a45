"""Mastodon's REST API: what a client such as Fortaler calls."""
