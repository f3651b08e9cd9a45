"""What may go wrong with a profile."""

from kernel.kit.errors import NotFound, Unprocessable


class ProfileNotFound(NotFound):
    """None of yours."""

    type = "profile-not-found"
    title = "You have no such profile"


class DocumentNotFound(NotFound):
    """The network asks for no such document, or not from this address."""

    type = "document-not-found"
    title = "There is no such document"


class NetworkUnknown(Unprocessable):
    """No network of that name."""

    type = "network-unknown"
    title = "There is no such network"


class NotThisWay(Unprocessable):
    """The network cannot be connected like that."""

    type = "not-this-way"
    title = "This network is not connected this way"
