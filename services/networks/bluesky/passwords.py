"""The second way in: an app password, made by the person for us alone. It is traded for tokens at once and never kept."""

from datetime import timedelta
from http import HTTPStatus

import regex

from kernel.kit.clock import now
from kernel.kit.egress import Answer, Egress
from networks.answers import read_token
from networks.bluesky.client import classify, send, usable
from networks.bluesky.identity import Identity, fetch_identity, find_person
from networks.bluesky.limits import BY_PASSWORD
from networks.bluesky.profiles import connection_of
from networks.bluesky.surroundings import Surroundings
from networks.errors import ConsentRefused, InvalidInstance, Kind, NetworkError
from networks.grants import Connection

SHAPE = regex.compile(r"[a-z0-9]{4}(-[a-z0-9]{4}){3}")
# The reference server's tokens (2026-08-20); a server that gives shorter ones says so by ExpiredToken.
ACCESS_LIFE, REFRESH_LIFE = timedelta(hours=2), timedelta(days=90)


async def sign_in(egress: Egress, around: Surroundings, handle: str, password: str) -> Connection:
    """Trade handle and app password for tokens. A main password is turned away before it is sent anywhere."""
    password = password.strip()
    if not SHAPE.fullmatch(password):
        raise ConsentRefused("That is not an app password: Bluesky makes them under Settings, Privacy and security.")
    person = await find_person(egress, around, handle)
    url = f"{person.pds}/xrpc/com.atproto.server.createSession"
    answer = await send(egress, "POST", url, json={"identifier": person.did, "password": password})
    if not answer.ok:
        error = classify(answer, "read", now(), password)
        if error.kind is Kind.REAUTH:
            raise ConsentRefused("Bluesky does not know this handle with this app password.")
        raise error
    return await _session(egress, around, person, answer)


async def renew(egress: Egress, around: Surroundings, connection: Connection) -> Connection:
    """Trade the refresh token for new tokens; it works once."""
    try:
        person = await fetch_identity(egress, around, connection.subject)
    except InvalidInstance as error:
        raise NetworkError(Kind.TRANSIENT, "The account's server could not be found.") from error
    if person.pds != connection.service_url:
        raise NetworkError(Kind.REAUTH, "The account has moved to another server; connect it again.")
    answer = await _with_refresh_token(egress, connection, "refreshSession")
    if not answer.ok:
        raise classify(answer, "read", now(), connection.refresh_token or "")
    return await _session(egress, around, person, answer)


async def give_back(egress: Egress, connection: Connection) -> None:
    """End the session. The access token is forgotten with it; the server lets it run out within two hours."""
    answer = await _with_refresh_token(egress, connection, "deleteSession")
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        raise classify(answer, "read", now(), connection.refresh_token or "")


async def _with_refresh_token(egress: Egress, connection: Connection, name: str) -> Answer:
    headers = {"Authorization": f"Bearer {connection.refresh_token or ''}"}
    return await send(egress, "POST", f"{connection.service_url}/xrpc/com.atproto.server.{name}", headers=headers)


async def _session(egress: Egress, around: Surroundings, person: Identity, answer: Answer) -> Connection:
    said = usable(answer, "read")
    access, refresh = (read_token(said.get(name)) for name in ("accessJwt", "refreshJwt"))
    if not access or not refresh or said.get("did") != person.did:
        raise NetworkError(Kind.TRANSIENT, "The server gave no tokens for this account.")
    if said.get("active") is False:
        raise ConsentRefused("Bluesky says that the account is not active.")
    at = now()
    return await connection_of(
        egress,
        around,
        person,
        scopes=(BY_PASSWORD,),
        access_token=access,
        refresh_token=refresh,
        expires_at=at + ACCESS_LIFE,
        refresh_expires_at=at + REFRESH_LIFE,
        secrets={},
    )
