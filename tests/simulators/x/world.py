"""What the simulated X knows: apps, people, consents, posts, pictures, what it charged, and what it was told to lie about."""

import secrets
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from starlette.requests import Request

from practice.door.lies import Door
from simulators.common.clock import Clock

CODE_LIFE = timedelta(seconds=30)
ACCESS_LIFE = timedelta(hours=2)
MEDIA_LIFE = timedelta(hours=24)
WINDOW = timedelta(minutes=15)
EPOCH = datetime(2010, 11, 4, 1, 42, 54, 657_000, UTC)
# Calls in 15 minutes, per person.
LIMITS = {"create": 100, "lookup": 5000, "me": 75, "timeline": 900, "media": 500, "delete": 50}
# Thousandths of a US dollar.
POST, POST_WITH_LINK, POST_READ, USER_READ, ALT_TEXT = 15, 200, 5, 10, 5


@dataclass
class App:
    """An organisation's app, as made in X's console."""

    client_id: str
    client_secret: str
    redirect_uris: set[str]
    closed: bool = False


@dataclass
class Account:
    """A person. `standing` is empty, "suspended" or "locked"."""

    id: str
    username: str
    name: str
    subscription: str = "None"
    standing: str = ""
    followers: int = 7


@dataclass
class Code:
    """A yes on the consent page that was not traded yet."""

    account: Account
    client_id: str
    redirect_uri: str
    scopes: tuple[str, ...]
    challenge: str
    expires_at: datetime


@dataclass
class Grant:
    """A consent that stands until it is revoked, or until a spent refresh token comes again."""

    account: Account
    client_id: str
    scopes: tuple[str, ...]
    refresh: str = ""
    spent: set[str] = field(default_factory=set[str])
    access: dict[str, datetime] = field(default_factory=dict[str, datetime])
    ended: bool = False

    def rotate(self, at: datetime) -> tuple[str, str | None]:
        """New tokens; the refresh token before them is spent. Without offline.access there is none."""
        if self.refresh:
            self.spent.add(self.refresh)
        access = f"access-{secrets.token_urlsafe(24)}"
        self.access[access] = at + ACCESS_LIFE
        self.refresh = f"refresh-{secrets.token_urlsafe(24)}" if "offline.access" in self.scopes else ""
        return access, self.refresh or None


@dataclass
class Medium:
    """An uploaded picture; it can be posted for a day."""

    id: str
    owner: str
    at: datetime
    alt: str = ""


@dataclass
class Post:
    """What was posted. `urls` are the links in it, by the short ones that X shows in their place."""

    id: str
    author: Account
    text: str
    at: datetime
    urls: dict[str, str]
    media: tuple[Medium, ...] = ()
    paid_partnership: bool = False
    public: Counter[str] = field(default_factory=Counter[str])
    private: Counter[str] = field(default_factory=Counter[str])


@dataclass
class World:
    """Everything. `api` and `web` are the origins of its two servers; `credits` None = without end, in thousandths."""

    api: str
    web: str
    clock: Clock = field(default_factory=Clock)
    apps: dict[str, App] = field(default_factory=dict[str, App])
    accounts: dict[str, Account] = field(default_factory=dict[str, Account])
    codes: dict[str, Code] = field(default_factory=dict[str, Code])
    grants: list[Grant] = field(default_factory=list[Grant])
    posts: dict[str, Post] = field(default_factory=dict[str, Post])
    media: dict[str, Medium] = field(default_factory=dict[str, Medium])
    ledger: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    bill: Counter[str] = field(default_factory=Counter[str])
    read: set[tuple[date, str]] = field(default_factory=set[tuple[date, str]])
    calls: dict[tuple[str, str], list[datetime]] = field(default_factory=dict[tuple[str, str], list[datetime]])
    limits: dict[str, int] = field(default_factory=lambda: dict(LIMITS))
    door: Door = field(default_factory=Door)
    credits: int | None = None
    view_lag: timedelta = timedelta()
    broken_uploads: int = 0
    numbers: int = 0

    def add(self, username: str, name: str) -> Account:
        """A person."""
        account = Account(str(1000 + len(self.accounts)), username, name)
        self.accounts[account.id] = account
        return account

    def register(self, redirect_uri: str) -> App:
        """An app, as an administrator makes it."""
        app = App(f"client-{secrets.token_urlsafe(12)}", f"secret-{secrets.token_urlsafe(24)}", {redirect_uri})
        self.apps[app.client_id] = app
        return app

    def named(self, username: str) -> Account | None:
        """The account of that name."""
        return next((account for account in self.accounts.values() if account.username == username), None)

    def next_id(self) -> str:
        """An id as X makes them: milliseconds since it began, then 22 bits that tell apart what falls on the same one."""
        self.numbers += 1
        milliseconds = (self.clock() - EPOCH) // timedelta(milliseconds=1)
        return str((milliseconds << 22) + self.numbers % (1 << 22))

    def charge(self, what: str, amount: int) -> None:
        """Put a call on the bill."""
        self.bill[what] += amount
        if self.credits is not None:
            self.credits = max(0, self.credits - amount)

    def charge_read(self, post_id: str) -> None:
        """Put a post that was read on the bill, once a day."""
        key = (self.clock().date(), post_id)
        if key not in self.read:
            self.read.add(key)
            self.charge("post_read", POST_READ)

    def standing(self, author: str) -> list[Post]:
        """A person's posts, the newest first."""
        return sorted((p for p in self.posts.values() if p.author.id == author), key=lambda p: int(p.id), reverse=True)


def world_of(request: Request) -> World:
    """The network that serves this request."""
    return cast(World, request.app.state.world)
