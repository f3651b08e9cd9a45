"""Shares: a person's decision to pass something on, and its posts.

Nothing is posted without the person's recorded confirmation of the exact words: `check` shows what would be posted and
its digest, `create` is refused when what would be posted now is anything else. A post "now" is due in ten seconds, which
is the undo. Everyone sees and changes their own shares only. A post's states are in `kernel.lifecycles.posts`.
"""
