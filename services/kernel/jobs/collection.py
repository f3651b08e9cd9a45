"""Jobs that read numbers from networks."""

from typing import ClassVar
from uuid import UUID

from kernel.jobs.contract import Job, Queue


class ReadPost(Job):
    """Read a published post's counts, and plan the next reading by its age.

    `renewed`: the publisher was asked to renew the profile's token first, and has had its time.
    """

    kind: ClassVar[str] = "collection.post"
    queue: ClassVar[Queue] = "metrics"
    post_id: UUID
    renewed: bool = False


class ReadProfile(Job):
    """Read a profile's followers, and plan the next reading. `renewed` as above."""

    kind: ClassVar[str] = "collection.profile"
    queue: ClassVar[Queue] = "metrics"
    profile_id: UUID
    renewed: bool = False
