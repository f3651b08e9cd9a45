"""Instagram as the contract has it; each method is a sentence, the work is in this folder's other files and in `graph`."""

from datetime import timedelta
from functools import cached_property

from kernel.kit.egress import Egress
from kernel.kit.settings import InstagramSettings, read
from networks.contract import PostRef
from networks.drafts import Caps, Counts, Draft, Intent, Limits, Measure, Rendered
from networks.errors import Kind, NetworkError
from networks.grants import Connection, Probe
from networks.graph.network import GraphNetwork
from networks.instagram import compose, profiles
from networks.instagram.dialect import CAPS, FORM, INSTAGRAM, limits_here, surroundings_of
from networks.rules import LIMITS

INSIGHTS_KEPT = timedelta(days=730)


class Instagram(GraphNetwork):
    """A professional account on Instagram. The methods' meaning is in `networks.contract`."""

    caps: Caps = CAPS
    limits: Limits = limits_here(pictures=True, hashtags=LIMITS["instagram"].max_hashtags or 0)

    def __init__(self, at: InstagramSettings | None = None) -> None:
        """Without `at` the settings are read from the environment, at the first call that needs them."""
        super().__init__(INSTAGRAM, FORM, lambda: surroundings_of(self._settings))
        self._given = at

    @cached_property
    def _settings(self) -> InstagramSettings:
        return self._given or read(InstagramSettings)

    def measure(self, draft: Draft, limits: Limits) -> Measure:
        """Count as Instagram does."""
        return compose.measure(draft, limits)

    def render(self, draft: Draft, limits: Limits) -> Rendered:
        """Freeze caption and pictures."""
        return compose.render(draft, limits)

    def share_intent(self, draft: Draft, instance: str | None = None) -> Intent:  # noqa: ARG002 there is one server only
        """Use the share sheet."""
        return compose.share_intent(draft)

    async def identify(self, egress: Egress, connection: Connection) -> Connection:
        """Ask Instagram which account the connection is for."""
        return await profiles.identify(egress, self.around, connection)

    async def probe(self, egress: Egress, connection: Connection) -> Probe:
        """Read which account it is, and what it may do."""
        return await profiles.look(egress, self.around, connection, hashtags=self._settings.hashtags)

    async def delete(
        self,
        egress: Egress,  # noqa: ARG002 nothing to call
        connection: Connection,  # noqa: ARG002 nothing to call
        post: PostRef,  # noqa: ARG002 nothing to call
    ) -> None:
        """Refuse: Instagram lets only apps with Facebook's sign-in delete."""
        raise NetworkError(
            Kind.POLICY, "Instagram does not let us delete a post: its person has to do that in Instagram itself."
        )

    async def fetch_account(self, egress: Egress, connection: Connection) -> Counts:
        """Read followers and posts."""
        return await profiles.read_account(egress, self.around, connection)

    def retention(self) -> dict[str, timedelta | None]:
        """Instagram keeps a post's numbers for two years; no rule of its says that we may keep them longer."""
        return {"post_readings": INSIGHTS_KEPT, "profile_readings": None, "profile": None}
