"""What may go wrong when a network says that somebody took their consent back."""

from kernel.kit.errors import NotFound, Unprocessable


class NotSigned(Unprocessable):
    """Not signed by the app's secret, too old, or nobody's."""

    type = "not-signed"
    title = "The request is not signed by the app, or not a request of today"


class WithdrawalNotFound(NotFound):
    """No such address or number here."""

    type = "withdrawal-not-found"
    title = "There is nothing under this number"
