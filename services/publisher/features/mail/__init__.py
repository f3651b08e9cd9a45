"""Letters to people: so far the code that somebody signs in with.

They leave by the mail server of FORTALER_SMTP_URL. Until there is one they turn up on the practice network's page and,
under development, in the worker's own log. Nothing keeps a letter: it travels sealed in its job, and no log holds a code
or an address once a mail server is set up.
"""
