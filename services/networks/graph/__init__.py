"""What Meta's networks have in common: how they are called and refuse, tokens that renew themselves, posts in containers.

`client` calls, `refusals` understands, `consent` gets and renews tokens, `containers` posts and looks for lost posts,
`insights` reads numbers, `trial` tries an app out. How one network differs is its `Dialect`.
"""
