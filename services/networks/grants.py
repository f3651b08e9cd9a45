"""What a person's consent leaves behind: our registration, the consent under way, the connection, what it can do.

Secrets are kept out of every repr; the caller seals these values before storing them (`networks.stored`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from networks.drafts import Caps, Limits, State

AccountKind = Literal["personal", "professional", "page"]
MARGIN = timedelta(minutes=5)
"""A token that ends within this is renewed first: it must outlive the call it is for."""


@dataclass(frozen=True)
class AppCredentials:
    """Our registration with one network or one of its servers. `metadata` holds its endpoints; secrets stay sealed."""

    network: str
    instance: str
    client_id: str
    redirect_uri: str
    scopes: tuple[str, ...]
    client_secret: str | None = field(default=None, repr=False)
    secrets: dict[str, str] = field(default_factory=dict[str, str], repr=False)
    metadata: State = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class AppForm:
    """What an administrator needs to make the organisation's app at a network.

    `console` is the network's page on which apps are made. `scopes` are the rights we ask for, by mode: the kinds of
    access that the network grants an app, the one that is granted at once first. `products` are what has to be added to
    the app there, by mode, in the network's own words. `costs`: the network bills the app's owner for each call.
    """

    console: str
    scopes: Mapping[str, tuple[str, ...]]
    products: Mapping[str, tuple[str, ...]]
    costs: bool = False


@dataclass(frozen=True)
class Finding:
    """One result of trying an app: a stable code the SPA translates, and in plain English what it is and what to do."""

    code: str
    severity: Literal["ok", "warning", "error"]
    detail: str


@dataclass(frozen=True)
class AuthStart:
    """A consent on its way: send the person to `url`; keep the rest sealed for at most ten minutes, usable once."""

    url: str
    state: str
    instance: str
    redirect_uri: str
    scopes: tuple[str, ...]
    verifier: str = field(repr=False)
    secret: dict[str, str] = field(default_factory=dict[str, str], repr=False)


@dataclass(frozen=True)
class Connection:
    """A profile we may act for. `expires_at` None = the token does not end by itself.

    `service_url` is where its API is spoken, where that differs from profile to profile. A page's token acts for the page.
    """

    network: str
    instance: str
    subject: str
    handle: str
    display_name: str
    avatar: str | None
    url: str | None
    scopes: tuple[str, ...]
    access_token: str = field(repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    expires_at: datetime | None = None
    refresh_expires_at: datetime | None = None
    service_url: str | None = None
    secrets: dict[str, str] = field(default_factory=dict[str, str], repr=False)
    kind: AccountKind = "personal"


def ends_soon(connection: Connection, at: datetime) -> bool:
    """Whether the access token has to be renewed before it is used."""
    return connection.expires_at is not None and connection.expires_at < at + MARGIN


@dataclass(frozen=True)
class Profile:
    """How a profile presents itself now."""

    handle: str
    display_name: str
    avatar: str | None
    url: str | None


@dataclass(frozen=True)
class Probe:
    """What a connection can do, within which limits, who it is, and the rules its server sets for everybody on it."""

    caps: Caps
    limits: Limits
    profile: Profile
    rules: tuple[str, ...] = ()
