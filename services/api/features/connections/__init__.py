"""Connections under way: from the wish to connect, through the network's consent page, to a profile.

Begun for one session, for ten minutes, with a state that counts once; what comes back becomes a *profile* whose token
only the workers can open.
"""
