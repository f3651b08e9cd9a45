"""Letters to people: the code that somebody signs in with, and that the connection of a profile of theirs ends.

They leave by the mail server of FORTALER_SMTP_URL. Until there is one they turn up on the practice network's page and,
under development, in the worker's own log. Nothing keeps a letter: a code travels sealed in its
job, a reminder is written when it leaves, and no log holds a code or an address once a mail server is set up.
"""
