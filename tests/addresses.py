"""Where the servers of a test run are."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Addresses:
    """Where the servers of this test run are."""

    superuser: str
    owner: str
    app: str
    worker: str
    redirect: str
    redis: str
