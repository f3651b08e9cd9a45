"""What every social network must be able to say and do for us: the one door to the world outside.

Adapters are stateless. They take what they need (an egress client, an app's credentials, a connection, a post's state)
as arguments and return values; the caller seals, stores and commits. The values are in `networks.drafts` (composing)
and `networks.grants` (connecting).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple, Protocol, runtime_checkable

from kernel.kit.egress import Egress
from networks.drafts import Caps, Counts, Draft, Intent, Limits, Measure, Rendered, State
from networks.grants import AppCredentials, AppForm, AuthStart, Connection, Finding, Probe

StepKind = Literal["UPLOAD", "WAIT", "CONTAINER", "CREATE", "RESOLVE_URL", "FIRST_COMMENT"]


@dataclass(frozen=True)
class PostRef:
    """A post on the network: its id there, and its public address when there is one."""

    id: str
    url: str | None


class Step(NamedTuple):
    """One step of publishing. Only CREATE is fenced: the attempt is committed first. All others may be repeated."""

    kind: StepKind
    number: int = 0

    @property
    def fenced(self) -> bool:
        """Whether this step makes the post visible, so that it may happen once only."""
        return self.kind == "CREATE"


class Done(NamedTuple):
    """The step is done; `post` is known from CREATE on."""

    state: State
    post: PostRef | None = None


class Poll(NamedTuple):
    """Not ready: run the same step again after `after`, with this state."""

    state: State
    after: timedelta


class Found(NamedTuple):
    """The post is there. `copies` are further posts that match as well: newer duplicates."""

    post: PostRef
    matched: Literal["id", "link", "text"]
    copies: tuple[PostRef, ...] = ()


class NotFound(NamedTuple):
    """The post is not there (yet). `replayable`: CREATE may be run again with the same state, and cannot post twice."""

    replayable: bool


class Unknown(NamedTuple):
    """The network does not let us see: only the person can tell."""

    reason: str


class PostReading(NamedTuple):
    """Counts of a post; None = the network does not say. `gone`: the post is no longer there."""

    counts: Counts
    gone: bool = False


class Media(Protocol):
    """The pictures of a post, by their `ref`: as bytes, or as an address for networks that fetch for themselves."""

    async def read(self, ref: str) -> bytes:
        """A picture's bytes. Raises LookupError where they are gone."""
        ...

    def address(self, ref: str, media_type: str) -> str:
        """A public address that gives the picture as JPEG or PNG, for an hour, without a redirect.

        Raises NetworkError MEDIA where nobody outside can reach this installation.
        """
        ...


class Network(Protocol):
    """What every network offers, also those we cannot post to: measuring, rendering, and a way to share by hand."""

    key: str
    caps: Caps
    limits: Limits

    def measure(self, draft: Draft, limits: Limits) -> Measure:
        """Count a draft by the network's own rules and list what stands in its way. Pure."""
        ...

    def render(self, draft: Draft, limits: Limits) -> Rendered:
        """Put a draft into the network's own form, exactly as it will be published. Pure."""
        ...

    def share_intent(self, draft: Draft, instance: str | None = None) -> Intent:
        """Say how the person can post it themselves, and honestly what will not be filled in. Pure."""
        ...


class ApiNetwork(Network, Protocol):
    """A network that lets us post and read for a person who connected a profile.

    Every call raises `networks.errors.NetworkError`, and nothing else, for what the network or the way to it did wrong.
    """

    batch: int
    public_counts: bool
    """Whether numbers are read without the person's token."""

    async def register_app(
        self, egress: Egress, *, instance: str, client_name: str, redirect_uri: str, website: str
    ) -> AppCredentials:
        """Register us with the network, or with one server of it.

        Raises InvalidInstance when `instance` is not the address of a server we may speak to.
        """
        ...

    async def authorize(self, egress: Egress, app: AppCredentials, *, handle: str | None = None) -> AuthStart:
        """Begin a consent; `handle` is the account the person named, if they did."""
        ...

    async def complete(
        self, egress: Egress, app: AppCredentials, started: AuthStart, callback: Mapping[str, str]
    ) -> Connection:
        """Turn the callback's parameters into a connection with the scopes that were really granted.

        Raises ConsentRefused when the person said no, or state or issuer are not those we started with.
        """
        ...

    async def refresh(self, egress: Egress, app: AppCredentials, connection: Connection) -> Connection:
        """Renew the tokens. The caller holds the connection's lock and stores the result before using it."""
        ...

    async def revoke(self, egress: Egress, app: AppCredentials, connection: Connection) -> None:
        """Give the tokens back. Repeatable: an already dead token is no error."""
        ...

    async def probe(self, egress: Egress, connection: Connection) -> Probe:
        """Read what this connection can do now, its server's limits and its profile."""
        ...

    def plan(self, rendered: Rendered) -> tuple[Step, ...]:
        """List the steps that publish it, in order. Pure, and the same whenever asked."""
        ...

    def start(self, rendered: Rendered, *, key: str, at: datetime) -> State:
        """Make the state before the first step, with everything a replay must repeat byte for byte.

        `key` is unique to this post (a UUID), `at` the time for which it was planned: the post is not out before. Pure.
        """
        ...

    async def run(self, egress: Egress, step: Step, connection: Connection, state: State, media: Media) -> Done | Poll:
        """Run one step. From CREATE, kind UNCERTAIN means: it may be out there; reconcile before anything else."""
        ...

    async def reconcile(
        self, egress: Egress, connection: Connection, state: State, *, now: datetime
    ) -> Found | NotFound | Unknown:
        """Look for the post after a CREATE whose answer was lost."""
        ...

    async def delete(self, egress: Egress, connection: Connection, post: PostRef) -> None:
        """Remove a post. Repeatable: a post that is gone is no error."""
        ...

    def metric_plan(self, age: timedelta) -> timedelta | None:
        """Say how long to wait until the next reading of a post of this age; None = no more readings."""
        ...

    async def fetch_post_metrics(
        self, egress: Egress, connection: Connection, posts: Sequence[PostRef]
    ) -> dict[str, PostReading]:
        """Read up to `batch` posts, by post id. A post the network did not speak of is absent."""
        ...

    async def fetch_account(self, egress: Egress, connection: Connection) -> Counts:
        """Read the profile's own counts (followers, following, posts)."""
        ...

    def retention(self) -> dict[str, timedelta | None]:
        """Say how long each class of data from this network may be kept; None = no limit."""
        ...


@runtime_checkable
class SignsIn(Protocol):
    """A network that also connects by a password made for us alone: a second way where its consent page cannot be used."""

    async def sign_in(self, egress: Egress, *, handle: str, password: str) -> Connection:
        """Turn handle and app password into a connection; the password itself is not kept.

        Raises ConsentRefused for a wrong pair and for anything but an app password, InvalidInstance for a handle that is
        nobody's, NetworkError.
        """
        ...


@runtime_checkable
class Publishes(Protocol):
    """A network that reads who we are from documents of ours."""

    def documents(self, *, public_url: str, redirect_uri: str, client_name: str) -> dict[str, State]:
        """Give the documents by file name, to be served publicly beside each other; none where it needs none. Pure."""
        ...


@runtime_checkable
class TakesApps(Protocol):
    """A network at which an administrator makes the organisation's app by hand: before that nobody connects.

    Its `register_app` raises NetworkError CONFIG.
    """

    app_form: AppForm

    def enrol(self, *, client_id: str, client_secret: str, mode: str, redirect_uri: str) -> AppCredentials:
        """Make our registration from what the administrator entered. Raises KeyError for a mode there is not. Pure."""
        ...

    async def try_app(self, egress: Egress, app: AppCredentials) -> tuple[Finding, ...]:
        """Find out whether the network accepts the app, as far as that shows before anybody consents."""
        ...


@runtime_checkable
class HasPages(Protocol):
    """A network on which a person's consent also opens the pages of organisations that they look after."""

    async def list_pages(self, egress: Egress, app: AppCredentials, connection: Connection) -> tuple[Connection, ...]:
        """The pages that this consent lets us post on, each as a connection of its own. Raises NetworkError."""
        ...
