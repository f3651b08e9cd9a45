"""What may go wrong with a registered app."""

from kernel.kit.errors import Conflict, NotFound, Unprocessable


class NetworkTakesNoApp(NotFound):
    """No such network, or one at which nothing is registered by hand."""

    type = "network-takes-no-app"
    title = "Nothing is registered by hand at this network"


class AppNotFound(NotFound):
    """None has been registered there."""

    type = "app-not-found"
    title = "Your organisation has no app at this network"


class AppIncomplete(Unprocessable):
    """The secret of an app that is new here."""

    type = "app-incomplete"
    title = "Copy the app's secret from the network's page as well"


class AppModeUnknown(Unprocessable):
    """A kind of access that the network does not have."""

    type = "app-mode-unknown"
    title = "The network has no such kind of access"


class AppHasNoCosts(Unprocessable):
    """A cap on what costs nothing."""

    type = "app-has-no-costs"
    title = "This network takes nothing for its calls, so there is nothing to cap"


class AppMissing(Conflict):
    """People connect there through the organisation's own app only, and there is none."""

    type = "app-missing"
    title = "An owner of your organisation has to register its app at this network first"
