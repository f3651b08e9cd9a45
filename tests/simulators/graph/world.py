"""What a simulated network of Meta's knows: apps, people, tokens, containers, posts, and what it was told to lie about."""

import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from starlette.requests import Request

from practice.door.lies import Door
from simulators.common.clock import Clock

CODE_LIFE = SHORT_LIFE = timedelta(hours=1)
LONG_LIFE, YOUNGEST = timedelta(days=60), timedelta(hours=24)
CONTAINER_LIFE = timedelta(hours=24)


@dataclass(frozen=True)
class Manner:
    """How one network differs: its words, its edges, its rights and its rules."""

    name: str
    grant: str
    token_path: str
    container_edge: str
    publish_edge: str
    posts_edge: str
    words: str
    status: str
    reason: str
    limit_edge: str
    scopes: frozenset[str]
    basic: str
    publishing: str
    reading: str
    deleting: str | None
    posts_a_day: int
    carousel: int
    metrics: tuple[str, ...]
    account_edge: str | None
    picture_field: str
    check_words: Callable[[str], str | None]
    """Why these words are not taken; None where they are."""
    words_alone: bool
    formats: frozenset[str]
    shapes: tuple[float, float]
    """The least and the greatest width of a picture, by its height."""
    broken_at_once: bool
    """Whether a picture that cannot be used is refused when it is named, not when its container is looked at."""
    lists_permissions: bool
    own_ids: bool
    """Whether a person's `id` is another for every app, and `user_id` the one that posts are made by."""
    """Whether the token endpoint says what was granted."""


@dataclass
class App:
    """An organisation's app, as made at Meta."""

    client_id: str
    client_secret: str
    redirect_uris: set[str]


@dataclass
class Account:
    """A person. `barred` names a subcode with which everything they publish is refused."""

    id: str
    username: str
    name: str
    barred: int = 0
    followers: int = 7


@dataclass
class Code:
    """A yes on the consent page that was not traded yet."""

    account: Account
    client_id: str
    redirect_uri: str
    scopes: frozenset[str]
    expires_at: datetime


@dataclass
class Token:
    """A token. A short one is traded for a long one; a long one renews itself once it is a day old."""

    account: Account
    client_id: str
    scopes: frozenset[str]
    since: datetime
    expires_at: datetime
    long: bool = False
    ended: bool = False


@dataclass
class Container:
    """A post that is being prepared. `children` are containers too; `broken` says why it will fail."""

    id: str
    owner: str
    at: datetime
    ready_at: datetime
    fields: dict[str, str]
    children: tuple[str, ...] = ()
    broken: str = ""
    published: bool = False


@dataclass
class Post:
    """What was published."""

    id: str
    author: Account
    at: datetime
    fields: dict[str, str]
    pictures: int
    descriptions: tuple[str, ...] = ()
    numbers: Counter[str] = field(default_factory=Counter[str])


@dataclass
class World:
    """Everything. The addresses are the origins of the servers; `pictures` is where this installation's pictures are."""

    manner: Manner
    web: str
    graph: str
    pictures: str
    clock: Clock = field(default_factory=Clock)
    apps: dict[str, App] = field(default_factory=dict[str, App])
    accounts: dict[str, Account] = field(default_factory=dict[str, Account])
    codes: dict[str, Code] = field(default_factory=dict[str, Code])
    tokens: dict[str, Token] = field(default_factory=dict[str, Token])
    containers: dict[str, Container] = field(default_factory=dict[str, Container])
    posts: dict[str, Post] = field(default_factory=dict[str, Post])
    ledger: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    fetched: list[str] = field(default_factory=list[str])
    served: dict[str, tuple[int, dict[str, str], bytes]] = field(
        default_factory=dict[str, tuple[int, dict[str, str], bytes]]
    )
    published: list[tuple[str, datetime]] = field(default_factory=list[tuple[str, datetime]])
    door: Door = field(default_factory=Door)
    posts_a_day: int = 0
    processing: timedelta = timedelta()
    view_lag: timedelta = timedelta()
    broken_pictures: int = 0
    denied_looks: int = 0
    numbers: int = 0

    def __post_init__(self) -> None:
        self.posts_a_day = self.manner.posts_a_day

    def add(self, username: str, name: str) -> Account:
        """A person."""
        account = Account(self.next_id(), username, name)
        self.accounts[account.id] = account
        return account

    def register(self, redirect_uri: str) -> App:
        """An app, as an administrator makes it."""
        app = App(self.next_id(), secrets.token_hex(16), {redirect_uri})
        self.apps[app.client_id] = app
        return app

    def named(self, username: str) -> Account | None:
        """The account of that name."""
        return next((account for account in self.accounts.values() if account.username == username), None)

    def next_id(self) -> str:
        """An id: seventeen figures, which say nothing."""
        self.numbers += 1
        return str(17_000_000_000_000_000 + self.numbers * 7_919)

    def standing(self, author: Account) -> list[Post]:
        """A person's posts that lists show, the newest first."""
        at = self.clock()
        mine = (post for post in self.posts.values() if post.author is author and post.at + self.view_lag <= at)
        return sorted(mine, key=lambda post: (post.at, post.id), reverse=True)

    def used(self, account: Account) -> int:
        """How many posts of the last 24 hours count."""
        since = self.clock() - timedelta(hours=24)
        return sum(1 for owner, at in self.published if owner == account.id and at > since)


def world_of(request: Request) -> World:
    """The network that serves this request."""
    return cast(World, request.app.state.world)
