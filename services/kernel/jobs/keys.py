"""Jobs about the keys that secrets are sealed with."""

from typing import ClassVar
from uuid import UUID

from kernel.jobs.contract import Job, Queue


class Reseal(Job):
    """Seal what the organisation holds with the present keys, a batch at a time; `after` is the last profile dealt with."""

    kind: ClassVar[str] = "keys.reseal"
    queue: ClassVar[Queue] = "publisher"
    after: UUID | None = None
