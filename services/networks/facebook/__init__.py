"""Facebook's pages: a person consents, and posts on the pages that they look after. Their own profile has no API.

`rights` is what may be asked for and done, `connect` gets the consent and finds the pages, `compose` counts and renders,
`publish` posts and looks for lost posts, `readings` counts what became of them. `networks.graph` speaks to Meta.
"""
