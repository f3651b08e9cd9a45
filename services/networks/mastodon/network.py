"""Mastodon as the contract has it; each method is a sentence, the work is in this folder's other files."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from kernel.kit.egress import Answer, Egress
from networks.ageing import next_reading
from networks.budgets import Budget
from networks.contract import Done, Found, Media, NotFound, Poll, PostReading, PostRef, Step
from networks.drafts import Caps, Counts, Draft, Intent, Limits, Measure, Rendered, State
from networks.grants import AppCredentials, AuthStart, Connection, Probe
from networks.mastodon import compose, connect, instances, publish, readings
from networks.mastodon.budgets import budgets_of
from networks.mastodon.limits import CAPS
from networks.rules import LIMITS


class Mastodon:
    """Any Mastodon server. The methods' meaning is in `networks.contract.ApiNetwork`."""

    key: str = "mastodon"
    caps: Caps = CAPS
    limits: Limits = LIMITS["mastodon"]
    batch: int = readings.BATCH
    public_counts: bool = False

    def measure(self, draft: Draft, limits: Limits) -> Measure:
        """Count as the connection's server does."""
        return compose.measure(draft, limits)

    def render(self, draft: Draft, limits: Limits) -> Rendered:
        """Freeze the words, warning, language, visibility and pictures."""
        return compose.render(draft, limits)

    def share_intent(self, draft: Draft, instance: str | None = None) -> Intent:
        """Open the server's share page, or the one that asks for the server."""
        return compose.share_intent(draft, instance)

    async def register_app(
        self, egress: Egress, *, instance: str, client_name: str, redirect_uri: str, website: str
    ) -> AppCredentials:
        """Register with one server, on the fly."""
        return await instances.register(
            egress, instance=instance, client_name=client_name, redirect_uri=redirect_uri, website=website
        )

    async def authorize(self, egress: Egress, app: AppCredentials, *, handle: str | None = None) -> AuthStart:  # noqa: ARG002 the server asks who it is
        """Begin a consent; no call is needed."""
        return connect.start_consent(app)

    async def complete(
        self, egress: Egress, app: AppCredentials, started: AuthStart, callback: Mapping[str, str]
    ) -> Connection:
        """Trade the code for a token that does not end by itself."""
        return await connect.complete_consent(egress, app, started, callback)

    async def refresh(self, egress: Egress, app: AppCredentials, connection: Connection) -> Connection:  # noqa: ARG002 nothing to call
        """Return the connection as it is: Mastodon's tokens neither end nor renew."""
        return connection

    async def revoke(self, egress: Egress, app: AppCredentials, connection: Connection) -> None:
        """Give the token back."""
        await connect.give_back(egress, app, connection)

    async def probe(self, egress: Egress, connection: Connection) -> Probe:
        """Read the server's limits and the profile."""
        return await connect.look(egress, connection)

    def plan(self, rendered: Rendered) -> tuple[Step, ...]:
        """Upload and await each picture, then create."""
        return publish.list_steps(rendered)

    def start(self, rendered: Rendered, *, key: str, at: datetime) -> State:
        """Keep the payload and the idempotency key."""
        return publish.first_state(rendered, key=key, at=at)

    async def run(self, egress: Egress, step: Step, connection: Connection, state: State, media: Media) -> Done | Poll:
        """Run one step."""
        return await publish.run_step(egress, step, connection, state, media)

    async def reconcile(
        self, egress: Egress, connection: Connection, state: State, *, now: datetime
    ) -> Found | NotFound:
        """Look through the person's own posts."""
        return await publish.find_post(egress, connection, state, now=now)

    async def delete(self, egress: Egress, connection: Connection, post: PostRef) -> None:
        """Delete a post."""
        await publish.remove(egress, connection, post)

    def metric_plan(self, age: timedelta) -> timedelta | None:
        """Often at first, monthly at the end."""
        return next_reading(age)

    async def fetch_post_metrics(
        self, egress: Egress, connection: Connection, posts: Sequence[PostRef]
    ) -> dict[str, PostReading]:
        """Read favourites, replies, boosts and quotes."""
        return await readings.read_posts(egress, connection, posts)

    async def fetch_account(self, egress: Egress, connection: Connection) -> Counts:
        """Read followers, followed and posts."""
        return await readings.read_account(egress, connection)

    def budgets(self, answer: Answer, at: datetime) -> tuple[Budget, ...]:
        """A server says beside each post how many more it takes."""
        return budgets_of(answer, at)

    def retention(self) -> dict[str, timedelta | None]:
        """No rule of Mastodon's limits how long a person's own numbers are kept."""
        return {"post_readings": None, "profile_readings": None, "profile": None}
