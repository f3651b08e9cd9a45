"""What comes in and goes out of registered apps. The secret only comes in."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from api.web.shapes import Incoming, Line, Outgoing

LARGEST_CAP = 100_000_000
"""US cents: a million dollars a month."""


class AppEntry(Incoming):
    """What an owner copies from the network's page. Without `client_secret` the one that is held stays.

    `monthly_cap_cents`: at most so many US cents a month are spent on calls; null = no cap.
    """

    client_id: Annotated[Line, Field(min_length=1)]
    client_secret: str | None = Field(default=None, min_length=1, max_length=1000, repr=False)
    mode: Line
    monthly_cap_cents: int | None = Field(default=None, ge=0, le=LARGEST_CAP)


class AppMode(Outgoing):
    """A kind of access that the network grants an app: what to add to the app there, and the rights we ask for."""

    mode: str
    scopes: list[str]
    products: list[str]


class App(Outgoing):
    """The organisation's app. `used_at`: when somebody last connected through it.

    `profiles`: how many are connected there; null where they are too few to be counted without naming them.
    """

    client_id: str
    mode: str
    registered_at: datetime
    tested_at: datetime | None
    used_at: datetime | None
    monthly_cap_cents: int | None
    profiles: int | None


class NetworkApps(Outgoing):
    """What to enter at a network, and what is registered there. The first mode is the one granted at once.

    `costs`: the network bills the app's owner for each call. `deauthorise_uri` and `deletion_uri`: where the network tells
    us of people who remove the app there, or want their data deleted; null where it tells nobody.
    """

    network: str
    console: str
    redirect_uri: str
    deauthorise_uri: str | None
    deletion_uri: str | None
    costs: bool
    modes: list[AppMode]
    app: App | None


class Apps(Outgoing):
    """All networks at which an app is registered by hand."""

    items: list[NetworkApps]
    next: str | None


class AppFinding(Outgoing):
    """One result of trying an app: a code to translate by, and in English what it is and what to do."""

    code: str
    severity: Literal["ok", "warning", "error"]
    detail: str


class AppTest(Outgoing):
    """What trying the app found."""

    tested_at: datetime
    findings: list[AppFinding]
