"""What may go wrong with a picture."""

from kernel.kit.errors import NotFound, TooMany, Unprocessable


class AssetNotFound(NotFound):
    """None of this programme."""

    type = "asset-not-found"
    title = "There is no such picture here"


class PictureTooLarge(Unprocessable):
    """More bytes or more pixels than we open."""

    type = "picture-too-large"
    title = "The picture is too large"


class PictureUnreadable(Unprocessable):
    """Broken, cut off, or taking too long to read."""

    type = "picture-unreadable"
    title = "The picture cannot be read"


class PictureType(Unprocessable):
    """Not a picture of a kind that we take."""

    type = "picture-type"
    title = "Choose a picture as JPEG, PNG, WebP or GIF"


class PicturesEnough(TooMany):
    """One person adds so many a day and no more: they are kept, and the room is everybody's."""

    type = "pictures-enough"
    title = "You have added many pictures today; add more tomorrow"
