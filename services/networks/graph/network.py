"""What each of Meta's networks does in the same way; each method is a sentence, the work is in this folder's other files."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from kernel.kit.egress import Answer, Egress
from networks.ageing import next_reading
from networks.budgets import Budget
from networks.contract import Done, Found, Media, NotFound, Poll, PostReading, PostRef, Step
from networks.drafts import Rendered, State
from networks.errors import Kind, NetworkError
from networks.grants import AppCredentials, AppForm, AuthStart, Connection, Finding
from networks.graph import consent, containers, insights, readback, trial
from networks.graph.budgets import budgets_of
from networks.graph.dialect import Dialect, Surroundings


class GraphNetwork:
    """A network of Meta's that takes posts in containers. Subclasses say what is their own, and where they are."""

    batch: int = insights.BATCH
    public_counts: bool = False

    def __init__(self, dialect: Dialect, form: AppForm, find: Callable[[], Surroundings]) -> None:
        """`find` says where the network and we are; it is asked at the first call that needs it."""
        self.dialect = dialect
        self.key = dialect.network
        self.app_form = form
        self._find = find

    @cached_property
    def around(self) -> Surroundings:
        """Where the network and we are."""
        return self._find()

    async def identify(self, egress: Egress, connection: Connection) -> Connection:
        """Find out whose a new connection is."""
        raise NotImplementedError

    async def register_app(
        self,
        egress: Egress,  # noqa: ARG002 nothing to call
        *,
        instance: str,  # noqa: ARG002 there is one server only
        client_name: str,  # noqa: ARG002 it is given at Meta
        redirect_uri: str,  # noqa: ARG002 it is entered at Meta
        website: str,  # noqa: ARG002 it is given at Meta
    ) -> AppCredentials:
        """Refuse: an administrator makes the app at Meta."""
        raise NetworkError(Kind.CONFIG, "An administrator has to make the organisation's app at Meta first.")

    def enrol(self, *, client_id: str, client_secret: str, mode: str, redirect_uri: str) -> AppCredentials:
        """Take the app that an administrator made."""
        return consent.enrol(self.dialect, self.app_form, client_id, client_secret, mode, redirect_uri)

    async def try_app(self, egress: Egress, app: AppCredentials) -> tuple[Finding, ...]:
        """Ask the network whether it knows the app."""
        return await trial.try_out(egress, self.around, self.dialect, app)

    async def authorize(self, egress: Egress, app: AppCredentials, *, handle: str | None = None) -> AuthStart:  # noqa: ARG002 nothing to call, the network asks who it is
        """Begin a consent; no call is needed."""
        return consent.start_consent(self.around, app)

    async def complete(
        self, egress: Egress, app: AppCredentials, started: AuthStart, callback: Mapping[str, str]
    ) -> Connection:
        """Trade the code for a token of sixty days."""
        connection = await consent.trade_code(egress, self.around, self.dialect, app, started, callback)
        return await self.identify(egress, connection)

    async def refresh(self, egress: Egress, app: AppCredentials, connection: Connection) -> Connection:  # noqa: ARG002 the token says enough
        """Let the token live sixty days more."""
        return await consent.renew(egress, self.around, self.dialect, connection)

    async def revoke(self, egress: Egress, app: AppCredentials, connection: Connection) -> None:
        """Do nothing: there is no call for it. We forget the token, and the person can remove the app at the network."""

    def plan(self, rendered: Rendered) -> tuple[Step, ...]:
        """Lay containers, await them, publish the last one."""
        return containers.list_steps(rendered)

    def start(self, rendered: Rendered, *, key: str, at: datetime) -> State:  # noqa: ARG002 the container is the key
        """Keep the payload and the time."""
        return containers.first_state(rendered, at=at)

    async def run(self, egress: Egress, step: Step, connection: Connection, state: State, media: Media) -> Done | Poll:
        """Run one step."""
        return await containers.run_step(egress, self.around, self.dialect, step, connection, state, media)

    async def reconcile(
        self, egress: Egress, connection: Connection, state: State, *, now: datetime
    ) -> Found | NotFound:
        """Look through the person's own posts."""
        return await readback.find_post(egress, self.around, self.dialect, connection, state, now=now)

    def budgets(self, answer: Answer, at: datetime) -> tuple[Budget, ...]:
        """Meta says what is used in headers, and how many posts of a day at an edge of its own."""
        return budgets_of(answer, at, limit_edge=self.dialect.limit_edge)

    def metric_plan(self, age: timedelta) -> timedelta | None:
        """Often at first, monthly at the end."""
        return next_reading(age)

    async def fetch_post_metrics(
        self, egress: Egress, connection: Connection, posts: Sequence[PostRef]
    ) -> dict[str, PostReading]:
        """Read what the network counts of a post, where granted."""
        return await insights.read_posts(egress, self.around, self.dialect, connection, posts)
