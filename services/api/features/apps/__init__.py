"""Apps: what an organisation registered by hand at the networks that want it so, before anybody there can connect.

A network then asks people for their consent in the organisation's name, and bills the organisation where it bills at
all. Owners of the organisation see, enter, try and remove them; the secret goes in and is never shown again. Networks
that register us on the fly (Mastodon, Bluesky) are not here.
"""
