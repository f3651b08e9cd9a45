"""Sealing anew."""

import logging
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.jobs.enqueue import enqueue
from kernel.jobs.keys import Reseal
from kernel.kit.secrets import AppSecrets, CannotOpen, Opener
from networks.vault import place_of, place_of_app
from publisher.features.keys import queries

log = logging.getLogger(__name__)

BATCH = 200
"""Tokens in one transaction: their rows are locked for its few hundredths of a second."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The present keys, and those that still open."""

    opener: Opener
    secrets: AppSecrets

    async def reseal(self, session: AsyncSession, organisation_id: UUID, after: UUID | None) -> None:
        """Seal the organisation's registrations, then a batch of its tokens, with the present keys; ask for the next batch.

        What no key of ours opens is left as it is, and said in the log.
        """
        if after is None:
            await self._reseal_apps(session, organisation_id)
        key = self.opener.key_id
        batch = await queries.tokens_of_old_keys(session, organisation_id, key, after, BATCH)
        for profile_id, sealed in batch:
            place = place_of(organisation_id, profile_id)
            try:
                plain = self.opener.open(sealed, place)
            except CannotOpen:
                log.error("no key opens the token of profile %s", profile_id)  # noqa: TRY400  a key says nothing more
                continue
            await queries.write_token(session, organisation_id, profile_id, self.opener.seal(plain, place), key)
        if len(batch) == BATCH:
            await enqueue(session, organisation_id, Reseal(after=batch[-1][0]))

    async def _reseal_apps(self, session: AsyncSession, organisation_id: UUID) -> None:
        for app in await queries.apps_for_update(session, organisation_id):
            place = place_of_app(organisation_id, app.network, app.instance)
            if self.secrets.sealed_now(app.sealed, place):
                continue
            try:
                app.sealed = self.secrets.seal(self.secrets.open(app.sealed, place), place)
            except CannotOpen:
                log.error("no key opens the app at %s", app.network)  # noqa: TRY400  a key says nothing more
        await session.flush()
