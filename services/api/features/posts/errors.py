"""What may go wrong with a post."""

from kernel.kit.errors import Conflict, NotFound, Unprocessable


class PostNotFound(NotFound):
    """None of yours."""

    type = "post-not-found"
    title = "You have no such post"


class PostAlreadyLeaving(Conflict):
    """The attempt has begun: it may be on its way to the network, or there."""

    type = "post-already-leaving"
    title = "It is already on its way to the network"


class TimeUnusable(Unprocessable):
    """A time in the past, or too far ahead."""

    type = "time-unusable"
    title = "Choose another time"


class LinkElsewhere(Unprocessable):
    """Not the address of a post on that network."""

    type = "link-elsewhere"
    title = "That is not the address of a post on this network"
