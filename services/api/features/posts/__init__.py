"""Posts: one share on one profile, and what its owner can do about it afterwards.

Its states and the moves between them are in `kernel.lifecycles.posts`; how it is made is in the room of shares. Everyone
sees and changes their own posts only. Until an attempt is written the owner may take a post back: both that and the
publisher's fence are one UPDATE that names the states it may start from, so one of the two finds nothing to do.
"""
