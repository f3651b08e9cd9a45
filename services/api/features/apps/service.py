"""Entering, trying and removing the organisation's apps; finding one, or registering us, for somebody who connects."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor
from api.auth.throttle import Attempts, Limit
from api.features.apps import errors, policy, queries
from api.features.apps.schemas import App, AppMode, AppTest, NetworkApps
from api.features.audit import service as audit
from api.web.tools import Tools
from kernel.kit.clock import now
from kernel.tables.profiles import NetworkApp
from networks.contract import ApiNetwork, TakesApps
from networks.errors import NetworkError
from networks.grants import AppCredentials, Finding
from networks.registry import TELL_WITHDRAWALS
from networks.vault import open_app, seal_app

PATIENCE = 20.0
"""Seconds for all calls of one try together: the database's patience with an idle transaction is 30."""
CLIENT_NAME = "Fortaler"
TESTS = Limit("trying apps", 30, timedelta(hours=1))


def redirect_uri(tools: Tools, network: str, instance: str = "") -> str:
    """Where a network, or one server of it, sends people back to."""
    return f"{tools.public_url}/api/v1/profiles/return/{network}/{instance or '-'}"


async def list_apps(session: AsyncSession, actor: Actor, tools: Tools) -> list[NetworkApps]:
    """What to enter at each network, and what is registered there. Raises Forbidden for all but owners."""
    policy.need_owner(actor)
    networks = policy.networks_with_apps()
    held = await queries.apps_at(session, actor.organisation_id, networks)
    connected = await queries.connected_at(session, actor.organisation_id, networks)
    return [
        _shown(tools, actor.organisation_id, key, network, held.get(key), connected.get(key, 0))
        for key, network in sorted(networks.items())
    ]


async def register_app(
    session: AsyncSession, actor: Actor, tools: Tools, *, network: str, client_id: str, client_secret: str | None,
    mode: str, cap: int | None,
) -> NetworkApps:  # fmt: skip
    """Keep what was entered, instead of what was there. What is connected already stays so.

    Raises Forbidden, NetworkTakesNoApp, AppModeUnknown, AppHasNoCosts, AppIncomplete for another app without its secret.
    """
    policy.need_owner(actor)
    adapter = policy.network_with_app(network)
    policy.check_entry(adapter, mode=mode, cap=cap)
    await queries.hold_apps(session, actor.organisation_id)
    row = await queries.app_at(session, actor.organisation_id, network, lock=True)
    known = row is not None and row.client_id == client_id
    secret = client_secret or (_open(tools, row).client_secret if row is not None and known else None)
    if not secret:
        raise errors.AppIncomplete(field="client_secret")
    redirect = redirect_uri(tools, network)
    app = adapter.enrol(client_id=client_id, client_secret=secret, mode=mode, redirect_uri=redirect)
    if row is not None and not known:
        await session.delete(row)
        await session.flush()
        row = None
    kept = await _keep(session, actor, tools, row, app, mode=mode, cap=cap)
    connected = await queries.connected_at(session, actor.organisation_id, [network])
    verb = "app.changed" if known else "app.registered"
    await _note(session, actor, verb, kept, secret_given=client_secret is not None)
    return _shown(tools, actor.organisation_id, network, adapter, kept, connected.get(network, 0))


async def remove_app(session: AsyncSession, actor: Actor, *, network: str) -> None:
    """Forget the app: nobody connects there any more, and what is connected ends when its token does.

    Raises Forbidden, NetworkTakesNoApp, AppNotFound.
    """
    policy.need_owner(actor)
    row = await _held(session, actor, network)
    await session.delete(row)
    await session.flush()
    await _note(session, actor, "app.removed", row)


async def test_app(session: AsyncSession, actor: Actor, tools: Tools, attempts: Attempts, *, network: str) -> AppTest:
    """Ask the network whether it accepts the app. Raises Forbidden, NetworkTakesNoApp, AppNotFound, TooMany."""
    policy.need_owner(actor)
    adapter = policy.network_with_app(network)
    row = await _held(session, actor, network)
    await attempts.spend(TESTS, str(actor.organisation_id))
    findings = await _try(tools, adapter, replace(_open(tools, row), redirect_uri=redirect_uri(tools, network)))
    row.tested_at = now()
    await session.flush()
    await _note(session, actor, "app.tested", row, found=[finding.code for finding in findings])
    return AppTest.model_validate({"tested_at": row.tested_at, "findings": findings}, from_attributes=True)


async def registered_networks(session: AsyncSession, organisation_id: UUID) -> frozenset[str]:
    """The networks at which the organisation has an app, of those that want one."""
    return frozenset(await queries.apps_at(session, organisation_id, policy.networks_with_apps()))


async def find_app(
    session: AsyncSession, organisation_id: UUID, tools: Tools, adapter: ApiNetwork, instance: str
) -> AppCredentials:
    """The organisation's registration with the network or server, made now if there is none for our present address.

    Raises AppMissing where the organisation makes it by hand and has not, InvalidInstance, NetworkError.
    """
    row = await queries.app_at(session, organisation_id, adapter.key, instance)
    redirect = redirect_uri(tools, adapter.key, instance)
    if isinstance(adapter, TakesApps):
        if row is None:
            raise errors.AppMissing
        return replace(_open(tools, row), redirect_uri=redirect)
    held = _open(tools, row) if row else None
    if held is not None and held.redirect_uri == redirect:
        return held
    app = await adapter.register_app(
        tools.egress, instance=instance, client_name=CLIENT_NAME, redirect_uri=redirect, website=tools.public_url
    )
    made = NetworkApp(
        organisation_id=organisation_id, network=app.network, instance=app.instance, client_id=app.client_id,
        sealed=seal_app(tools.secrets, organisation_id, app), scopes=list(app.scopes),
    )  # fmt: skip
    await queries.keep_app(session, made)
    return app


async def find_secret(session: AsyncSession, organisation_id: UUID, tools: Tools, network: str) -> str | None:
    """The secret of the app that the organisation registered at the network; None where it has none."""
    row = await queries.app_at(session, organisation_id, network)
    return _open(tools, row).client_secret if row is not None else None


async def note_use(session: AsyncSession, organisation_id: UUID, app: AppCredentials) -> None:
    """Note that somebody connected through the app now."""
    await queries.touch_app(session, organisation_id, app.network, app.instance, now())


async def forget_app(session: AsyncSession, organisation_id: UUID, app: AppCredentials) -> None:
    """Delete a registration of ours that its server no longer knows; one made by hand stays, for its owner to mend."""
    if app.network not in policy.networks_with_apps():
        await queries.forget_app(session, organisation_id, app.network, app.instance)


async def _held(session: AsyncSession, actor: Actor, network: str) -> NetworkApp:
    policy.network_with_app(network)
    row = await queries.app_at(session, actor.organisation_id, network, lock=True)
    if row is None:
        raise errors.AppNotFound
    return row


async def _keep(
    session: AsyncSession, actor: Actor, tools: Tools, row: NetworkApp | None, app: AppCredentials, *, mode: str,
    cap: int | None,
) -> NetworkApp:  # fmt: skip
    kept = row or NetworkApp(
        organisation_id=actor.organisation_id, network=app.network, instance=app.instance, client_id="", sealed=b""
    )
    kept.client_id, kept.scopes, kept.tested_at = app.client_id, list(app.scopes), None
    kept.sealed = seal_app(tools.secrets, actor.organisation_id, app)
    kept.metadata_ = {"mode": mode} | ({} if cap is None else {"monthly_cap_cents": cap})
    session.add(kept)
    await session.flush()
    return kept


async def _try(tools: Tools, adapter: TakesApps, app: AppCredentials) -> tuple[Finding, ...]:
    try:
        async with asyncio.timeout(PATIENCE):
            return await adapter.try_app(tools.egress, app)
    except NetworkError as error:
        return (Finding("not-answered", "error", error.reason),)
    except TimeoutError:
        return (Finding("not-answered", "error", "The network did not answer in time; try again in a moment."),)


def _open(tools: Tools, row: NetworkApp) -> AppCredentials:
    return open_app(tools.secrets, row.organisation_id, row.sealed, network=row.network, instance=row.instance)


def _shown(
    tools: Tools, organisation_id: UUID, key: str, network: TakesApps, row: NetworkApp | None, connected: int
) -> NetworkApps:
    form = network.app_form
    modes = [
        AppMode(mode=mode, scopes=list(scopes), products=list(form.products.get(mode, ())))
        for mode, scopes in form.scopes.items()
    ]
    app = row and App(
        client_id=row.client_id,
        mode=row.metadata_["mode"],
        registered_at=row.created_at,
        tested_at=row.tested_at,
        used_at=row.used_at,
        monthly_cap_cents=row.metadata_.get("monthly_cap_cents"),
        profiles=policy.told(connected),
    )
    calls = f"{tools.public_url}/api/v1/withdrawals/{key}/{organisation_id.hex}" if key in TELL_WITHDRAWALS else None
    return NetworkApps(
        network=key,
        console=form.console,
        redirect_uri=redirect_uri(tools, key),
        deauthorise_uri=calls and f"{calls}/deauthorise",
        deletion_uri=calls and f"{calls}/deletion",
        costs=form.costs,
        modes=modes,
        app=app,
    )


async def _note(session: AsyncSession, actor: Actor, verb: str, row: NetworkApp, **more: bool | list[str]) -> None:
    detail = {"network": row.network, "mode": str(row.metadata_["mode"]), **more}
    await audit.record(session, actor, verb, subject_kind="network_app", subject_id=row.id, detail=detail)
