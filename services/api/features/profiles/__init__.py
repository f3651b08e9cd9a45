"""Profiles: a person's own accounts on social networks.

*Connected* profiles are spoken to by API with a token that only the workers can open; *declared* ones are shared to by
hand. Everyone sees and changes their own profiles only. A connection is started here, consented to at the network, and
returns here with a single-use state that is bound to the session.
"""
