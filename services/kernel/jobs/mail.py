"""Jobs that send something to a person."""

from typing import ClassVar, Literal

from kernel.jobs.contract import Job, Queue


class SendCode(Job):
    """Send a sign-in code. Address and code travel sealed with the app key (base64), bound to `sign_in_id`."""

    kind: ClassVar[str] = "mail.code"
    queue: ClassVar[Queue] = "publisher"
    retries: ClassVar[int] = 3
    sign_in_id: str
    language: Literal["da", "en"]
    sealed: str
