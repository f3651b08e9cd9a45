"""Jobs about consents that people took back at the network: the publisher's, because only it opens what they left."""

from typing import ClassVar
from uuid import UUID

from kernel.jobs.contract import Job, Queue


class WithdrawConsent(Job):
    """End what somebody had connected at this network; with `erase`, forget what the network told of them as well.

    `person` is a keyed digest of their id there (`AppSecrets.keyed_digest`), `receipt` the number to report under.
    """

    kind: ClassVar[str] = "withdrawals.withdraw"
    queue: ClassVar[Queue] = "publisher"
    network: str
    person: str
    receipt: UUID
    erase: bool
