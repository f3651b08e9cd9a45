"""Beginning a connection at a network, and finishing it with what came back."""

import asyncio
import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor
from api.auth.throttle import Attempts, Limit
from api.features.apps import service as apps
from api.features.connections import errors, queries
from api.features.connections.policy import adapter_of, check_kind, check_return, host_to_ask, need_right
from api.features.connections.schemas import Choice, Connectable, PageToChoose
from api.features.profiles import service as profiles
from api.features.profiles.errors import NotThisWay, ProfileNotFound
from api.web.tools import Tools
from kernel.kit.clock import now
from kernel.kit.errors import AppError
from kernel.kit.ids import new_id
from kernel.kit.secrets import Place, digest, new_secret
from kernel.tables.profiles import Connecting, Profile
from networks.contract import ApiNetwork, HasPages, SignsIn
from networks.errors import AppForgotten, ConsentRefused, InvalidInstance, NetworkError
from networks.grants import AppCredentials, AuthStart, Connection
from networks.stored import from_json, to_json

TEN_MINUTES = timedelta(minutes=10)
PATIENCE = 20.0
"""Seconds for all calls of one request together: the database's patience with an idle transaction is 30."""
CONNECTS = Limit("connecting profiles", 30)
REFUSALS = (
    errors.NetworkUnreachable, errors.InstanceUnknown, errors.NoPages, errors.AccountDiffers, ProfileNotFound
)  # fmt: skip
"""What comes of a consent instead of a profile, told on the page that asked."""


async def start_connection(
    session: AsyncSession, actor: Actor, tools: Tools, attempts: Attempts, *, network: str, instance: str | None,
    handle: str | None, return_to: str, kind: Connectable = "personal", renewed: Profile | None = None,
) -> str:  # fmt: skip
    """Begin a connection and return the address of the network's consent page.

    Raises NetworkUnknown, NotThisWay, AppMissing, InstanceUnknown, NetworkUnreachable, ReturnElsewhere, TooMany.
    """
    need_right(actor, kind)
    adapter, path = adapter_of(network), check_return(return_to)
    check_kind(adapter, kind)
    host = host_to_ask(network, instance=instance, handle=handle)
    await attempts.spend(CONNECTS, str(actor.person_id))
    async with _calling("instance" if host else "handle"):
        app = await apps.find_app(session, actor.organisation_id, tools, adapter, host)
        started = await adapter.authorize(tools.egress, app, handle=handle)
    await _keep_started(session, actor, tools, app, started, path, kind, renewed)
    return started.url


async def renew_profile(
    session: AsyncSession, actor: Actor, tools: Tools, attempts: Attempts, profile_id: UUID, *, return_to: str
) -> str:
    """Ask for consent again to a profile that was connected. Raises like start_connection, and ProfileNotFound."""
    profile = await profiles.find_profile(session, actor, profile_id)
    return await start_connection(
        session, actor, tools, attempts, network=profile.network, instance=profile.instance or None,
        handle=profile.handle.removeprefix("@") or None, return_to=return_to,
        kind="page" if profile.kind == "page" else "personal", renewed=profile,
    )  # fmt: skip


async def finish_connection(
    session: AsyncSession, actor: Actor, tools: Tools, *, network: str, instance: str, callback: Mapping[str, str]
) -> tuple[str, Profile | UUID | AppError]:
    """Turn a callback into a connected profile, a choice of pages to make, or why there is neither.

    First the page to go back to.

    Raises ConnectionLapsed where nothing is known of it. A state that came back counts as used, whatever follows.
    """
    state = digest(callback.get("state", ""))
    held = await queries.take_connecting(session, actor.organisation_id, actor.session_id, state)
    if held is None or (held.network, held.instance or "-") != (network, instance):
        raise errors.ConnectionLapsed
    stored = json.loads(tools.secrets.open(held.sealed, _place(actor, held.id)))
    app, started = from_json(AppCredentials, stored["app"]), from_json(AuthStart, stored["started"])
    adapter = adapter_of(network)
    try:
        async with _calling(None):
            consented = await adapter.complete(tools.egress, app, started, callback)
            opened = await _opened(session, actor, tools, adapter, app, consented, held)
            probe = await adapter.probe(tools.egress, opened[0]) if len(opened) == 1 else None
    except AppForgotten as error:
        await apps.forget_app(session, actor.organisation_id, app)
        return held.return_to, errors.NetworkUnreachable(str(error))
    except ConsentRefused as error:
        return held.return_to, errors.ConsentDeclined(str(error))
    except REFUSALS as error:
        return held.return_to, error
    await apps.note_use(session, actor.organisation_id, app)
    if probe is None:
        return held.return_to, await _keep_choice(session, actor, tools, held, opened)
    return held.return_to, await profiles.keep_connection(session, actor, tools, opened[0], probe)


async def read_choice(session: AsyncSession, actor: Actor, tools: Tools, choice_id: UUID) -> Choice:
    """The pages that a consent of this session opened. Raises ChoiceNotFound."""
    held, pages = await _choice(session, actor, tools, choice_id)
    items = [
        PageToChoose(subject=page.subject, handle=page.handle, display_name=page.display_name, avatar_url=page.avatar)
        for page in pages.values()
    ]
    return Choice(network=held.network, expires_at=held.expires_at, items=items)


async def choose_pages(
    session: AsyncSession, actor: Actor, tools: Tools, choice_id: UUID, *, subjects: list[str]
) -> list[Profile]:
    """Connect the chosen pages and forget the others. Raises ChoiceNotFound, Forbidden, PageUnknown, NetworkUnreachable."""
    held, pages = await _choice(session, actor, tools, choice_id)
    need_right(actor, "page")
    if not pages.keys() >= set(subjects):
        raise errors.PageUnknown(field="subjects")
    chosen, adapter = [pages[subject] for subject in dict.fromkeys(subjects)], adapter_of(held.network)
    async with _calling(None):
        probes = await asyncio.gather(*(adapter.probe(tools.egress, page) for page in chosen))
    await session.delete(held)
    await session.flush()
    return [
        await profiles.keep_connection(session, actor, tools, page, probe)
        for page, probe in zip(chosen, probes, strict=True)
    ]


async def connect_by_password(
    session: AsyncSession, actor: Actor, tools: Tools, attempts: Attempts, *, network: str, handle: str, password: str
) -> Profile:
    """Connect by an app password, which is not kept.

    Raises NetworkUnknown, NotThisWay, InstanceUnknown, AppPasswordWrong, NetworkUnreachable, TooMany.
    """
    need_right(actor)
    adapter = adapter_of(network)
    if not isinstance(adapter, SignsIn):
        raise NotThisWay("This network has no app passwords", field="network")
    await attempts.spend(CONNECTS, str(actor.person_id))
    try:
        async with _calling("handle"):
            connection = await adapter.sign_in(tools.egress, handle=handle, password=password)
            probe = await adapter.probe(tools.egress, connection)
            with suppress(NetworkError):
                await apps.find_app(session, actor.organisation_id, tools, adapter, connection.instance)
    except ConsentRefused:
        raise errors.AppPasswordWrong(field="password") from None
    return await profiles.keep_connection(session, actor, tools, connection, probe)


async def _opened(
    session: AsyncSession, actor: Actor, tools: Tools, adapter: ApiNetwork, app: AppCredentials, consented: Connection,
    held: Connecting,
) -> tuple[Connection, ...]:  # fmt: skip
    """What the consent lets us speak for: the person's own profile, or the pages they look after, one at least.

    Raises NoPages, ProfileNotFound, and AccountDiffers where another one was to be renewed.
    """
    opened = (consented,)
    if held.kind == "page" and isinstance(adapter, HasPages):
        opened = await adapter.list_pages(tools.egress, app, consented)
        if not opened:
            raise errors.NoPages
    if held.profile_id is None:
        return opened
    renewed = await profiles.find_profile(session, actor, held.profile_id)
    same = tuple(one for one in opened if one.subject == renewed.external_id)
    if same:
        return same
    # A page's token may be its person's: giving that back would end what they connected before.
    if held.kind == "personal":
        with suppress(NetworkError):
            await adapter.revoke(tools.egress, app, consented)
    raise errors.AccountDiffers


async def _choice(
    session: AsyncSession, actor: Actor, tools: Tools, choice_id: UUID
) -> tuple[Connecting, dict[str, Connection]]:
    """What there is to choose from, by subject."""
    held = await queries.choice(session, actor.organisation_id, actor.session_id, choice_id)
    if held is None:
        raise errors.ChoiceNotFound
    stored = json.loads(tools.secrets.open(held.sealed, _place(actor, held.id)))
    pages = [from_json(Connection, page) for page in stored["pages"]]
    return held, {page.subject: page for page in pages}


async def _keep_choice(
    session: AsyncSession, actor: Actor, tools: Tools, begun: Connecting, pages: tuple[Connection, ...]
) -> UUID:
    number = new_id()
    stored = json.dumps({"pages": [to_json(page) for page in pages]}).encode()
    session.add(
        Connecting(
            organisation_id=actor.organisation_id, id=number, person_id=actor.person_id, session_id=actor.session_id,
            kind="choice", network=begun.network, instance=begun.instance, state_hash=digest(new_secret()),
            return_to=begun.return_to, expires_at=now() + TEN_MINUTES,
            sealed=tools.secrets.seal(stored, _place(actor, number)),
        )
    )  # fmt: skip
    await session.flush()
    return number


async def _keep_started(
    session: AsyncSession, actor: Actor, tools: Tools, app: AppCredentials, started: AuthStart, return_to: str,
    kind: Connectable, renewed: Profile | None,
) -> None:  # fmt: skip
    number = new_id()
    stored = json.dumps({"app": to_json(app), "started": to_json(started)}).encode()
    await queries.forget_lapsed(session, actor.organisation_id)
    session.add(
        Connecting(
            organisation_id=actor.organisation_id, id=number, person_id=actor.person_id, session_id=actor.session_id,
            kind=kind, profile_id=renewed.id if renewed else None, network=app.network, instance=app.instance,
            state_hash=digest(started.state), return_to=return_to, expires_at=now() + TEN_MINUTES,
            sealed=tools.secrets.seal(stored, _place(actor, number)),
        )
    )  # fmt: skip
    await session.flush()


@asynccontextmanager
async def _calling(field: str | None) -> AsyncGenerator[None]:
    """Around calls to a network: what goes wrong there as errors of ours, naming the field; an end to our patience."""
    try:
        async with asyncio.timeout(PATIENCE):
            yield
    except InvalidInstance as error:
        raise errors.InstanceUnknown(field=field) from error
    except NetworkError as error:
        raise errors.NetworkUnreachable(error.reason, field=field) from error
    except TimeoutError:
        raise errors.NetworkUnreachable(field=field) from None


def _place(actor: Actor, number: UUID) -> Place:
    return Place("connecting", "sealed", str(actor.organisation_id), str(number))
