"""Jobs that send something to a person."""

import base64
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel

from kernel.jobs.contract import Job, Queue
from kernel.kit.secrets import AppSecrets, Place


class SendCode(Job):
    """Send a sign-in code. Address and code travel sealed with the app key (base64), bound to `sign_in_id`."""

    kind: ClassVar[str] = "mail.code"
    queue: ClassVar[Queue] = "publisher"
    retries: ClassVar[int] = 3
    sign_in_id: str
    language: Literal["da", "en"]
    sealed: str


class SendReminder(Job):
    """Tell the profile's person that its connection ends, `days` before at most. Without an address nothing is sent."""

    kind: ClassVar[str] = "mail.reminder"
    queue: ClassVar[Queue] = "publisher"
    retries: ClassVar[int] = 5
    profile_id: UUID
    days: int


class SendLoss(Job):
    """Tell the profile's person that the network has ended its connection, and which posts wait for another."""

    kind: ClassVar[str] = "mail.loss"
    queue: ClassVar[Queue] = "publisher"
    retries: ClassVar[int] = 5
    profile_id: UUID


class Letter(BaseModel):
    """What `SendCode.sealed` holds."""

    address: str
    code: str


def _place(organisation_id: UUID, sign_in_id: str) -> Place:
    return Place("job", "sealed", str(organisation_id), sign_in_id)


def seal_letter(secrets: AppSecrets, organisation_id: UUID, sign_in_id: str, letter: Letter) -> str:
    """For the api: the letter as `SendCode.sealed`."""
    sealed = secrets.seal(letter.model_dump_json().encode(), _place(organisation_id, sign_in_id))
    return base64.b64encode(sealed).decode()


def open_letter(secrets: AppSecrets, organisation_id: UUID, job: SendCode) -> Letter:
    """For the publisher: what to send and where. Raises CannotOpen."""
    plain = secrets.open(base64.b64decode(job.sealed), _place(organisation_id, job.sign_in_id))
    return Letter.model_validate_json(plain)
