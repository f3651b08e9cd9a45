"""Pictures: taken in by curators, checked and encoded anew before anything is kept, shown to the programme's members.

What is kept never changes, only what is said of it: alternative text, focal point, rights.
"""
