"""What ends a delivery without an outcome of ours."""


class LostPost(Exception):
    """The post is no longer ours, or is not to be sent: what becomes of it is written already, or is another's to write."""
