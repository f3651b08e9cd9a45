"""What may go wrong with a profile."""

from kernel.kit.errors import Conflict, Gone, NotFound, Unprocessable


class ProfileNotFound(NotFound):
    """None of yours."""

    type = "profile-not-found"
    title = "You have no such profile"


class NetworkUnknown(Unprocessable):
    """No network of that name."""

    type = "network-unknown"
    title = "There is no such network"


class NotThisWay(Unprocessable):
    """The network cannot be connected like that."""

    type = "not-this-way"
    title = "This network is not connected this way"


class InstanceUnknown(Unprocessable):
    """Not the address of a server of that network."""

    type = "instance-unknown"
    title = "That is not the address of such a server"


class NetworkUnreachable(Unprocessable):
    """It did not answer."""

    type = "network-unreachable"
    title = "The network did not answer"


class ReturnElsewhere(Unprocessable):
    """Afterwards we go back to a page of our own, nowhere else."""

    type = "return-elsewhere"
    title = "return_to must be a path of this site"


class ConnectionLapsed(Gone):
    """Begun too long ago, by somebody else, or used already."""

    type = "connection-lapsed"
    title = "The connection was not finished in time; start again"


class ConsentDeclined(Conflict):
    """The person said no at the network."""

    type = "consent-declined"
    title = "You did not give the network your consent"
