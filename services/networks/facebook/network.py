"""Facebook as the contract has it; each method is a sentence, the work is in this folder's other files."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from kernel.kit.egress import Answer, Egress
from kernel.kit.settings import FacebookSettings, read
from networks.ageing import next_reading
from networks.budgets import Budget
from networks.contract import Done, Found, Media, NotFound, PostReading, PostRef, Step
from networks.drafts import Caps, Counts, Draft, Intent, Limits, Measure, Rendered, State
from networks.errors import Kind, NetworkError
from networks.facebook import compose, connect, publish, readings
from networks.facebook.rights import CAPS, FACEBOOK, FORM, surroundings_of
from networks.grants import AppCredentials, AppForm, AuthStart, Connection, Finding, Probe
from networks.graph import consent, trial
from networks.graph.budgets import budgets_of
from networks.graph.dialect import Surroundings
from networks.rules import LIMITS


class Facebook:
    """A page on Facebook. The methods' meaning is in `networks.contract`: `ApiNetwork`, `TakesApps` and `HasPages`."""

    key: str = FACEBOOK.network
    caps: Caps = CAPS
    limits: Limits = LIMITS["facebook"]
    batch: int = readings.BATCH
    public_counts: bool = False
    app_form: AppForm = FORM

    def __init__(self, at: FacebookSettings | None = None) -> None:
        """Without `at` the settings are read from the environment, at the first call that needs them."""
        self._given = at

    @cached_property
    def _around(self) -> Surroundings:
        return surroundings_of(self._given or read(FacebookSettings))

    def measure(self, draft: Draft, limits: Limits) -> Measure:
        """Count UTF-16 units."""
        return compose.measure(draft, limits)

    def render(self, draft: Draft, limits: Limits) -> Rendered:
        """Freeze words, link and pictures."""
        return compose.render(draft, limits)

    def share_intent(self, draft: Draft, instance: str | None = None) -> Intent:  # noqa: ARG002 there is one server only
        """Open the share dialog."""
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
        return consent.enrol(FACEBOOK, FORM, client_id, client_secret, mode, redirect_uri)

    async def try_app(self, egress: Egress, app: AppCredentials) -> tuple[Finding, ...]:
        """Ask Facebook whether it knows the app."""
        return await trial.try_identity(egress, self._around, FACEBOOK, app)

    async def authorize(self, egress: Egress, app: AppCredentials, *, handle: str | None = None) -> AuthStart:  # noqa: ARG002 nothing to call, Facebook asks who it is
        """Begin a consent; no call is needed."""
        return consent.start_consent(self._around, app)

    async def complete(
        self, egress: Egress, app: AppCredentials, started: AuthStart, callback: Mapping[str, str]
    ) -> Connection:
        """Trade the code for a token of sixty days, which finds the pages."""
        return await connect.complete_consent(egress, self._around, app, started, callback)

    async def list_pages(self, egress: Egress, app: AppCredentials, connection: Connection) -> tuple[Connection, ...]:  # noqa: ARG002 the token says enough
        """Find the pages on which the person may post."""
        return await connect.find_pages(egress, self._around, connection)

    async def refresh(self, egress: Egress, app: AppCredentials, connection: Connection) -> Connection:  # noqa: ARG002 nothing to call
        """Return the connection as it is: a page's token neither ends by itself nor renews."""
        return connection

    async def revoke(self, egress: Egress, app: AppCredentials, connection: Connection) -> None:
        """Do nothing: what Facebook takes back is the person's whole consent, and with it all their pages."""

    async def probe(self, egress: Egress, connection: Connection) -> Probe:
        """Read which page it is, and what may be done on it."""
        return await connect.look(egress, self._around, connection)

    def plan(self, rendered: Rendered) -> tuple[Step, ...]:
        """Upload each picture, then create."""
        return publish.list_steps(rendered)

    def start(self, rendered: Rendered, *, key: str, at: datetime) -> State:  # noqa: ARG002 Facebook takes no key
        """Keep the payload and the time."""
        return publish.first_state(rendered, at=at)

    async def run(self, egress: Egress, step: Step, connection: Connection, state: State, media: Media) -> Done:
        """Run one step."""
        return await publish.run_step(egress, self._around, step, connection, state, media)

    async def reconcile(
        self,
        egress: Egress,
        connection: Connection,
        state: State,
        *,
        now: datetime,  # noqa: ARG002 no window opens or closes
    ) -> Found | NotFound:
        """Look through the page's posts."""
        return await publish.find_post(egress, self._around, connection, state)

    async def delete(self, egress: Egress, connection: Connection, post: PostRef) -> None:
        """Delete a post."""
        await publish.remove(egress, self._around, connection, post)

    def budgets(self, answer: Answer, at: datetime) -> tuple[Budget, ...]:
        """Meta says in headers what is used."""
        return budgets_of(answer, at)

    def metric_plan(self, age: timedelta) -> timedelta | None:
        """Often at first, monthly at the end."""
        return next_reading(age)

    async def fetch_post_metrics(
        self, egress: Egress, connection: Connection, posts: Sequence[PostRef]
    ) -> dict[str, PostReading]:
        """Read views, reach, clicks, reactions, comments and shares, where granted."""
        return await readings.read_posts(egress, self._around, connection, posts)

    async def fetch_account(self, egress: Egress, connection: Connection) -> Counts:
        """Read followers, where granted."""
        return await readings.read_account(egress, self._around, connection)

    def retention(self) -> dict[str, timedelta | None]:
        """No rule of Facebook's limits how long an organisation keeps the numbers of its own page."""
        return {"post_readings": None, "profile_readings": None, "profile": None}
