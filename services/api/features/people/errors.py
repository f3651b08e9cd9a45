"""What may go wrong with people and their ways in."""

from kernel.kit.errors import Conflict


class AddressInUse(Conflict):
    """Somebody else signs in with the address; told only to whoever has shown that it is theirs."""

    type = "address-in-use"
    title = "Somebody else signs in with this address"
