"""What comes from a network, and what it is answered."""

from pydantic import ConfigDict, Field

from api.web.shapes import Incoming, Outgoing


class SignedCall(Incoming):
    """Meta's form. It may grow: what else stands in it is not ours to judge."""

    model_config = ConfigDict(extra="ignore")

    signed_request: str = Field(min_length=1, max_length=10_000, repr=False)


class Receipt(Outgoing):
    """As Meta wants it: where the person can see what became of it, and the number to ask by."""

    url: str
    confirmation_code: str
