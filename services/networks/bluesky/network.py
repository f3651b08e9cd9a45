"""Bluesky as the contract has it; each method is a sentence, the work is in this folder's other files."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from kernel.kit.egress import Answer, Egress
from kernel.kit.settings import BlueskySettings, read
from networks.ageing import next_reading
from networks.bluesky import compose, connect, passwords, profiles, publish, readings
from networks.bluesky.budgets import budgets_of
from networks.bluesky.limits import CAPS
from networks.bluesky.registration import client_documents, describe_app
from networks.bluesky.surroundings import Surroundings, surroundings_of
from networks.budgets import Budget
from networks.contract import Done, Found, Media, NotFound, PostReading, PostRef, Step
from networks.drafts import Caps, Counts, Draft, Intent, Limits, Measure, Rendered, State
from networks.errors import InvalidInstance
from networks.grants import AppCredentials, AuthStart, Connection, Probe
from networks.rules import LIMITS


class Bluesky:
    """Any account of the AT Protocol. The methods' meaning is in `networks.contract.ApiNetwork`."""

    key: str = "bluesky"
    caps: Caps = CAPS
    limits: Limits = LIMITS["bluesky"]
    batch: int = readings.BATCH
    public_counts: bool = True

    def __init__(self, around: Surroundings | None = None) -> None:
        """Without `around` the settings are read from the environment, at the first call that needs them."""
        self._given = around

    @cached_property
    def _around(self) -> Surroundings:
        return self._given or surroundings_of(read(BlueskySettings))

    def measure(self, draft: Draft, limits: Limits) -> Measure:
        """Count graphemes, and bytes beside them."""
        return compose.measure(draft, limits)

    def render(self, draft: Draft, limits: Limits) -> Rendered:
        """Freeze the words, what in them is a link, tag or mention, and the card or the pictures."""
        return compose.render(draft, limits)

    def share_intent(self, draft: Draft, instance: str | None = None) -> Intent:  # noqa: ARG002 there is one app for all servers
        """Open Bluesky's composer."""
        return compose.share_intent(draft)

    def documents(self, *, public_url: str, redirect_uri: str, client_name: str) -> dict[str, State]:
        """Describe us where servers look for it."""
        return client_documents(self._around, public_url=public_url, redirect_uri=redirect_uri, client_name=client_name)

    async def register_app(
        self,
        egress: Egress,  # noqa: ARG002 nothing to call
        *,
        instance: str,  # noqa: ARG002 one description serves all servers
        client_name: str,  # noqa: ARG002 it stands in the document
        redirect_uri: str,
        website: str,
    ) -> AppCredentials:
        """Say who we are; no server is asked."""
        return describe_app(website=website, redirect_uri=redirect_uri)

    async def authorize(self, egress: Egress, app: AppCredentials, *, handle: str | None = None) -> AuthStart:
        """Begin a consent at the account's own server. Raises InvalidInstance for a handle that is nobody's."""
        if not handle:
            raise InvalidInstance("")
        return await connect.start_consent(egress, self._around, app, handle)

    async def complete(
        self, egress: Egress, app: AppCredentials, started: AuthStart, callback: Mapping[str, str]
    ) -> Connection:
        """Trade the code for tokens of the account that was named."""
        return await connect.complete_consent(egress, self._around, app, started, callback)

    async def sign_in(self, egress: Egress, *, handle: str, password: str) -> Connection:
        """Trade an app password for tokens."""
        return await passwords.sign_in(egress, self._around, handle, password)

    async def refresh(self, egress: Egress, app: AppCredentials, connection: Connection) -> Connection:
        """Trade the refresh token, which works once. REAUTH from here is final."""
        if "dpop" in connection.secrets:
            return await connect.renew(egress, self._around, app, connection)
        return await passwords.renew(egress, self._around, connection)

    async def revoke(self, egress: Egress, app: AppCredentials, connection: Connection) -> None:
        """End the session at its server."""
        if "dpop" in connection.secrets:
            await connect.give_back(egress, self._around, app, connection)
        else:
            await passwords.give_back(egress, connection)

    async def probe(self, egress: Egress, connection: Connection) -> Probe:
        """Ask whether the session stands, and read the profile."""
        return await profiles.look(egress, self._around, connection)

    def plan(self, rendered: Rendered) -> tuple[Step, ...]:
        """Upload, write the record, put it."""
        return publish.list_steps(rendered)

    def start(self, rendered: Rendered, *, key: str, at: datetime) -> State:
        """Choose the record's key and time for good."""
        return publish.first_state(rendered, key=key, at=at)

    async def run(self, egress: Egress, step: Step, connection: Connection, state: State, media: Media) -> Done:
        """Run one step."""
        return await publish.run_step(egress, self._around, step, connection, state, media)

    async def reconcile(
        self,
        egress: Egress,
        connection: Connection,
        state: State,
        *,
        now: datetime,  # noqa: ARG002 no window closes
    ) -> Found | NotFound:
        """Ask for exactly this record."""
        return await publish.find_post(egress, connection, state)

    async def delete(self, egress: Egress, connection: Connection, post: PostRef) -> None:
        """Delete a post."""
        await publish.remove(egress, self._around, connection, post)

    def metric_plan(self, age: timedelta) -> timedelta | None:
        """Often at first, monthly at the end."""
        return next_reading(age)

    async def fetch_post_metrics(
        self, egress: Egress, connection: Connection, posts: Sequence[PostRef]
    ) -> dict[str, PostReading]:
        """Read likes, replies, reposts, quotes and saves."""
        return await readings.read_posts(egress, self._around, connection, posts)

    async def fetch_account(self, egress: Egress, connection: Connection) -> Counts:
        """Read followers, followed and posts."""
        return await readings.read_account(egress, self._around, connection)

    def budgets(self, answer: Answer, at: datetime) -> tuple[Budget, ...]:
        """A server says beside each record how many points are left."""
        return budgets_of(answer, at)

    def retention(self) -> dict[str, timedelta | None]:
        """No rule of Bluesky's limits how long a person's own numbers are kept."""
        return {"post_readings": None, "profile_readings": None, "profile": None}
