"""The settings of the two metrics processes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from kernel.kit.settings import (
    AppKeySettings,
    BlueskySettings,
    EgressSettings,
    InstallationSettings,
    RedirectDatabaseSettings,
    RedisSettings,
    TokenOpenSettings,
    WorkerDatabaseSettings,
    read,
)


@dataclass(frozen=True, slots=True)
class RedirectSettings:
    """What the redirecting process needs: nothing that could open a token or read a person."""

    installation: InstallationSettings
    database: RedirectDatabaseSettings
    redis: RedisSettings

    @classmethod
    def from_environment(cls) -> Self:
        """Raises pydantic's ValidationError, which names what is missing."""
        return cls(read(InstallationSettings), read(RedirectDatabaseSettings), read(RedisSettings))

    @property
    def spool(self) -> Path:
        """Where clicks wait while Redis is away."""
        return Path(self.installation.blobs) / "spool"


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """What the worker needs to count clicks and to read numbers from networks."""

    installation: InstallationSettings
    database: WorkerDatabaseSettings
    redis: RedisSettings
    app_key: AppKeySettings
    tokens: TokenOpenSettings
    egress: EgressSettings
    bluesky: BlueskySettings

    @classmethod
    def from_environment(cls) -> Self:
        """Raises pydantic's ValidationError, which names what is missing."""
        return cls(
            read(InstallationSettings),
            read(WorkerDatabaseSettings),
            read(RedisSettings),
            read(AppKeySettings),
            read(TokenOpenSettings),
            read(EgressSettings),
            read(BlueskySettings),
        )
