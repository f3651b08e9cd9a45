"""Jobs about connections to networks: the publisher's, because only it renews tokens."""

from typing import ClassVar
from uuid import UUID

from kernel.jobs.contract import Job, Queue


class ProbeProfile(Job):
    """Ask the network what this profile may do, and note its name, picture and limits."""

    kind: ClassVar[str] = "connections.probe"
    queue: ClassVar[Queue] = "publisher"
    profile_id: UUID


class RenewProfile(Job):
    """Renew the profile's tokens for somebody who needs them soon and may not renew them."""

    kind: ClassVar[str] = "connections.renew"
    queue: ClassVar[Queue] = "publisher"
    profile_id: UUID


class RevokeProfile(Job):
    """Give the token back to the network and delete it here."""

    kind: ClassVar[str] = "connections.revoke"
    queue: ClassVar[Queue] = "publisher"
    profile_id: UUID
