"""What the simulated Facebook knows: apps, people, their pages, tokens, photos, posts, and what it was told to lie about."""

import secrets
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from starlette.requests import Request

from practice.door.lies import Door
from simulators.common.clock import Clock

CODE_LIFE, SHORT_LIFE, LONG_LIFE = timedelta(minutes=10), timedelta(hours=1), timedelta(days=60)
VERSION = "v25.0"
SCOPES = frozenset(
    {"pages_show_list", "pages_manage_posts", "pages_read_engagement", "read_insights", "public_profile"}
)
METRICS = frozenset({"post_media_view", "post_total_media_view_unique", "post_clicks", "post_reactions_by_type_total"})


@dataclass
class App:
    """An organisation's app, as made at Meta."""

    client_id: str
    client_secret: str
    redirect_uris: set[str]


@dataclass
class Page:
    """A page. `barred` is a code with which everything posted there is refused."""

    id: str
    username: str
    name: str
    barred: int = 0
    followers: int = 11


@dataclass
class Person:
    """Somebody who looks after pages, with these tasks on each."""

    id: str
    username: str
    name: str
    tasks: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


@dataclass
class Code:
    """A yes on the consent page that was not traded yet."""

    person: Person
    client_id: str
    redirect_uri: str
    scopes: frozenset[str]
    expires_at: datetime


@dataclass
class Token:
    """A token of a person, or of a page through a person. A page's has no end of its own."""

    person: Person
    client_id: str
    scopes: frozenset[str]
    page: Page | None = None
    expires_at: datetime | None = None
    ended: bool = False


@dataclass
class Post:
    """What was posted on a page."""

    id: str
    page: Page
    at: datetime
    message: str
    link: str
    photos: tuple[str, ...]
    descriptions: tuple[str, ...] = ()
    numbers: Counter[str] = field(default_factory=Counter[str])


@dataclass
class World:
    """Everything. `web` and `graph` are the origins of its two servers."""

    web: str
    graph: str
    clock: Clock = field(default_factory=Clock)
    apps: dict[str, App] = field(default_factory=dict[str, App])
    people: dict[str, Person] = field(default_factory=dict[str, Person])
    pages: dict[str, Page] = field(default_factory=dict[str, Page])
    codes: dict[str, Code] = field(default_factory=dict[str, Code])
    tokens: dict[str, Token] = field(default_factory=dict[str, Token])
    photos: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    """Uploaded pictures that no post shows yet: the page's id and the alternative text."""
    posts: dict[str, Post] = field(default_factory=dict[str, Post])
    ledger: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    door: Door = field(default_factory=Door)
    metrics: set[str] = field(default_factory=lambda: set(METRICS))
    view_lag: timedelta = timedelta()
    broken_pictures: int = 0
    numbers: int = 0

    def add(self, username: str, name: str) -> Person:
        """A person."""
        person = Person(self.next_id(), username, name)
        self.people[person.id] = person
        return person

    def found(self, username: str, name: str, **tasks: tuple[str, ...]) -> Page:
        """A page, and what people may do on it, by username."""
        page = Page(self.next_id(), username, name)
        self.pages[page.id] = page
        for person in self.people.values():
            if person.username in tasks:
                person.tasks[page.id] = tasks[person.username]
        return page

    def register(self, redirect_uri: str) -> App:
        """An app, as an administrator makes it."""
        app = App(self.next_id(), secrets.token_hex(16), {redirect_uri})
        self.apps[app.client_id] = app
        return app

    def issue(self, token: Token) -> str:
        """The secret of a token."""
        secret = f"EAA{secrets.token_urlsafe(48)}"
        self.tokens[secret] = token
        return secret

    def next_id(self) -> str:
        """An id: fifteen figures, which say nothing."""
        self.numbers += 1
        return str(100_000_000_000_000 + self.numbers * 7_919)

    def standing(self, page: Page) -> list[Post]:
        """A page's posts that lists show, the newest first."""
        at = self.clock()
        mine = (post for post in self.posts.values() if post.page is page and post.at + self.view_lag <= at)
        return sorted(mine, key=lambda post: (post.at, post.id), reverse=True)


def world_of(request: Request) -> World:
    """The network that serves this request."""
    return cast(World, request.app.state.world)
