"""Stories whose time has come: scheduled ones go live, live ones expire. By the database's clock, once.

Withdrawing is a person's act and the api's; here only time decides.
"""
