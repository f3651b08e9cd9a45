"""Posts on their way to networks: one share on one profile, at most once.

A post is claimed with a lease and an epoch, its pictures are uploaded, and then, in one transaction, everything that
could stand against it is read again and its attempt is written down. Only when that has committed does a byte of the
call leave that could make the post visible. Its answer is written where the epoch is still ours; where there is no
answer the post is *unknown*, and the room `readbacks` finds out. The states are in `kernel.lifecycles.posts`; a reason's
stable words are `policy.Reason`.
"""
