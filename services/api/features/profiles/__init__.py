"""Profiles: a person's own accounts on social networks, and what can be done at each network.

*Connected* profiles are spoken to by API with a token that only the workers can open; *declared* ones are shared to by
hand. Everyone sees and changes their own profiles only. How a profile is connected is told in *connections*.
"""
