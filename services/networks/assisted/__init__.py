"""Networks that let nobody post for a person: we count, prepare, open the right door, and say what is left to do.

One file per network. What its door fills in was last checked on 23 November 2026; where nothing is filled in, the words
are copied and the person pastes them.
"""
