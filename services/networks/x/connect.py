"""A person's consent: authorisation code with PKCE, tokens that rotate, who they are, and the way back out."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from urllib.parse import urlencode

from kernel.kit.clock import now
from kernel.kit.egress import Egress
from kernel.kit.settings import XSettings
from networks.answers import read_text
from networks.errors import ConsentRefused, Kind, NetworkError
from networks.grants import AppCredentials, AuthStart, Connection
from networks.x.limits import IDENTITY, LASTING, READ, REFRESH_LIFE, WRITE
from networks.x.profiles import fetch_own_user, profile_of, subject_of
from networks.x.tokens import REVOKE, Tokens, post_form, trade

NEEDED = {
    WRITE: "The right to post was not granted.",
    READ: "The right to read your posts was not granted: without it a post whose answer is lost cannot be found.",
    IDENTITY: "The right to see who you are was not granted.",
    LASTING: "The right to stay connected was not granted: the connection would end in two hours.",
}


def start_consent(at: XSettings, app: AppCredentials) -> AuthStart:
    """Build the address of X's consent page."""
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    query = {
        "response_type": "code",
        "client_id": app.client_id,
        "redirect_uri": app.redirect_uri,
        "scope": " ".join(app.scopes),
        "state": state,
        "code_challenge": urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    return AuthStart(
        url=f"{at.web_url}/i/oauth2/authorize?{urlencode(query)}",
        state=state,
        instance=app.instance,
        redirect_uri=app.redirect_uri,
        scopes=app.scopes,
        verifier=verifier,
    )


async def complete_consent(
    egress: Egress, at: XSettings, app: AppCredentials, started: AuthStart, callback: Mapping[str, str]
) -> Connection:
    """Trade the callback's code, which lives 30 seconds, and read whose consent it is.

    Raises ConsentRefused or NetworkError; CONFIG where X does not take our app.
    """
    form = {
        "grant_type": "authorization_code",
        "code": _check_callback(at, started, callback),
        "redirect_uri": started.redirect_uri,
        "code_verifier": started.verifier,
    }
    try:
        tokens = await trade(egress, at, app, form)
    except NetworkError as error:
        if error.kind is Kind.REAUTH:
            raise ConsentRefused(error.reason) from error
        raise
    for scope, reason in NEEDED.items():
        if scope not in tokens.scopes:
            raise ConsentRefused(reason)
    bare = Connection(
        network="x",
        instance=app.instance,
        subject="",
        handle="",
        display_name="",
        avatar=None,
        url=None,
        scopes=tokens.scopes,
        access_token=tokens.access,
    )
    user = await fetch_own_user(egress, at, bare)
    profile = profile_of(at, user, bare)
    return replace(
        _with(bare, tokens),
        subject=subject_of(user),
        handle=profile.handle,
        display_name=profile.display_name,
        avatar=profile.avatar,
        url=profile.url,
    )


async def renew(egress: Egress, at: XSettings, app: AppCredentials, connection: Connection) -> Connection:
    """Trade the refresh token for new tokens. It works once, and sending it again ends the whole consent: store first."""
    if not connection.refresh_token:
        raise NetworkError(Kind.REAUTH, "The connection has ended; connect again.")
    form = {"grant_type": "refresh_token", "refresh_token": connection.refresh_token}
    return _with(connection, await trade(egress, at, app, form))


async def give_back(egress: Egress, at: XSettings, app: AppCredentials, connection: Connection) -> None:
    """Revoke both tokens. Tokens that X no longer knows need no revoking."""
    for token in filter(None, (connection.refresh_token, connection.access_token)):
        try:
            await post_form(egress, at, app, REVOKE, {"token": token})
        except NetworkError as error:
            if error.kind not in (Kind.REAUTH, Kind.GONE):
                raise


def _check_callback(at: XSettings, started: AuthStart, callback: Mapping[str, str]) -> str:
    if not hmac.compare_digest(callback.get("state", "").encode(), started.state.encode()):
        raise ConsentRefused("The answer does not belong to this attempt to connect.")
    # X does not say who it is; whoever says to be somebody else is refused.
    if callback.get("iss", at.web_url) != at.web_url:
        raise ConsentRefused("The answer came from another server than the one that was asked.")
    if "error" in callback:
        raise ConsentRefused(read_text(callback.get("error_description"), limit=300) or callback["error"][:100])
    code = callback.get("code", "")
    if not code:
        raise ConsentRefused("X sent no code.")
    return code


def _with(connection: Connection, tokens: Tokens) -> Connection:
    return replace(
        connection,
        access_token=tokens.access,
        refresh_token=tokens.refresh or connection.refresh_token,
        scopes=tokens.scopes or connection.scopes,
        expires_at=tokens.expires_at,
        refresh_expires_at=now() + REFRESH_LIFE,
    )
