"""Tracked links: one per post.

What a curator enters is trusted for that story; what an ambassador enters is tracked only when the programme lists its
domain.
"""
