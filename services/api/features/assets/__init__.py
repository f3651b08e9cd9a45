"""Pictures, checked and encoded anew before anything is kept.

A curator's are the programme's, and its members see them; an ambassador's are their own, for their own posts.

What is kept never changes, only what is said of it: alternative text, focal point, rights.
"""
