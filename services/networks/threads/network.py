"""Threads as the contract has it; each method is a sentence, the work is in this folder's other files and in `graph`."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from kernel.kit.egress import Egress
from kernel.kit.settings import ThreadsSettings, read
from networks.ageing import next_reading
from networks.contract import Done, Found, Media, NotFound, Poll, PostReading, PostRef, Step
from networks.drafts import Caps, Counts, Draft, Intent, Limits, Measure, Rendered, State
from networks.errors import Kind, NetworkError
from networks.grants import AppCredentials, AppForm, AuthStart, Connection, Finding, Probe
from networks.graph import consent, containers, insights, readback, trial
from networks.graph.client import call
from networks.graph.dialect import Surroundings
from networks.rules import LIMITS
from networks.threads import compose, profiles
from networks.threads.dialect import CAPS, FORM, THREADS, surroundings_of


class Threads:
    """A profile on Threads. The methods' meaning is in `networks.contract.ApiNetwork` and `TakesApps`."""

    key: str = THREADS.network
    caps: Caps = CAPS
    limits: Limits = LIMITS["threads"]
    batch: int = insights.BATCH
    public_counts: bool = False
    app_form: AppForm = FORM

    def __init__(self, around: Surroundings | None = None) -> None:
        """Without `around` the settings are read from the environment, at the first call that needs them."""
        self._given = around

    @cached_property
    def _around(self) -> Surroundings:
        return self._given or surroundings_of(read(ThreadsSettings))

    def measure(self, draft: Draft, limits: Limits) -> Measure:
        """Count as Threads does."""
        return compose.measure(draft, limits)

    def render(self, draft: Draft, limits: Limits) -> Rendered:
        """Freeze words, link and pictures."""
        return compose.render(draft, limits)

    def share_intent(self, draft: Draft, instance: str | None = None) -> Intent:  # noqa: ARG002 there is one server only
        """Open Threads' composer."""
        return compose.share_intent(draft)

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
        return consent.enrol(THREADS, FORM, client_id, client_secret, mode, redirect_uri)

    async def try_app(self, egress: Egress, app: AppCredentials) -> tuple[Finding, ...]:
        """Ask Threads whether it knows the app."""
        return await trial.try_out(egress, self._around, THREADS, app)

    async def authorize(self, egress: Egress, app: AppCredentials, *, handle: str | None = None) -> AuthStart:  # noqa: ARG002 nothing to call, Threads asks who it is
        """Begin a consent; no call is needed."""
        return consent.start_consent(self._around, app)

    async def complete(
        self, egress: Egress, app: AppCredentials, started: AuthStart, callback: Mapping[str, str]
    ) -> Connection:
        """Trade the code for a token of sixty days."""
        connection = await consent.trade_code(egress, self._around, THREADS, app, started, callback)
        return await profiles.identify(egress, self._around, connection)

    async def refresh(self, egress: Egress, app: AppCredentials, connection: Connection) -> Connection:  # noqa: ARG002 the token says enough
        """Let the token live sixty days more."""
        return await consent.renew(egress, self._around, THREADS, connection)

    async def revoke(self, egress: Egress, app: AppCredentials, connection: Connection) -> None:
        """Do nothing: Threads has no call for it. We forget the token, and the person can remove the app there."""

    async def probe(self, egress: Egress, connection: Connection) -> Probe:
        """Read whose the connection is, and what it may do."""
        return await profiles.look(egress, self._around, connection)

    def plan(self, rendered: Rendered) -> tuple[Step, ...]:
        """Lay containers, await them, publish the last one."""
        return containers.list_steps(rendered)

    def start(self, rendered: Rendered, *, key: str, at: datetime) -> State:  # noqa: ARG002 the container is the key
        """Keep the payload and the time."""
        return containers.first_state(rendered, at=at)

    async def run(self, egress: Egress, step: Step, connection: Connection, state: State, media: Media) -> Done | Poll:
        """Run one step."""
        return await containers.run_step(egress, self._around, THREADS, step, connection, state, media)

    async def reconcile(
        self, egress: Egress, connection: Connection, state: State, *, now: datetime
    ) -> Found | NotFound:
        """Look through the person's own posts."""
        return await readback.find_post(egress, self._around, THREADS, connection, state, now=now)

    async def delete(self, egress: Egress, connection: Connection, post: PostRef) -> None:
        """Delete a post; one that is gone needs no deleting."""
        try:
            await call(egress, self._around, THREADS, connection, "DELETE", post.id)
        except NetworkError as error:
            if error.kind is not Kind.GONE:
                raise

    def metric_plan(self, age: timedelta) -> timedelta | None:
        """Often at first, monthly at the end."""
        return next_reading(age)

    async def fetch_post_metrics(
        self, egress: Egress, connection: Connection, posts: Sequence[PostRef]
    ) -> dict[str, PostReading]:
        """Read views, likes, replies, reposts and quotes, where granted."""
        return await insights.read_posts(egress, self._around, THREADS, connection, posts)

    async def fetch_account(self, egress: Egress, connection: Connection) -> Counts:
        """Read followers, where granted."""
        return await profiles.read_account(egress, self._around, connection)

    def retention(self) -> dict[str, timedelta | None]:
        """Threads sets no limit to how long a person's own numbers are kept, as long as only they see their posts."""
        return {"post_readings": None, "profile_readings": None, "profile": None}
