"""What the simulated LinkedIn knows: apps, members, pages, tokens, posts, pictures, and what it was told to lie about."""

import secrets
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, cast

from starlette.requests import Request

from practice.door.lies import Door
from simulators.common.clock import Clock

CODE_LIFE, ACCESS_LIFE, REFRESH_LIFE = timedelta(minutes=30), timedelta(days=60), timedelta(days=365)
VERSIONS = ("202509", "202608")
"""The first and the last that are active."""


@dataclass
class App:
    """An organisation's app. `batch_get`: it may ask for several things at once, which apps on trial may not."""

    client_id: str
    secret: str
    redirect_uris: tuple[str, ...]
    scopes: tuple[str, ...]
    refreshes: bool = False
    batch_get: bool = True


@dataclass
class Member:
    """A person. `administers` are the numbers of pages."""

    id: str
    first: str
    last: str
    vanity: str
    followers: int = 40
    administers: list[str] = field(default_factory=list[str])


@dataclass
class Page:
    """An organisation's page."""

    number: str
    name: str
    vanity: str
    followers: int = 700


@dataclass
class Code:
    """A consent that was given and not traded yet."""

    app: App
    member: Member
    scopes: tuple[str, ...]
    redirect_uri: str
    expires_at: datetime


@dataclass
class Token:
    """What a code was traded for."""

    app: App
    member: Member
    scopes: tuple[str, ...]
    access: str
    expires_at: datetime
    refresh: str = ""
    refresh_expires_at: datetime | None = None
    ended: bool = False


@dataclass
class Image:
    """A place for a picture, then a picture being worked on. `ready_at` None = nothing was uploaded yet."""

    owner: str
    key: str
    ready_at: datetime | None = None
    broken: bool = False


@dataclass
class Post:
    """A post, in the words that people see."""

    urn: str
    author: str
    body: dict[str, Any]
    words: str
    at: datetime
    counts: Counter[str] = field(default_factory=Counter[str])
    deleted: bool = False


@dataclass
class World:
    """Everything. The addresses are origins, one for each of the three servers."""

    web: str
    api: str
    uploads: str
    clock: Clock = field(default_factory=Clock)
    apps: dict[str, App] = field(default_factory=dict[str, App])
    members: dict[str, Member] = field(default_factory=dict[str, Member])
    pages: dict[str, Page] = field(default_factory=dict[str, Page])
    codes: dict[str, Code] = field(default_factory=dict[str, Code])
    tokens: list[Token] = field(default_factory=list[Token])
    images: dict[str, Image] = field(default_factory=dict[str, Image])
    posts: dict[str, Post] = field(default_factory=dict[str, Post])
    ledger: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    calls: Counter[tuple[date, str]] = field(default_factory=Counter[tuple[date, str]])
    door: Door = field(default_factory=Door)
    ended_versions: set[str] = field(default_factory=set[str])
    calls_a_day: int = 150
    media_seconds: float = 0.0
    broken_uploads: int = 0
    view_lag: timedelta = timedelta()
    knows_duplicates: bool = True
    edge: str = "COMPANY_FOLLOWED_BY_MEMBER"
    upload_to: str = ""

    def standing(self) -> list[Post]:
        """The posts that are there, the eldest first."""
        return [post for post in self.posts.values() if not post.deleted]

    def issue(self, app: App, member: Member, scopes: tuple[str, ...]) -> Token:
        """A token for a consent; tokens of other rights that the member gave this app before end with it."""
        for token in self.tokens:
            if (token.app, token.member) == (app, member) and set(token.scopes) != set(scopes):
                token.ended = True
        token = Token(app, member, scopes, f"AQ{secrets.token_urlsafe(40)}", self.clock() + ACCESS_LIFE)
        if app.refreshes:
            token.refresh, token.refresh_expires_at = f"AR{secrets.token_urlsafe(40)}", self.clock() + REFRESH_LIFE
        self.tokens.append(token)
        return token

    def note(self, act: str, post: Post) -> None:
        """Write into the ledger what was really done."""
        entry = {
            "act": act,
            "urn": post.urn,
            "author": post.author,
            "words": post.words,
            "at": self.clock().isoformat(),
        }
        self.ledger.append(entry)


def world_of(request: Request) -> World:
    """The network that serves this request."""
    return cast(World, request.app.state.world)
