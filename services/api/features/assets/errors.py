"""What may go wrong with a picture."""

from kernel.kit.errors import NotFound, Unprocessable


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
