"""What may go wrong with a share."""

from kernel.kit.errors import Conflict, Gone, NotFound, Unprocessable


class ShareNotFound(NotFound):
    """None of yours."""

    type = "share-not-found"
    title = "You have no such share"


class PostNotFound(NotFound):
    """None of yours."""

    type = "post-not-found"
    title = "You have no such post"


class StoryWithdrawn(Gone):
    """It was taken back while you wrote."""

    type = "story-withdrawn"
    title = "The story was withdrawn"


class ShownDiffers(Conflict):
    """What would be posted is not what was on the screen."""

    type = "shown-differs"
    title = "What would be posted has changed since you saw it; look at it again"


class NotConfirmed(Unprocessable):
    """The person has not said yes to these words."""

    type = "not-confirmed"
    title = "Confirm the words first"


class TextRefused(Unprocessable):
    """The network would not take it like this."""

    type = "text-refused"
    title = "The network would not take it like this"


class ProfileUnusable(Unprocessable):
    """It must be connected again first."""

    type = "profile-unusable"
    title = "Renew the connection to this profile first"


class TwiceOnOneProfile(Unprocessable):
    """The same profile stands there twice."""

    type = "twice-on-one-profile"
    title = "Each profile gets one post"


class TimeUnusable(Unprocessable):
    """A time in the past, too far ahead, or in a zone that does not exist."""

    type = "time-unusable"
    title = "Choose another time"


class LinkUnusable(Unprocessable):
    """Not an address that can be passed on."""

    type = "link-unusable"
    title = "That is not a web address"


class PostAlreadyLeaving(Conflict):
    """The attempt has begun: it may be on its way to the network."""

    type = "post-already-leaving"
    title = "It is already on its way to the network"


class NothingToSay(Unprocessable):
    """A post needs words or a picture."""

    type = "nothing-to-say"
    title = "Write something first"
