"""Planned posts of the same story do not crowd a network: one quarter of an hour belongs to one of several colleagues.

Only a time that we suggested is moved, and the person is told and may keep it all the same. Whoever shares now, or picks
a time of their own, has chosen.
"""
