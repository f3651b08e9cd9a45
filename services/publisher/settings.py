"""The settings of the publisher."""

from dataclasses import dataclass
from typing import Self

from kernel.kit.settings import (
    AppKeySettings,
    BlueskySettings,
    EgressSettings,
    InstallationSettings,
    PaceSettings,
    RedisSettings,
    SenderSettings,
    TokenOpenSettings,
    WorkerDatabaseSettings,
    read,
)


@dataclass(frozen=True, slots=True)
class PublisherSettings:
    """What it takes to act for people: the only service with a token's key and a way to send a letter."""

    installation: InstallationSettings
    database: WorkerDatabaseSettings
    redis: RedisSettings
    app_key: AppKeySettings
    tokens: TokenOpenSettings
    sender: SenderSettings
    egress: EgressSettings
    bluesky: BlueskySettings
    pace: PaceSettings

    @classmethod
    def from_environment(cls) -> Self:
        """Raises pydantic's ValidationError, which names what is missing."""
        return cls(
            read(InstallationSettings),
            read(WorkerDatabaseSettings),
            read(RedisSettings),
            read(AppKeySettings),
            read(TokenOpenSettings),
            read(SenderSettings),
            read(EgressSettings),
            read(BlueskySettings),
            read(PaceSettings),
        )
