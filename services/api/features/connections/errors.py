"""What may go wrong between the wish to connect and a profile."""

from kernel.kit.errors import Conflict, Gone, NotFound, Unprocessable


class InstanceUnknown(Unprocessable):
    """Not the address of a server of that network, or the handle of nobody there."""

    type = "instance-unknown"
    title = "That is not an address of that network"


class AppPasswordWrong(Unprocessable):
    """Handle and app password do not belong together, or it is no app password."""

    type = "app-password-wrong"
    title = "The network did not accept the name and the app password"


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

    type = "consent-expired"
    title = "The connection was not finished in time; start again"


class ConsentDeclined(Conflict):
    """The person said no at the network, or the answer was not the network's."""

    type = "consent-refused"
    title = "You did not give the network your consent"


class AccountDiffers(Conflict):
    """Consent was given for another account than the profile that was to be renewed."""

    type = "account-differs"
    title = "That was another account than the one you wanted to renew"


class NoPages(Conflict):
    """The consent opens no page: the person looks after none, or did not tick any."""

    type = "no-pages"
    title = "The network named no page that you look after"


class ChoiceNotFound(NotFound):
    """Over, made already, or somebody else's."""

    type = "choice-not-found"
    title = "There is nothing to choose from any more; start again"


class PageUnknown(Unprocessable):
    """Not one of those to choose from."""

    type = "page-unknown"
    title = "Choose from the pages that were offered"
