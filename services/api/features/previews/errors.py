"""Why a page could not be read."""

from kernel.kit.errors import Unprocessable


class AddressUnreachable(Unprocessable):
    """Nobody answered, or answered with an error."""

    type = "address-unreachable"
    title = "The page did not answer"


class AddressRefused(Unprocessable):
    """Not an address on the open web."""

    type = "address-refused"
    title = "That is not the address of a public web page"


class AddressTooLarge(Unprocessable):
    """More than we read."""

    type = "address-too-large"
    title = "The page is too large to read"


class AddressNotAPage(Unprocessable):
    """Something else than HTML."""

    type = "address-not-a-page"
    title = "There is no web page at that address"
