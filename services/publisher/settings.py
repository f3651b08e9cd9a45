"""The settings of the publisher."""

from dataclasses import dataclass
from typing import Literal, Self

from pydantic import Field, model_validator

from kernel.kit.settings import (
    AppKeySettings,
    BlueskySettings,
    EgressSettings,
    InstallationSettings,
    RedisSettings,
    SenderSettings,
    Settings,
    TokenOpenSettings,
    WorkerDatabaseSettings,
    read,
)


class PaceSettings(Settings):
    """How long leases, calls and looks for lost answers take: less than 1 is for tests that cannot wait for a day."""

    environment: Literal["production", "development", "test"] = Field("production", alias="FORTALER_ENVIRONMENT")
    patience: float = Field(1.0, gt=0, le=1, alias="FORTALER_PUBLISHER_PATIENCE")

    @model_validator(mode="after")
    def refuse_haste_in_production(self) -> Self:
        """Raise ValueError for anything but 1 in production."""
        if self.environment == "production" and self.patience != 1:
            raise ValueError("FORTALER_PUBLISHER_PATIENCE must be 1 in production")
        return self


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
