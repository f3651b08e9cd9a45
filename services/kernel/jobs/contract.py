"""What a job is: a frozen, typed payload with a stable kind and the queue that its service drains."""

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

Queue = Literal["publisher", "metrics"]


class Job(BaseModel):
    """Subclass with the ids of what to do; never with what can be read from the database, never with a secret."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]
    queue: ClassVar[Queue]
    retries: ClassVar[int] = 8
    """How many times it is tried again after a failure, before it is set aside as discarded."""


class GiveUp(Exception):
    """Raised by a handler: trying again cannot help, so the job is discarded at once. Nothing it wrote stays."""
