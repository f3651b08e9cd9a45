"""What a page on the web says of itself, read for a curator before a story is made of it.

Nothing of the page is kept but its picture, checked and encoded anew.
"""
