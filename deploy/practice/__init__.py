"""The practice network: a strict Mastodon on your own machine, for tests and for trying Fortaler out without an account or internet.

`api` and `oauth` speak as Mastodon does, `pages` is what people see, `door` makes the network lie, `records` remembers.
"""
