"""Jobs about stories."""

from typing import ClassVar
from uuid import UUID

from kernel.jobs.contract import Job, Queue


class TurnStory(Job):
    """A story's time has come: make it live, or let it expire."""

    kind: ClassVar[str] = "stories.turn"
    queue: ClassVar[Queue] = "publisher"
    story_id: UUID
