"""The one door to social networks: no other package speaks to one.

`registry` names the networks, `contract` says what each can do, `drafts` and `grants` are its values, `errors` what can
go wrong, `text` how each of them counts. Adapters are stateless and know nothing of our database.
"""
