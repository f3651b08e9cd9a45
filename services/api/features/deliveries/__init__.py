"""What goes out, as those who run programmes see it: counts by network, what stops posts, and the switch that does.

Administrators of any programme see the organisation's counts, and stop and release the organisation or a network; a
profile only where its person is in a programme of theirs. What stops the whole installation is lifted from the console.
"""
