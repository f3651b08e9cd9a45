"""Settings by concern, read from the environment. No secret has a default, and example values are refused."""

from typing import Annotated, Any, Literal, Self, TypeVar
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from kernel.kit.secrets import AppSecrets, Opener

EXAMPLE = "replace-me"


def _split(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


class Settings(BaseSettings):
    """The base of every settings class: frozen, and unwilling to start with an example value."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    @model_validator(mode="after")
    def refuse_examples(self) -> Self:
        """Raise ValueError when a value still is the one from `.env.example`."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            plain = value.get_secret_value() if isinstance(value, SecretStr) else value
            if isinstance(plain, str) and EXAMPLE in plain:
                raise ValueError(f"{name} still has its example value; `fortaler keys new` prints real ones")
        return self


Kind = TypeVar("Kind", bound=Settings)


def read(kind: type[Kind]) -> Kind:
    """The settings of this kind from the environment. Raises pydantic's ValidationError, which names what is missing."""
    return kind(**dict[str, Any]())


class InstallationSettings(Settings):
    """What this installation is and where people reach it."""

    environment: Literal["production", "development", "test"] = Field("production", alias="FORTALER_ENVIRONMENT")
    public_url: str = Field(alias="FORTALER_PUBLIC_URL")
    metrics_url: str = Field("", alias="FORTALER_METRICS_URL")
    practice_url: str = Field("", alias="FORTALER_PRACTICE_URL")
    spa: str = Field("", alias="FORTALER_SPA")
    blobs: str = Field(alias="FORTALER_BLOBS")


class EgressSettings(Settings):
    """What the guarded HTTP client may reach on this machine itself: exact host:port pairs, never in production."""

    environment: Literal["production", "development", "test"] = Field("production", alias="FORTALER_ENVIRONMENT")
    loopback: Annotated[list[str], NoDecode, BeforeValidator(_split)] = Field([], alias="FORTALER_EGRESS_LOOPBACK")

    @model_validator(mode="after")
    def refuse_in_production(self) -> Self:
        """Raise ValueError for a list in production."""
        if self.environment == "production" and self.loopback:
            raise ValueError("FORTALER_EGRESS_LOOPBACK must be empty in production")
        return self


class OwnerDatabaseSettings(Settings):
    """The owner's connection: migrations, demo, backup. The services never read it."""

    url: SecretStr = Field(alias="DATABASE_URL")


class AppDatabaseSettings(Settings):
    """The api's connection, as fortaler_app."""

    url: SecretStr = Field(alias="DATABASE_APP_URL")


class WorkerDatabaseSettings(Settings):
    """The connection of the publisher and of the metrics worker, as fortaler_worker."""

    url: SecretStr = Field(alias="DATABASE_WORKER_URL")


class RedirectDatabaseSettings(Settings):
    """The connection of the redirecting part of metrics, as fortaler_redirect."""

    url: SecretStr = Field(alias="DATABASE_REDIRECT_URL")


class RedisSettings(Settings):
    """Where wake-ups and the stream of clicks go."""

    url: SecretStr = Field(alias="REDIS_URL")


class AppKeySettings(Settings):
    """The key for what api and workers both open: short-lived sign-in state, a network app's secret, a code to send.

    `old` are keys that still open what was sealed with them; digests stay with the first key of all.
    """

    key: SecretStr = Field(alias="FORTALER_APP_KEY")
    old: Annotated[list[SecretStr], NoDecode, BeforeValidator(_split)] = Field([], alias="FORTALER_APP_KEY_OLD")
    digest_key: SecretStr = Field(SecretStr(""), alias="FORTALER_DIGEST_KEY")

    def secrets(self) -> AppSecrets:
        """What seals and opens with them."""
        old = (key.get_secret_value() for key in self.old)
        return AppSecrets(self.key.get_secret_value(), *old, digest_key=self.digest_key.get_secret_value())


class TokenSealSettings(Settings):
    """The public half: enough to seal a person's tokens, not to open them."""

    public_key: str = Field(alias="FORTALER_TOKEN_PUBLIC_KEY")


class TokenOpenSettings(TokenSealSettings):
    """Both halves, for the publisher and the metrics worker."""

    private_key: SecretStr = Field(alias="FORTALER_TOKEN_PRIVATE_KEY")
    old: Annotated[list[SecretStr], NoDecode, BeforeValidator(_split)] = Field(
        [], alias="FORTALER_TOKEN_PRIVATE_KEY_OLD"
    )

    def opener(self) -> Opener:
        """What seals and opens with them; old keys only open."""
        old = (key.get_secret_value() for key in self.old)
        return Opener(self.public_key, self.private_key.get_secret_value(), *old)


class SenderSettings(Settings):
    """How sign-in codes leave: by a mail server, `smtp://` or `smtps://user:password@host:port`.

    Until there is one they appear on the practice network's page and, under development, in the worker's log.
    """

    environment: Literal["production", "development", "test"] = Field("production", alias="FORTALER_ENVIRONMENT")
    smtp_url: SecretStr = Field(SecretStr(""), alias="FORTALER_SMTP_URL")
    mail_from: str = Field("", alias="FORTALER_MAIL_FROM")
    practice_url: str = Field("", alias="FORTALER_PRACTICE_URL")
    practice_token: SecretStr = Field(SecretStr(""), alias="PRACTICE_TOKEN")

    @model_validator(mode="after")
    def refuse_half_a_sender(self) -> Self:
        """Raise ValueError for a mail server's address that cannot be one, or one without an address to send from."""
        url = self.smtp_url.get_secret_value()
        if url and (urlsplit(url).scheme not in ("smtp", "smtps") or not urlsplit(url).hostname):
            raise ValueError("FORTALER_SMTP_URL must be smtp://… or smtps://user:password@host:port")
        if url and "@" not in self.mail_from:
            raise ValueError("FORTALER_SMTP_URL needs FORTALER_MAIL_FROM, the address that mail is sent from")
        return self


class BlueskySettings(Settings):
    """Where the AT Protocol's directory and public counts are asked for."""

    directory_url: str = Field("https://plc.directory", alias="FORTALER_BLUESKY_DIRECTORY_URL")
    appview_url: str = Field("https://public.api.bsky.app", alias="FORTALER_BLUESKY_APPVIEW_URL")
    client_key: SecretStr = Field(SecretStr(""), alias="FORTALER_BLUESKY_CLIENT_KEY")


class XSettings(Settings):
    """Where X's API is spoken, and where its consent page and its posts are seen."""

    api_url: str = Field("https://api.x.com", alias="FORTALER_X_URL")
    web_url: str = Field("https://x.com", alias="FORTALER_X_WEB_URL")


class LinkedInSettings(Settings):
    """Where LinkedIn is, and in which of its monthly versions (YYYYMM) we speak to it: each ends after a year or so."""

    web_url: str = Field("https://www.linkedin.com", alias="FORTALER_LINKEDIN_URL")
    api_url: str = Field("https://api.linkedin.com", alias="FORTALER_LINKEDIN_API_URL")
    version: str = Field("202608", pattern=r"^20\d\d(0[1-9]|1[0-2])$", alias="FORTALER_LINKEDIN_VERSION")


class ThreadsSettings(Settings):
    """Where Threads' consent page is and its API is spoken, and where Threads finds our pictures."""

    web_url: str = Field("https://threads.com", alias="FORTALER_THREADS_WEB_URL")
    graph_url: str = Field("https://graph.threads.net", alias="FORTALER_THREADS_URL")
    version: str = Field("v1.0", pattern=r"^v\d+\.\d+$", alias="FORTALER_THREADS_VERSION")
    public_url: str = Field("", alias="FORTALER_PUBLIC_URL")


class InstagramSettings(Settings):
    """Where Instagram's consent page, token endpoint and API are, and where Instagram finds our pictures.

    `hashtags` is how many a caption may have; Instagram's documents say 30, and its app has been seen to stop at 5.
    """

    web_url: str = Field("https://www.instagram.com", alias="FORTALER_INSTAGRAM_WEB_URL")
    token_url: str = Field("https://api.instagram.com", alias="FORTALER_INSTAGRAM_TOKEN_URL")
    graph_url: str = Field("https://graph.instagram.com", alias="FORTALER_INSTAGRAM_URL")
    version: str = Field("v25.0", pattern=r"^v\d+\.\d+$", alias="FORTALER_INSTAGRAM_VERSION")
    hashtags: int = Field(30, ge=0, le=30, alias="FORTALER_INSTAGRAM_HASHTAGS")
    public_url: str = Field("", alias="FORTALER_PUBLIC_URL")


class FacebookSettings(Settings):
    """Where Facebook's consent page and its API are, and which version of it we speak."""

    web_url: str = Field("https://www.facebook.com", alias="FORTALER_FACEBOOK_WEB_URL")
    graph_url: str = Field("https://graph.facebook.com", alias="FORTALER_FACEBOOK_URL")
    version: str = Field("v25.0", pattern=r"^v\d+\.\d+$", alias="FORTALER_FACEBOOK_VERSION")


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
