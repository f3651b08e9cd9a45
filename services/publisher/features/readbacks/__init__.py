"""Posts whose answer was lost: looked for on the network before anything else is done about them.

Found, a post is published. Not found three times, after the time in which a lost request may still land, it is created
again only where the network makes that safe; everywhere else its person is asked. Nothing is ever posted again blindly.
"""
