"""Reading a post or a profile, and planning the next reading."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.jobs.collection import ReadPost, ReadProfile
from kernel.jobs.connections import RenewProfile
from kernel.jobs.enqueue import enqueue
from kernel.kit.clock import now
from kernel.kit.egress import Egress
from kernel.kit.secrets import Opener
from kernel.tables.base import values_of
from kernel.tables.readings import Metric
from metrics.features.collection.queries import (
    add_post_readings,
    add_profile_reading,
    connected_network,
    published_post,
)
from networks.contract import ApiNetwork, PostRef
from networks.errors import NetworkError
from networks.grants import Connection, ends_soon
from networks.registry import API_NETWORKS
from networks.vault import NoConnection, load_connection

log = logging.getLogger(__name__)

METRICS = frozenset(values_of(Metric))
DAILY = timedelta(days=1)
RENEWED_WITHIN = timedelta(minutes=2)
"""How long the publisher has to renew a token before the reading is made with what is there."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What it takes to ask a network."""

    egress: Egress
    opener: Opener

    async def read_post(self, session: AsyncSession, organisation_id: UUID, job: ReadPost) -> None:
        """Read a post's counts. Raises NetworkError for what may pass by itself; the job is then tried again."""
        post = await published_post(session, organisation_id, job.post_id)
        if post is None:
            return
        adapter, at = API_NETWORKS[post.network], now()
        try:
            connection = await load_connection(session, self.opener, organisation_id, post.profile_id)
            if await _has_to_be_renewed(session, organisation_id, post.profile_id, adapter, connection, job, at):
                return
            ref = PostRef(post.external_id, post.external_url)
            found = (await adapter.fetch_post_metrics(self.egress, connection, [ref])).get(post.external_id)
        except (NoConnection, NetworkError) as error:
            _raise_if_passing(error)
            found = None
        if found is not None and found.gone:
            return
        if found is not None:
            counts = {metric: value for metric, value in found.counts.items() if metric in METRICS}
            add_post_readings(session, organisation_id, job.post_id, counts, at)
        wait = adapter.metric_plan(at - post.published_at)
        if wait is not None:
            again = ReadPost(post_id=job.post_id)
            await enqueue(session, organisation_id, again, due_at=at + wait, key=str(job.post_id))

    async def read_profile(self, session: AsyncSession, organisation_id: UUID, job: ReadProfile) -> None:
        """Read a profile's followers, and again tomorrow for as long as it is connected. Raises NetworkError likewise."""
        network = await connected_network(session, organisation_id, job.profile_id)
        if network is None or network not in API_NETWORKS:
            return
        adapter, at = API_NETWORKS[network], now()
        try:
            connection = await load_connection(session, self.opener, organisation_id, job.profile_id)
            if await _has_to_be_renewed(session, organisation_id, job.profile_id, adapter, connection, job, at):
                return
            counts = await adapter.fetch_account(self.egress, connection)
        except (NoConnection, NetworkError) as error:
            _raise_if_passing(error)
        else:
            add_profile_reading(session, organisation_id, job.profile_id, counts.get("followers"), at)
        again = ReadProfile(profile_id=job.profile_id)
        await enqueue(session, organisation_id, again, due_at=at + DAILY, key=str(job.profile_id))


async def _has_to_be_renewed(
    session: AsyncSession, organisation_id: UUID, profile_id: UUID, adapter: ApiNetwork, connection: Connection,
    job: ReadPost | ReadProfile, at: datetime,
) -> bool:  # fmt: skip
    """Whether the publisher was asked to renew the token, and the reading to be made after that."""
    renewable = connection.refresh_token is not None and not adapter.public_counts
    if job.renewed or not renewable or not ends_soon(connection, at):
        return False
    await enqueue(session, organisation_id, RenewProfile(profile_id=profile_id), key=str(profile_id))
    again = job.model_copy(update={"renewed": True})
    key = str(job.post_id if isinstance(job, ReadPost) else job.profile_id)
    await enqueue(session, organisation_id, again, due_at=at + RENEWED_WITHIN, key=key)
    return True


def _raise_if_passing(error: NoConnection | NetworkError) -> None:
    """What only the person can mend is no failure of ours: the figures stay unknown until they do."""
    if isinstance(error, NetworkError) and error.retry_class in ("A", "B"):
        raise error
