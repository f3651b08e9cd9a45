"""A person's consent: a code, a token for an hour, one for sixty days in its place, and that one renewed while it lives.

The two trades for a longer life are documented as GET alone, with secret and token in the address; nothing of ours writes
addresses down. Neither network has a call that gives a token back.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from kernel.kit.clock import now
from kernel.kit.egress import Egress
from networks.answers import read_life, read_object, read_parts, read_text, read_token
from networks.errors import ConsentRefused, Kind, NetworkError
from networks.grants import AppCredentials, AppForm, AuthStart, Connection
from networks.graph.client import send
from networks.graph.dialect import Dialect, Sister, Surroundings
from networks.graph.refusals import Purpose, classify, error_of, senseless, words_of

LIFE = timedelta(days=60)
RENEWED_AFTER = timedelta(days=7)
"""A token renews itself only while it lives. One that was renewed in its last minutes would die in the first quiet week, so
it counts as ended long before."""
OURS = ("client secret", "client_secret", "client_id", "app id", "platform app", "redirect_uri", "redirect uri")
"""What a refusal speaks of when the app is wrong, and not the person's code."""


def enrol(
    sister: Sister, form: AppForm, client_id: str, client_secret: str, mode: str, redirect_uri: str
) -> AppCredentials:
    """Make our registration from what the administrator entered. Raises KeyError for a mode there is not."""
    return AppCredentials(
        network=sister.network,
        instance="",
        client_id=client_id.strip(),
        client_secret=client_secret.strip(),
        redirect_uri=redirect_uri,
        scopes=form.scopes[mode],
        metadata={"mode": mode},
    )


def start_consent(at: Surroundings, app: AppCredentials) -> AuthStart:
    """Build the address of the consent page. Meta knows no PKCE: the state and the app's secret guard the code."""
    state = secrets.token_urlsafe(32)
    query = {
        "client_id": app.client_id,
        "redirect_uri": app.redirect_uri,
        "response_type": "code",
        "scope": ",".join(app.scopes),
        "state": state,
    }
    return AuthStart(
        url=f"{at.consent}?{urlencode(query)}",
        state=state,
        instance=app.instance,
        redirect_uri=app.redirect_uri,
        scopes=app.scopes,
        verifier="",
    )


async def trade_code(
    egress: Egress,
    at: Surroundings,
    dialect: Dialect,
    app: AppCredentials,
    started: AuthStart,
    callback: Mapping[str, str],
) -> Connection:
    """Trade the callback's code for a token of sixty days; whose it is, is still to be asked.

    Raises ConsentRefused or NetworkError, of kind CONFIG where the network does not accept the app.
    """
    code = check_callback(started, callback)
    form = {
        "client_id": app.client_id,
        "client_secret": app.client_secret or "",
        "grant_type": "authorization_code",
        "redirect_uri": started.redirect_uri,
        "code": code,
    }
    try:
        said = await post_code(egress, at, dialect, app, form)
    except NetworkError as error:
        if error.kind in (Kind.CONTENT, Kind.REAUTH, Kind.SCOPE, Kind.GONE):
            raise ConsentRefused(error.reason) from error
        raise
    entry = next(iter(read_parts(said.get("data"))), said)
    token, scopes = read_token(entry.get("access_token")), _granted(entry.get("permissions"), started.scopes)
    if not token:
        raise NetworkError(Kind.TRANSIENT, f"{dialect.name} gave no token.")
    if dialect.needed not in scopes:
        raise ConsentRefused("The right to post was not granted.")
    bare = _nobodys(dialect, app, token, scopes)
    query = {"grant_type": f"{dialect.grant}_exchange_token", "client_secret": app.client_secret or ""}
    return await _trade(egress, f"{at.graph}/access_token", dialect, query, bare)


def _nobodys(dialect: Dialect, app: AppCredentials, token: str, scopes: tuple[str, ...]) -> Connection:
    """A connection of which it is not known yet whose it is."""
    return Connection(
        network=dialect.network,
        instance=app.instance,
        subject="",
        handle="",
        display_name="",
        avatar=None,
        url=None,
        scopes=scopes,
        access_token=token,
        kind=dialect.account,
    )


async def post_code(
    egress: Egress, at: Surroundings, sister: Sister, app: AppCredentials, form: dict[str, str]
) -> dict[str, Any]:
    """Ask for a token; what the endpoint says. Raises NetworkError, of kind CONFIG where it is the app that is refused."""
    answer = await send(egress, "POST", at.token, form=form)
    hidden = (app.client_secret or "", form["code"])
    if not answer.ok:
        error = classify(sister.name, answer, "read", now(), *hidden)
        said = words_of(error_of(answer), *hidden)
        if any(ours in said.lower() for ours in OURS):
            raise NetworkError(Kind.CONFIG, said, status=answer.status, excerpt=error.excerpt)
        raise error
    try:
        return read_object(answer)
    except ValueError:
        raise senseless(sister.name, answer, "read", *hidden) from None


async def renew(egress: Egress, at: Surroundings, dialect: Dialect, connection: Connection) -> Connection:
    """Trade the token for another sixty days. What the network refuses here cannot be mended without the person."""
    query = {"grant_type": f"{dialect.grant}_refresh_token"}
    try:
        return await _trade(egress, f"{at.graph}/refresh_access_token", dialect, query, connection)
    except NetworkError as error:
        if error.retry_class in ("C", "D"):
            raise NetworkError(Kind.REAUTH, error.reason, status=error.status, excerpt=error.excerpt) from error
        raise


def lasting(connection: Connection, token: str, at: datetime, life: timedelta = LIFE) -> Connection:
    """The connection with a token that began to live at `at`: renewed every week, and ended when nobody did."""
    return replace(
        connection,
        access_token=token,
        refresh_token=token,
        expires_at=at + min(RENEWED_AFTER, life / 2),
        refresh_expires_at=at + life,
    )


async def _trade(
    egress: Egress, url: str, dialect: Dialect, query: dict[str, str], connection: Connection
) -> Connection:
    purpose: Purpose = "read"
    params = [*query.items(), ("access_token", connection.access_token)]
    asked = now()
    answer = await send(egress, "GET", url, purpose=purpose, params=params)
    hidden = (connection.access_token, query.get("client_secret", ""))
    if not answer.ok:
        raise classify(dialect.name, answer, purpose, now(), *hidden)
    try:
        said = read_object(answer)
    except ValueError:
        raise senseless(dialect.name, answer, purpose, *hidden) from None
    token, life = read_token(said.get("access_token")), read_life(said.get("expires_in"))
    if not token:
        raise senseless(dialect.name, answer, purpose, *hidden)
    return lasting(connection, token, asked, life or LIFE)


def check_callback(started: AuthStart, callback: Mapping[str, str]) -> str:
    """The code of a callback that is ours. Raises ConsentRefused."""
    if not hmac.compare_digest(callback.get("state", "").encode(), started.state.encode()):
        raise ConsentRefused("The answer does not belong to this attempt to connect.")
    if "iss" in callback:
        raise ConsentRefused("The answer came from another server than the one that was asked.")
    if "error" in callback:
        raise ConsentRefused(read_text(callback.get("error_description"), limit=300) or callback["error"][:100])
    code = callback.get("code", "").removesuffix("#_")
    if not code:
        raise ConsentRefused("The network sent no code.")
    return code


def _granted(said: object, asked: tuple[str, ...]) -> tuple[str, ...]:
    """The rights that were granted, of those we asked for; all of them where the network does not say."""
    if isinstance(said, str):
        said = said.split(",")
    if not isinstance(said, list) or not said:
        return asked
    granted = {str(scope).strip() for scope in cast("list[object]", said)}
    return tuple(scope for scope in asked if scope in granted)
