"""A person's consent on their own server: authorisation code with PKCE, then who they are, and the way back out."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from kernel.kit.clock import now
from kernel.kit.egress import Egress
from networks.answers import read_address, read_object, read_text, read_token
from networks.errors import AppForgotten, ConsentRefused, Kind, NetworkError
from networks.grants import AppCredentials, AuthStart, Connection, Probe, Profile
from networks.mastodon.client import call, unusable
from networks.mastodon.instances import post_form
from networks.mastodon.limits import caps_of, fetch_instance, limits_of, rules_of

NEEDED = {"write", "write:statuses"}


def start_consent(app: AppCredentials) -> AuthStart:
    """Build the address of the server's consent page, with state always and PKCE S256 where the server knows it."""
    state = secrets.token_urlsafe(32)
    verifier = secrets.token_urlsafe(48) if app.metadata["pkce"] else ""
    query = {
        "response_type": "code",
        "client_id": app.client_id,
        "redirect_uri": app.redirect_uri,
        "scope": " ".join(app.scopes),
        "state": state,
    }
    if verifier:
        challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        query |= {"code_challenge": challenge, "code_challenge_method": "S256"}
    return AuthStart(
        url=f"{app.metadata['authorization']}?{urlencode(query)}",
        state=state,
        instance=app.instance,
        redirect_uri=app.redirect_uri,
        scopes=app.scopes,
        verifier=verifier,
    )


async def complete_consent(
    egress: Egress, app: AppCredentials, started: AuthStart, callback: Mapping[str, str]
) -> Connection:
    """Trade the callback's code for a token and read whose it is. Raises ConsentRefused or NetworkError."""
    code = _check_callback(app, started, callback)
    form = {
        "grant_type": "authorization_code",
        "client_id": app.client_id,
        "client_secret": app.client_secret or "",
        "redirect_uri": started.redirect_uri,
        "code": code,
    }
    if started.verifier:
        form["code_verifier"] = started.verifier
    try:
        granted = await post_form(egress, app.metadata["token"], form)
    except NetworkError as error:
        if error.kind is Kind.REAUTH:
            raise AppForgotten(error.reason) from error
        if error.kind is Kind.CONTENT:
            raise ConsentRefused(error.reason) from error
        raise
    token = read_token(granted.get("access_token"))
    scopes = tuple((read_text(granted.get("scope")) or " ".join(started.scopes)).split())
    if not token:
        raise NetworkError(Kind.TRANSIENT, "The server gave no token.")
    if not NEEDED & set(scopes):
        raise ConsentRefused("The right to post was not granted.")
    return await _identify(egress, app, token, scopes)


async def give_back(egress: Egress, app: AppCredentials, connection: Connection) -> None:
    """Revoke the token. A server that no longer knows it, or us, has nothing left to revoke."""
    form = {"client_id": app.client_id, "client_secret": app.client_secret or "", "token": connection.access_token}
    try:
        await post_form(egress, app.metadata["revocation"], form)
    except NetworkError as error:
        if error.kind not in (Kind.REAUTH, Kind.SCOPE, Kind.CONTENT, Kind.GONE):
            raise


async def look(egress: Egress, connection: Connection) -> Probe:
    """Read the server's limits and who the connection stands for now."""
    instance = await fetch_instance(egress, connection)
    limits = limits_of(instance, now().date())
    account = await fetch_own_account(egress, connection)
    return Probe(
        caps=caps_of(instance, connection.scopes, limits),
        limits=limits,
        profile=_profile(account, connection),
        rules=rules_of(instance),
    )


async def fetch_own_account(egress: Egress, connection: Connection) -> dict[str, Any]:
    """Read the account the token stands for."""
    answer = await call(egress, connection, "GET", "/api/v1/accounts/verify_credentials")
    try:
        return read_object(answer)
    except ValueError:
        raise unusable(answer, "read", connection.access_token) from None


def _check_callback(app: AppCredentials, started: AuthStart, callback: Mapping[str, str]) -> str:
    if not hmac.compare_digest(callback.get("state", "").encode(), started.state.encode()):
        raise ConsentRefused("The answer does not belong to this attempt to connect.")
    issuer = callback.get("iss", "" if app.metadata.get("names_issuer") else None)
    if issuer is not None and issuer.rstrip("/") != str(app.metadata["issuer"]).rstrip("/"):
        raise ConsentRefused("The answer came from another server than the one that was asked.")
    if "error" in callback:
        raise ConsentRefused(read_text(callback.get("error_description"), limit=300) or callback["error"][:100])
    code = callback.get("code", "")
    if not code:
        raise ConsentRefused("The server sent no code.")
    return code


async def _identify(egress: Egress, app: AppCredentials, token: str, scopes: tuple[str, ...]) -> Connection:
    bare = Connection(
        network="mastodon",
        instance=app.instance,
        subject="",
        handle="",
        display_name="",
        avatar=None,
        url=None,
        scopes=scopes,
        access_token=token,
        service_url=egress.base_url(app.instance),
    )
    account = await fetch_own_account(egress, bare)
    subject = read_text(account.get("id"))
    if not subject:
        raise NetworkError(Kind.TRANSIENT, "The server does not say who you are.")
    profile = _profile(account, bare)
    return replace(
        bare,
        subject=subject,
        handle=profile.handle,
        display_name=profile.display_name,
        avatar=profile.avatar,
        url=profile.url,
    )


def _profile(account: dict[str, Any], connection: Connection) -> Profile:
    username = read_text(account.get("username"), limit=100) or connection.handle
    return Profile(
        handle=f"@{username}@{connection.instance}",
        display_name=read_text(account.get("display_name"), limit=200) or username,
        avatar=read_address(account.get("avatar")),
        url=read_address(account.get("url")),
    )
