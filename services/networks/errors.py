"""What can go wrong with a network, in the dozen kinds the publisher knows how to answer.

NetworkError            an answer (or its absence) that an adapter has understood
├─ kind                 what it means; decides whether to retry, read back, stop or ask
└─ retry class          A not sent · B unknown · C refused · D credential · PAUSE the whole network
"""

from datetime import datetime
from enum import StrEnum
from typing import Literal

RetryClass = Literal["A", "B", "C", "D", "PAUSE"]


class Kind(StrEnum):
    """The kinds of failure, the same for every network."""

    TRANSIENT = "transient"
    RATE = "rate"
    REAUTH = "reauth"
    SCOPE = "scope"
    CONTENT = "content"
    MEDIA = "media"
    DUPLICATE = "duplicate"
    POLICY = "policy"
    QUOTA_BILLING = "quota_billing"
    CONFIG = "config"
    GONE = "gone"
    UNCERTAIN = "uncertain"


RETRY_CLASS: dict[Kind, RetryClass] = {
    Kind.TRANSIENT: "A",
    Kind.RATE: "A",
    Kind.UNCERTAIN: "B",
    Kind.CONTENT: "C",
    Kind.MEDIA: "C",
    Kind.DUPLICATE: "C",
    Kind.POLICY: "C",
    Kind.GONE: "C",
    Kind.REAUTH: "D",
    Kind.SCOPE: "D",
    Kind.CONFIG: "PAUSE",
    Kind.QUOTA_BILLING: "PAUSE",
}


class NetworkError(Exception):
    """A failed call to a network.

    `reason` is plain English without secrets, fit to be shown to the person. `retry_at` is when the network said it may
    be tried again, if it did. `existing` is the id of the post a DUPLICATE answer named, if it did, and `existing_url` where people see it. `excerpt` is the
    beginning of what the network answered, for the attempt's record; it never holds a token.
    """

    def __init__(
        self,
        kind: Kind,
        reason: str,
        *,
        status: int | None = None,
        retry_at: datetime | None = None,
        existing: str | None = None,
        existing_url: str | None = None,
        excerpt: str = "",
    ) -> None:
        super().__init__(f"{kind}: {reason}")
        self.kind = kind
        self.reason = reason
        self.status = status
        self.retry_at = retry_at
        self.existing = existing
        self.existing_url = existing_url
        self.excerpt = excerpt

    @property
    def retry_class(self) -> RetryClass:
        """How the publisher answers this kind of failure."""
        return RETRY_CLASS[self.kind]


class InvalidInstance(ValueError):
    """What the person typed is not the address of a server we may speak to."""


class ConsentRefused(Exception):
    """The person, or the network on their behalf, said no on the consent screen, or the callback was not ours."""


class AppForgotten(ConsentRefused):
    """The server no longer knows our registration: register anew, then the person can try again."""
