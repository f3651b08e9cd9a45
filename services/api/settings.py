"""The api's settings, read once at start-up."""

from dataclasses import dataclass
from typing import Self

from kernel.kit.settings import (
    AppDatabaseSettings,
    AppKeySettings,
    BlueskySettings,
    EgressSettings,
    InstallationSettings,
    RedisSettings,
    TokenSealSettings,
    read,
)


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """All concerns of the api. It has no setting with which a token could be opened."""

    installation: InstallationSettings
    database: AppDatabaseSettings
    redis: RedisSettings
    app_key: AppKeySettings
    seal: TokenSealSettings
    egress: EgressSettings
    bluesky: BlueskySettings

    @classmethod
    def from_environment(cls) -> Self:
        """Raises pydantic's ValidationError, which names what is missing."""
        return cls(
            read(InstallationSettings),
            read(AppDatabaseSettings),
            read(RedisSettings),
            read(AppKeySettings),
            read(TokenSealSettings),
            read(EgressSettings),
            read(BlueskySettings),
        )
