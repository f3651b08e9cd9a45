"""What may go wrong with a letter; its words hold neither the address nor the code."""


class NotTaken(Exception):
    """The letter was not taken now, and may be the next time."""
