"""What stops posts: a person's kill switch, a network's pause, and a database that was put back to an earlier time.

Nothing here is needed to keep a held post from leaving: the transaction that writes an attempt reads the holds itself.
This room makes it show: every two seconds it holds what has fallen due, ends pauses whose app was changed, and lets no
publisher act on a database that has forgotten what the publishers remember.
"""
