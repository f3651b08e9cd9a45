"""The authorization server: pushed requests, a page that asks, codes used once, refresh tokens used once."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from simulators.bluesky.clients import authenticated
from simulators.bluesky.errors import Refusal, oauth
from simulators.bluesky.proofs import check_proof
from simulators.bluesky.sky import ACCESS_LIFE, Pushed, Session, Sky, sky_of
from simulators.common.consent import consent_page

PUSHED_LIFE = CODE_LIFE = timedelta(minutes=5)
KNOWN_SCOPES = ("atproto", "transition:", "repo:", "blob:", "rpc:", "account:", "identity:")
PREFIX = "urn:ietf:params:oauth:request_uri:"


async def metadata(request: Request) -> Response:
    sky = sky_of(request)
    at = sky.issuer
    body = {
        "issuer": at,
        "scopes_supported": ["atproto", "transition:email", "transition:generic", "transition:chat.bsky"],
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
        "authorization_endpoint": f"{at}/oauth/authorize",
        "token_endpoint": f"{at}/oauth/token",
        "token_endpoint_auth_methods_supported": ["none", "private_key_jwt"],
        "revocation_endpoint": f"{at}/oauth/revoke",
        "pushed_authorization_request_endpoint": f"{at}/oauth/par",
        "require_pushed_authorization_requests": True,
        "dpop_signing_alg_values_supported": ["RS256", "ES256", "ES256K"],
        "client_id_metadata_document_supported": True,
    }
    return JSONResponse(sky.overridden("authorization-server", body))


async def push(request: Request) -> Response:
    sky, form = sky_of(request), await _form(request)
    key = check_proof(sky, request, sky.issuer)
    client, key_name = authenticated(sky, form)
    if form.get("redirect_uri") not in client["redirect_uris"]:
        raise Refusal(400, "invalid_request", "Invalid redirect_uri")
    if form.get("response_type") != "code" or form.get("code_challenge_method") != "S256":
        raise Refusal(400, "invalid_request", 'atproto requires use of "S256" code_challenge_method')
    if len(form.get("code_challenge", "")) != len(urlsafe_b64encode(bytes(32)).rstrip(b"=")):
        raise Refusal(400, "invalid_request", "Use of PKCE is required")
    asked = form.get("scope", "").split()
    if "atproto" not in asked or not set(asked) <= set(client["scope"].split()):
        raise Refusal(400, "invalid_scope", 'The "atproto" scope is required')
    hint = form.get("login_hint", "")
    if hint and not (hint.startswith("did:") or "." in hint):
        raise Refusal(400, "invalid_request", f'Invalid login_hint "{hint}"')
    uri = PREFIX + secrets.token_urlsafe(16)
    sky.pushed[uri] = Pushed(client["client_id"], key_name, key, form, sky.clock() + PUSHED_LIFE)
    body = {"request_uri": uri, "expires_in": int(PUSHED_LIFE.total_seconds())}
    return JSONResponse(body, 201, {"DPoP-Nonce": sky.nonce(sky.issuer)})


async def ask(request: Request) -> Response:
    """The page: who, for whom, yes or no."""
    sky, query = sky_of(request), request.query_params
    pushed = _pending(sky, query.get("request_uri", ""), query.get("client_id", ""))
    people = {account.handle: account.display_name for account in sky.accounts.values()}
    hidden = {"request_uri": query["request_uri"]}
    return consent_page(
        "Bluesky",
        pushed.client_id,
        pushed.fields["scope"].split(),
        people,
        field="handle",
        hidden=hidden,
        password=True,
    )


async def decide(request: Request) -> Response:
    sky, form = sky_of(request), await _form(request)
    uri = form.get("request_uri", "")
    pushed = _pending(sky, uri, sky.pushed[uri].client_id if uri in sky.pushed else "")
    back = {"iss": sky.issuer, "state": pushed.fields.get("state", "")}
    account = sky.named(form.get("handle", ""))
    if form.get("decision") != "allow":
        del sky.pushed[uri]
        back |= {"error": "access_denied", "error_description": "The user rejected the request"}
    elif account is None or account.password != form.get("password"):
        raise Refusal(400, "invalid_request", "Invalid identifier or password")
    else:
        pushed.did, pushed.code = account.did, f"cod-{secrets.token_urlsafe(24)}"
        pushed.expires_at = sky.clock() + CODE_LIFE
        back["code"] = pushed.code
    return RedirectResponse(f"{pushed.fields['redirect_uri']}?{urlencode(back)}", 303)


async def token(request: Request) -> Response:
    sky, form = sky_of(request), await _form(request)
    key = check_proof(sky, request, sky.issuer)
    client, key_name = authenticated(sky, form)
    match form.get("grant_type"):
        case "authorization_code":
            session = _for_code(sky, form, client["client_id"], key_name, key)
        case "refresh_token":
            session = _for_refresh(sky, form, client["client_id"], key_name, key)
        case _:
            raise Refusal(400, "unsupported_grant_type", "Unsupported grant_type")
    access, refresh = session.rotate(sky.clock())
    sky.calls["tokens"] += 1
    body = {
        "access_token": access,
        "token_type": "DPoP",
        "refresh_token": refresh,
        "scope": " ".join(session.scopes),
        "expires_in": int(ACCESS_LIFE.total_seconds()),
        "sub": session.did,
    }
    headers = {"Cache-Control": "no-store", "DPoP-Nonce": sky.nonce(sky.issuer)}
    return JSONResponse(sky.overridden("token", body), headers=headers)


async def revoke(request: Request) -> Response:
    """Ends the session, by any of its tokens; a token that never was is no error."""
    sky, form = sky_of(request), await _form(request)
    client, _ = authenticated(sky, form)
    secret = form.get("token", "")
    for session in sky.sessions:
        if session.client_id == client["client_id"] and secret in (session.refresh, *session.access):
            session.ended = True
    return Response(status_code=200)


def _for_code(sky: Sky, form: dict[str, str], client_id: str, key_name: str | None, key: str) -> Session:
    code = form.get("code", "")
    uri = next((uri for uri, pushed in sky.pushed.items() if code and pushed.code == code), None)
    if uri is None:
        for session in sky.sessions:
            session.ended = session.ended or (bool(code) and session.code == code)
        raise Refusal(400, "invalid_grant", "Invalid code")
    pushed = sky.pushed.pop(uri)
    challenge = urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
    if not hmac.compare_digest(challenge, pushed.fields["code_challenge"]):
        raise Refusal(400, "invalid_grant", "Invalid code_verifier")
    if pushed.expires_at < sky.clock():
        raise Refusal(400, "invalid_grant", "This code has expired")
    if form.get("redirect_uri") != pushed.fields["redirect_uri"]:
        raise Refusal(400, "invalid_grant", "The redirect_uri is not the one that was asked for")
    if (client_id, key_name, key) != (pushed.client_id, pushed.key_name, pushed.proof_key):
        raise Refusal(400, "invalid_grant", "The code was issued to another client or key")
    scopes = tuple(scope for scope in pushed.fields["scope"].split() if scope.startswith(KNOWN_SCOPES))
    session = Session(pushed.did, scopes, client_id, key_name, key, code=code)
    sky.sessions.append(session)
    return session


def _for_refresh(sky: Sky, form: dict[str, str], client_id: str, key_name: str | None, key: str) -> Session:
    given = form.get("refresh_token", "")
    for session in sky.sessions:
        if given in session.spent:
            session.ended = True
            raise Refusal(400, "invalid_grant", "Refresh token replayed")
        if given and given == session.refresh and not session.ended:
            if (client_id, key_name, key) != (session.client_id, session.key_name, session.proof_key):
                raise Refusal(400, "invalid_grant", "The token was issued to another client or key")
            return session
    raise Refusal(400, "invalid_grant", "Invalid refresh token")


def _pending(sky: Sky, uri: str, client_id: str) -> Pushed:
    pushed = sky.pushed.get(uri)
    if pushed is None:
        raise Refusal(400, "invalid_request", "Unknown request_uri")
    if pushed.code or pushed.expires_at < sky.clock() or pushed.client_id != client_id:
        raise Refusal(400, "access_denied", "This request was already authorized, has expired or is another client's")
    return pushed


async def _form(request: Request) -> dict[str, str]:
    form = await request.form()
    return {name: value for name, value in form.items() if isinstance(value, str)}


ROUTES: list[BaseRoute] = [
    Route("/.well-known/oauth-authorization-server", metadata),
    Route("/oauth/par", oauth(push), methods=["POST"]),
    Route("/oauth/authorize", oauth(ask), methods=["GET"]),
    Route("/oauth/authorize", oauth(decide), methods=["POST"]),
    Route("/oauth/token", oauth(token), methods=["POST"]),
    Route("/oauth/revoke", oauth(revoke), methods=["POST"]),
]
