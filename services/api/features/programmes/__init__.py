"""A programme: what an organisation wants people to speak up about, and on which terms.

Of one of four kinds: employee, student, citizen, member. A kind sets words and defaults and nothing else; everything it
sets may be changed. Owners make programmes, its administrators change one, everybody who is in it may read it.
"""
