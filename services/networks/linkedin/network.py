"""LinkedIn as the contract has it; each method is a sentence, the work is in this folder's other files."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from kernel.kit.egress import Answer, Egress
from kernel.kit.settings import LinkedInSettings, read
from networks.budgets import Budget
from networks.contract import Done, Found, Media, NotFound, Poll, PostReading, PostRef, Step, Unknown
from networks.drafts import Caps, Counts, Draft, Intent, Limits, Measure, Rendered, State
from networks.errors import Kind, NetworkError
from networks.grants import AppCredentials, AppForm, AuthStart, Connection, Finding, Probe
from networks.linkedin import compose, connect, identity, limits, pages, publish, readback, readings, trial
from networks.linkedin.budgets import budgets_of
from networks.linkedin.rights import CAPS, FORM
from networks.linkedin.surroundings import Surroundings, surroundings_of
from networks.rules import LIMITS


class LinkedIn:
    """A person's profile or an organisation's page. The methods' meaning is in `networks.contract`."""

    key: str = "linkedin"
    caps: Caps = CAPS
    limits: Limits = LIMITS["linkedin"]
    batch: int = readings.BATCH
    public_counts: bool = False
    app_form: AppForm = FORM

    def __init__(self, around: Surroundings | None = None) -> None:
        """Without `around` the settings are read from the environment, at the first call that needs them."""
        self._given = around

    @cached_property
    def _around(self) -> Surroundings:
        return self._given or surroundings_of(read(LinkedInSettings))

    def measure(self, draft: Draft, limits: Limits) -> Measure:
        """Count UTF-16 units of the escaped words."""
        return compose.measure(draft, limits)

    def render(self, draft: Draft, limits: Limits) -> Rendered:
        """Freeze the words, escaped, and the card or the pictures."""
        return compose.render(draft, limits)

    def share_intent(self, draft: Draft, instance: str | None = None) -> Intent:  # noqa: ARG002 there is one server only
        """Open LinkedIn's share page."""
        return compose.share_intent(draft)

    def enrol(self, *, client_id: str, client_secret: str, mode: str, redirect_uri: str) -> AppCredentials:
        """Keep what the administrator entered, with the rights of its mode."""
        return AppCredentials(
            network=self.key,
            instance="",
            client_id=client_id.strip(),
            client_secret=client_secret.strip(),
            redirect_uri=redirect_uri,
            scopes=FORM.scopes[mode],
            metadata={"mode": mode},
        )

    async def try_app(self, egress: Egress, app: AppCredentials) -> tuple[Finding, ...]:
        """Ask LinkedIn about the app, and say what it will only tell a person."""
        return await trial.try_out(egress, self._around, app)

    async def register_app(
        self,
        egress: Egress,  # noqa: ARG002 nothing to call
        *,
        instance: str,  # noqa: ARG002 there is one server only
        client_name: str,  # noqa: ARG002 it is given there
        redirect_uri: str,  # noqa: ARG002 it is entered there
        website: str,  # noqa: ARG002 it is given there
    ) -> AppCredentials:
        """Nobody can: an administrator makes the app by hand."""
        raise NetworkError(Kind.CONFIG, "An administrator has to make an app at LinkedIn first.")

    async def authorize(self, egress: Egress, app: AppCredentials, *, handle: str | None = None) -> AuthStart:  # noqa: ARG002 LinkedIn asks who it is
        """Begin a consent; no call is needed."""
        return connect.start_consent(self._around, app)

    async def complete(
        self, egress: Egress, app: AppCredentials, started: AuthStart, callback: Mapping[str, str]
    ) -> Connection:
        """Trade the code for a token of sixty days."""
        return await connect.complete_consent(egress, self._around, app, started, callback)

    async def list_pages(self, egress: Egress, app: AppCredentials, connection: Connection) -> tuple[Connection, ...]:  # noqa: ARG002 the token says enough
        """Find the pages that the person administers."""
        return await pages.find_pages(egress, self._around, connection)

    async def refresh(self, egress: Egress, app: AppCredentials, connection: Connection) -> Connection:
        """Get a new access token where there is a refresh token, which stays what it is."""
        return await connect.renew(egress, self._around, app, connection)

    async def revoke(self, egress: Egress, app: AppCredentials, connection: Connection) -> None:
        """Give the token back. A page's is its person's: that ends both."""
        await connect.give_back(egress, self._around, app, connection)

    async def probe(self, egress: Egress, connection: Connection) -> Probe:
        """Read whose the connection is, and what it may do."""
        return await identity.look(egress, self._around, connection)

    def plan(self, rendered: Rendered) -> tuple[Step, ...]:
        """Upload, wait a moment, create."""
        return publish.list_steps(rendered)

    def start(self, rendered: Rendered, *, key: str, at: datetime) -> State:
        """Keep the payload and the time."""
        return publish.first_state(rendered, key=key, at=at)

    async def run(self, egress: Egress, step: Step, connection: Connection, state: State, media: Media) -> Done | Poll:
        """Run one step."""
        return await publish.run_step(egress, self._around, step, connection, state, media)

    async def reconcile(
        self,
        egress: Egress,
        connection: Connection,
        state: State,
        *,
        now: datetime,  # noqa: ARG002 no window closes
    ) -> Found | NotFound | Unknown:
        """Look through a page's posts; of a person's only they can tell."""
        return await readback.find_post(egress, self._around, connection, state)

    async def delete(self, egress: Egress, connection: Connection, post: PostRef) -> None:
        """Delete a post."""
        await publish.remove(egress, self._around, connection, post)

    def metric_plan(self, age: timedelta) -> timedelta | None:
        """At few fixed points, for three months."""
        return limits.next_reading(age)

    async def fetch_post_metrics(
        self, egress: Egress, connection: Connection, posts: Sequence[PostRef]
    ) -> dict[str, PostReading]:
        """Read impressions, reach, reactions, comments and reshares, where granted."""
        return await readings.read_posts(egress, self._around, connection, posts)

    async def fetch_account(self, egress: Egress, connection: Connection) -> Counts:
        """Read followers, where granted."""
        return await readings.read_account(egress, self._around, connection)

    def budgets(self, answer: Answer, at: datetime) -> tuple[Budget, ...]:
        """LinkedIn says only that a day's calls are used up."""
        return budgets_of(answer, at)

    def retention(self) -> dict[str, timedelta | None]:
        """A year for numbers; a person's own profile has no limit."""
        return dict(limits.RETENTION)
