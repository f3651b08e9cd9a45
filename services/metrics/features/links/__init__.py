"""Tracked links: from a code to where it leads. Links never change once made, so what is found may be remembered."""
