"""Opening a profile's connection, renewed first where it is about to end; asking about it; giving it back.

A network that rotates its tokens ends the whole connection when a used one comes again. So one renewal runs at a time
(a row lock, across processes), what it brought is committed before anybody uses it, and nothing that gives up waiting
can cut it short.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from kernel.jobs.connections import ProbeProfile, RevokeProfile
from kernel.jobs.enqueue import enqueue
from kernel.jobs.mail import SendReminder
from kernel.kit.clock import now
from kernel.kit.db import enter, transaction_on
from kernel.kit.egress import Egress
from kernel.kit.secrets import AppSecrets, CannotOpen, Opener
from kernel.lifecycles.profiles import profiles
from kernel.tables.audit import append_event
from networks.contract import ApiNetwork, SignsIn
from networks.errors import Kind, NetworkError
from networks.grants import AppCredentials, Connection, Probe, ends_soon
from networks.registry import API_NETWORKS
from networks.stored import to_json
from networks.vault import NoConnection, load_connection, open_app, store_connection
from publisher.features.connections import queries
from publisher.features.connections.policy import end_of, is_told, look_again, reminder_of, state_of
from publisher.features.waiting.service import hold_profile, resume_posts

log = logging.getLogger(__name__)

Result = TypeVar("Result")
DAILY, HOURLY = timedelta(days=1), timedelta(hours=1)
GIVEN_BACK_WITHIN, AGAIN_AFTER = timedelta(hours=1), timedelta(minutes=5)
"""How long a network that is away delays the deletion of a token that should go back to it, and the waits between."""


@dataclass(frozen=True, slots=True)
class Connections:
    """Everybody's connections. One for the process: within it, those who wait for the same renewal share it."""

    engine: AsyncEngine
    egress: Egress
    opener: Opener
    secrets: AppSecrets
    adapters: Mapping[str, ApiNetwork] = field(default_factory=lambda: API_NETWORKS)
    renewing: dict[UUID, asyncio.Task[Connection]] = field(default_factory=dict[UUID, asyncio.Task[Connection]])

    async def fresh_connection(self, organisation_id: UUID, profile_id: UUID) -> Connection:
        """The profile's connection, good for the next minutes, in transactions of its own.

        Raises NoConnection, or NetworkError where renewing failed; of class D when the network has ended the
        connection: then the profile and its posts are already held.
        """
        async with transaction_on(self.engine) as session:
            await enter(session, organisation_id)
            connection = await load_connection(session, self.opener, organisation_id, profile_id)
        return await self.renewed(organisation_id, profile_id, connection)

    async def renewed(
        self, organisation_id: UUID, profile_id: UUID, connection: Connection, *, refused: bool = False
    ) -> Connection:
        """`connection` itself while it is good, else a renewed one. Raises like `fresh_connection`.

        `refused`: the network did not take it, though by our clock it should still be good.
        """
        if not refused and not ends_soon(connection, now()):
            return connection
        task = self.renewing.get(profile_id)
        if task is None:
            task = asyncio.create_task(self._renew(organisation_id, profile_id, connection if refused else None))
            self.renewing[profile_id] = task
            task.add_done_callback(lambda _: self.renewing.pop(profile_id))
        return await asyncio.shield(task)

    async def use(
        self, organisation_id: UUID, profile_id: UUID, call: Callable[[Connection], Awaitable[Result]]
    ) -> Result:
        """What `call` returns for the profile's connection. Raises NoConnection and NetworkError.

        Where a token that can be renewed is refused, that is done once and the call is made again: it may have been
        withdrawn before its time. So `call` must be safe to repeat.
        """
        connection = await self.fresh_connection(organisation_id, profile_id)
        try:
            return await call(connection)
        except NetworkError as error:
            if error.kind is not Kind.REAUTH or not connection.refresh_token:
                raise
        return await call(await self.renewed(organisation_id, profile_id, connection, refused=True))

    async def load_app(
        self, session: AsyncSession, organisation_id: UUID, network: str, instance: str
    ) -> AppCredentials:
        """Our registration where the connection was made; an empty one where an app password needs none.

        Raises NoConnection when there is none (any more).
        """
        sealed = await queries.sealed_app(session, organisation_id, network, instance)
        if sealed is not None:
            return open_app(self.secrets, organisation_id, sealed, network=network, instance=instance)
        if isinstance(self.adapters[network], SignsIn):
            return AppCredentials(network, instance, client_id="", redirect_uri="", scopes=())
        raise NoConnection

    async def probe_profile(self, session: AsyncSession, organisation_id: UUID, profile_id: UUID) -> None:
        """Ask the network what the profile may do, and note it with its name and picture; again tomorrow.

        A network that is away is asked again in an hour. One that refuses the connection: the profile and its posts
        wait for their person, who is told once.
        """
        network = await queries.network_of(session, organisation_id, profile_id)
        if network is None or network not in self.adapters:
            return
        await queries.be_patient(session)
        used: list[Connection] = []

        async def ask(connection: Connection) -> Probe:
            used.append(connection)
            return await self.adapters[network].probe(self.egress, connection)

        wait = DAILY
        try:
            probe = await self.use(organisation_id, profile_id, ask)
        except NoConnection:
            await hold_profile(session, organisation_id, profile_id, "There is no connection any more.")
        except CannotOpen:
            log.exception("a connection cannot be opened")
        except NetworkError as error:
            if error.retry_class == "D":
                await self._refused(session, organisation_id, profile_id, used, error.reason)
            else:
                wait = HOURLY
        else:
            await self._note(session, organisation_id, profile_id, used[-1], probe)
        again = look_again(used[-1], now(), wait) if used else now() + wait
        key = str(profile_id)
        await enqueue(session, organisation_id, ProbeProfile(profile_id=profile_id), due_at=again, key=key)

    async def renew_profile(self, organisation_id: UUID, profile_id: UUID) -> None:
        """Renew the profile's tokens where they end soon. Raises NetworkError for what may pass by itself."""
        try:
            await self.fresh_connection(organisation_id, profile_id)
        except NoConnection:
            return
        except NetworkError as error:
            if error.retry_class in ("A", "B"):
                raise

    async def revoke_profile(self, session: AsyncSession, organisation_id: UUID, profile_id: UUID) -> None:
        """Give a disconnected profile's token back and delete it. Repeatable.

        A network that is away is tried for an hour; then the token is deleted all the same.
        """
        given_up = await queries.given_up(session, organisation_id, profile_id)
        if given_up is None or not await queries.locked_token(session, organisation_id, profile_id):
            return
        try:
            given_back = await self._give_back(session, organisation_id, profile_id)
        except NetworkError as error:
            if error.retry_class in ("A", "B") and given_up.ago < GIVEN_BACK_WITHIN:
                again = RevokeProfile(profile_id=profile_id)
                await enqueue(session, organisation_id, again, due_at=now() + AGAIN_AFTER)
                return
            log.warning("a token could not be given back: %s", error.kind, extra={"network": given_up.network})
            given_back = False
        await queries.delete_token(session, organisation_id, profile_id)
        await append_event(
            session, organisation_id, "profile.token_deleted", subject_kind="profile", subject_id=profile_id,
            about_person_id=given_up.person_id, detail={"given_back": given_back},
        )  # fmt: skip

    async def _give_back(self, session: AsyncSession, organisation_id: UUID, profile_id: UUID) -> bool:
        """Whether the network took the token back; False where it must not or cannot. Raises NetworkError."""
        # Mastodon gives the same token for a second consent: taking this one back would end the new connection.
        if await queries.connected_elsewhere(session, organisation_id, profile_id):
            return False
        await queries.be_patient(session)
        try:
            connection = await load_connection(session, self.opener, organisation_id, profile_id)
            app = await self.load_app(session, organisation_id, connection.network, connection.instance)
        except (CannotOpen, NoConnection):
            log.exception("a connection cannot be given back")
            return False
        await self.adapters[connection.network].revoke(self.egress, app, connection)
        return True

    async def _renew(self, organisation_id: UUID, profile_id: UUID, refused: Connection | None) -> Connection:
        async with transaction_on(self.engine) as session:
            await enter(session, organisation_id)
            await queries.be_patient(session)
            held = await load_connection(session, self.opener, organisation_id, profile_id, lock=True)
            spent = refused is not None and held.access_token == refused.access_token
            if not spent and not ends_soon(held, now()):
                return held
            app = await self.load_app(session, organisation_id, held.network, held.instance)
            try:
                renewed = await self.adapters[held.network].refresh(self.egress, app, held)
            except NetworkError as error:
                if error.retry_class != "D":
                    raise
                await hold_profile(session, organisation_id, profile_id, error.reason)
                lost = error
            else:
                await store_connection(session, self.opener, organisation_id, profile_id, renewed)
                await queries.move_expiry(session, organisation_id, profile_id, end_of(renewed))
                return renewed
        raise lost

    async def _refused(
        self, session: AsyncSession, organisation_id: UUID, profile_id: UUID, used: list[Connection], reason: str
    ) -> None:
        """Hold the profile, unless its person connected it anew while we asked with what they had before."""
        with suppress(NoConnection):
            held = await load_connection(session, self.opener, organisation_id, profile_id, lock=True)
            if used and held.access_token != used[-1].access_token:
                return
            await hold_profile(session, organisation_id, profile_id, reason)

    async def _note(
        self, session: AsyncSession, organisation_id: UUID, profile_id: UUID, connection: Connection, probe: Probe
    ) -> None:
        profile = await queries.profile_for_update(session, organisation_id, profile_id)
        if profile is None:
            return
        profile.handle, profile.display_name = probe.profile.handle, probe.profile.display_name
        profile.avatar_url, profile.instance_rules = probe.profile.avatar, list(probe.rules)
        profile.capabilities, profile.limits = to_json(probe.caps), to_json(probe.limits)
        profile.expires_at = end_of(connection)
        at = await queries.database_time(session)
        reminder = reminder_of(connection, at)
        if reminder is not None and not is_told(reminder, profile.told_of, profile.told_days):
            profile.told_of, profile.told_days = reminder.end, reminder.days
            await session.flush()
            await enqueue(session, organisation_id, SendReminder(profile_id=profile_id, days=reminder.days))
        before, state = profile.state, state_of(connection, at)
        if state == before:
            return
        profiles.move(profile, "connected" if before == "needs_reconnect" else state)
        profile.state_reason = None
        await session.flush()
        if before == "needs_reconnect":
            await resume_posts(session, organisation_id, profile_id, however_late=False)
        if state == "expiring" or before == "needs_reconnect":
            verb = "profile.regained" if before == "needs_reconnect" else "profile.expiring"
            await append_event(
                session, organisation_id, verb, subject_kind="profile", subject_id=profile_id,
                about_person_id=profile.person_id,
            )  # fmt: skip
