"""X as the contract has it; each method is a sentence, the work is in this folder's other files."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from kernel.kit.egress import Answer, Egress
from kernel.kit.settings import XSettings, read
from networks.budgets import Budget
from networks.contract import Done, Found, Media, NotFound, PostReading, PostRef, Step
from networks.drafts import Caps, Counts, Draft, Intent, Limits, Measure, Rendered, State
from networks.errors import Kind, NetworkError
from networks.grants import AppCredentials, AppForm, AuthStart, Connection, Finding, Probe
from networks.rules import LIMITS
from networks.x import apps, compose, connect, profiles, publish, readback, readings
from networks.x.budgets import budgets_of
from networks.x.limits import CAPS


class X:
    """An account on X. The methods' meaning is in `networks.contract.ApiNetwork` and `TakesApps`."""

    key: str = "x"
    caps: Caps = CAPS
    limits: Limits = LIMITS["x"]
    batch: int = readings.BATCH
    public_counts: bool = False
    app_form: AppForm = apps.FORM

    def __init__(self, at: XSettings | None = None) -> None:
        """Without `at` the settings are read from the environment, at the first call that needs them."""
        self._given = at

    @cached_property
    def _at(self) -> XSettings:
        return self._given or read(XSettings)

    def measure(self, draft: Draft, limits: Limits) -> Measure:
        """Weigh the words as X does."""
        return compose.measure(draft, limits)

    def render(self, draft: Draft, limits: Limits) -> Rendered:
        """Freeze the words, the pictures and whether it is an advertisement."""
        return compose.render(draft, limits)

    def share_intent(self, draft: Draft, instance: str | None = None) -> Intent:  # noqa: ARG002 there is one server only
        """Open X's composer."""
        return compose.share_intent(draft)

    async def register_app(
        self,
        egress: Egress,  # noqa: ARG002 nothing to call
        *,
        instance: str,  # noqa: ARG002 there is one server only
        client_name: str,  # noqa: ARG002 it is given in X's console
        redirect_uri: str,  # noqa: ARG002 it is given in X's console
        website: str,  # noqa: ARG002 it is given in X's console
    ) -> AppCredentials:
        """Refuse: an administrator makes the app in X's console."""
        raise NetworkError(Kind.CONFIG, "An administrator has to make the organisation's app at X first.")

    def enrol(self, *, client_id: str, client_secret: str, mode: str, redirect_uri: str) -> AppCredentials:
        """Take the app that an administrator made."""
        return apps.enrol(client_id=client_id, client_secret=client_secret, mode=mode, redirect_uri=redirect_uri)

    async def try_app(self, egress: Egress, app: AppCredentials) -> tuple[Finding, ...]:
        """Ask X whether it knows the app."""
        return await apps.try_app(egress, self._at, app)

    async def authorize(self, egress: Egress, app: AppCredentials, *, handle: str | None = None) -> AuthStart:  # noqa: ARG002 nothing to call, X asks who it is
        """Begin a consent; no call is needed."""
        return connect.start_consent(self._at, app)

    async def complete(
        self, egress: Egress, app: AppCredentials, started: AuthStart, callback: Mapping[str, str]
    ) -> Connection:
        """Trade the code for tokens, within its 30 seconds."""
        return await connect.complete_consent(egress, self._at, app, started, callback)

    async def refresh(self, egress: Egress, app: AppCredentials, connection: Connection) -> Connection:
        """Trade the refresh token, which works once. REAUTH from here is final."""
        return await connect.renew(egress, self._at, app, connection)

    async def revoke(self, egress: Egress, app: AppCredentials, connection: Connection) -> None:
        """Give the tokens back."""
        await connect.give_back(egress, self._at, app, connection)

    async def probe(self, egress: Egress, connection: Connection) -> Probe:
        """Read the profile, and how long its posts may be."""
        return await profiles.look(egress, self._at, connection)

    def plan(self, rendered: Rendered) -> tuple[Step, ...]:
        """Upload each picture, then create."""
        return publish.list_steps(rendered)

    def start(self, rendered: Rendered, *, key: str, at: datetime) -> State:  # noqa: ARG002 X takes no key
        """Keep the payload, and since when the post may exist."""
        return {"payload": rendered.payload, "at": at.isoformat(), "media": {}}

    async def run(self, egress: Egress, step: Step, connection: Connection, state: State, media: Media) -> Done:
        """Run one step."""
        return await publish.run_step(egress, self._at, step, connection, state, media)

    async def reconcile(
        self,
        egress: Egress,
        connection: Connection,
        state: State,
        *,
        now: datetime,  # noqa: ARG002 no window opens or closes
    ) -> Found | NotFound:
        """Look through the person's posts since the first try."""
        return await readback.find_post(egress, self._at, connection, state)

    async def delete(self, egress: Egress, connection: Connection, post: PostRef) -> None:
        """Delete a post."""
        await publish.remove(egress, self._at, connection, post)

    def metric_plan(self, age: timedelta) -> timedelta | None:
        """Six times in a post's first month."""
        return readings.next_reading(age)

    async def fetch_post_metrics(
        self, egress: Egress, connection: Connection, posts: Sequence[PostRef]
    ) -> dict[str, PostReading]:
        """Read impressions, likes, replies, reposts, quotes, saves and, for 30 days, clicks."""
        return await readings.read_posts(egress, self._at, connection, posts)

    async def fetch_account(self, egress: Egress, connection: Connection) -> Counts:
        """Read followers, followed and posts."""
        return await profiles.read_account(egress, self._at, connection)

    def budgets(self, answer: Answer, at: datetime) -> tuple[Budget, ...]:
        """X says beside each post how many more it takes, from the person and from the app."""
        return budgets_of(answer, at)

    def retention(self) -> dict[str, timedelta | None]:
        """X lets us keep counts of people who agreed to it for as long as we have its API."""
        return {"post_readings": None, "profile_readings": None, "profile": None}
