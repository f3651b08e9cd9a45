"""LinkedIn, for people and for the pages of organisations, by an app that each organisation makes there by hand.

`connect` gets a person's consent, `identity` says whose it is, `pages` finds the pages they look after, `trial` tries an
app; `compose` counts and renders, `uploads` and `publish` post, `readback` looks for lost posts, `readings` counts what
became of them; `client` is one call and `refusals` what a failed one means, `limits` and `rights` what is allowed.
"""
