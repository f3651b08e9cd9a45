"""Threads as the contract has it; each method is a sentence, the work is in this folder's other files and in `graph`."""

from datetime import timedelta

from kernel.kit.egress import Egress
from kernel.kit.settings import ThreadsSettings, read
from networks.contract import PostRef
from networks.drafts import Caps, Counts, Draft, Intent, Limits, Measure, Rendered
from networks.errors import Kind, NetworkError
from networks.grants import Connection, Probe
from networks.graph.client import call
from networks.graph.network import GraphNetwork
from networks.rules import LIMITS
from networks.threads import compose, profiles
from networks.threads.dialect import CAPS, FORM, THREADS, surroundings_of


class Threads(GraphNetwork):
    """A profile on Threads. The methods' meaning is in `networks.contract.ApiNetwork` and `TakesApps`."""

    caps: Caps = CAPS
    limits: Limits = LIMITS["threads"]

    def __init__(self, at: ThreadsSettings | None = None) -> None:
        """Without `at` the settings are read from the environment, at the first call that needs them."""
        super().__init__(THREADS, FORM, lambda: surroundings_of(at or read(ThreadsSettings)))

    def measure(self, draft: Draft, limits: Limits) -> Measure:
        """Count as Threads does."""
        return compose.measure(draft, limits)

    def render(self, draft: Draft, limits: Limits) -> Rendered:
        """Freeze words, link and pictures."""
        return compose.render(draft, limits)

    def share_intent(self, draft: Draft, instance: str | None = None) -> Intent:  # noqa: ARG002 there is one server only
        """Open Threads' composer."""
        return compose.share_intent(draft)

    async def identify(self, egress: Egress, connection: Connection) -> Connection:
        """Ask Threads whose the connection is."""
        return await profiles.identify(egress, self.around, connection)

    async def probe(self, egress: Egress, connection: Connection) -> Probe:
        """Read whose the connection is, and what it may do."""
        return await profiles.look(egress, self.around, connection)

    async def delete(self, egress: Egress, connection: Connection, post: PostRef) -> None:
        """Delete a post; one that is gone needs no deleting."""
        try:
            await call(egress, self.around, THREADS, connection, "DELETE", post.id)
        except NetworkError as error:
            if error.kind is not Kind.GONE:
                raise

    async def fetch_account(self, egress: Egress, connection: Connection) -> Counts:
        """Read followers, where granted."""
        return await profiles.read_account(egress, self.around, connection)

    def retention(self) -> dict[str, timedelta | None]:
        """Threads sets no limit to how long a person's own numbers are kept, as long as only they see their posts."""
        return {"post_readings": None, "profile_readings": None, "profile": None}
