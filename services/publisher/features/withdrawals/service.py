"""Finding what somebody had connected by their id at the network, ending it, and forgetting it where they asked for that."""

import hmac
import logging
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.jobs.withdrawals import WithdrawConsent
from kernel.kit.secrets import AppSecrets, CannotOpen, Opener
from kernel.tables.audit import Entry, append_events
from networks.registry import NAMES
from networks.vault import open_connection
from publisher.features.waiting import service as waiting
from publisher.features.withdrawals import queries
from publisher.features.withdrawals.queries import Held

log = logging.getLogger(__name__)


async def withdraw_consent(
    session: AsyncSession, opener: Opener, secrets: AppSecrets, organisation_id: UUID, job: WithdrawConsent
) -> None:
    """End the person's connections at this network: tokens are deleted, waiting posts wait for them to connect again.

    With `erase` they are given up for good: waiting posts are cancelled, and names, pictures, addresses and numbers that
    the network told are deleted; what people wrote and clicked here stays. Repeatable.
    """
    theirs = [
        held
        for held in await queries.held_at(session, organisation_id, job.network, given_up=job.erase)
        if any(
            hmac.compare_digest(secrets.keyed_digest(job.kind, name).hex(), job.person)
            for name in _names(opener, organisation_id, held)
        )
    ]
    entries = list[Entry]()
    for held in theirs:
        # The token first, as those do who renew it: whoever holds its row is done with the profile as well.
        await queries.delete_token(session, organisation_id, held.profile_id)
        if job.erase:
            await queries.give_up(session, organisation_id, held.profile_id)
            await queries.forget(session, organisation_id, held.profile_id)
        else:
            reason = f"You removed Fortaler at {NAMES[job.network]}."
            await waiting.hold_profile(session, organisation_id, held.profile_id, reason)
        verb = "profile.erased" if job.erase else "profile.withdrawn"
        entries.append(Entry(verb, "profile", held.profile_id, None, held.person_id, {"network": job.network}))
    done = {"network": job.network, "profiles": len(theirs)}
    await append_events(
        session, organisation_id, [*entries, Entry("withdrawal.done", "withdrawal", job.receipt, None, None, done)]
    )


def _names(opener: Opener, organisation_id: UUID, held: Held) -> Iterator[str]:
    """By what the network may know the person: the account itself, and who consented where that is another number."""
    yield held.external_id
    if held.sealed is None:
        return
    try:
        connection = open_connection(opener, organisation_id, held.profile_id, held.sealed)
    except CannotOpen:
        log.error("no key opens the token of profile %s", held.profile_id)  # noqa: TRY400  a key says nothing more
        return
    yield connection.secrets.get("granted_by", "")
