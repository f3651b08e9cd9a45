"""What the log refuses to take."""


class NotForTheLog(ValueError):
    """An event with something in it that could not be erased again. A mistake of ours, not of the caller."""
