"""X: paid for call by call, refresh tokens that work once, and no key that tells a second try from a second post.

A create whose answer was lost is looked for, and never sent again by us.
"""
