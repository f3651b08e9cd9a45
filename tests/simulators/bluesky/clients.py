"""Who asks for a consent: a client described by its own id, checked as the AT Protocol's profile of OAuth has it."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from simulators.bluesky.errors import Refusal
from simulators.bluesky.sky import Sky

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LONGEST_ASSERTION = 60


def client_of(sky: Sky, client_id: str) -> dict[str, Any]:
    """The client's description. Raises Refusal."""
    parts = urlsplit(client_id)
    if client_id.startswith("http://localhost"):
        return _loopback(client_id)
    document = sky.documents.get(client_id)
    if document is None or parts.scheme != "https" or parts.path in ("", "/") or ":" in parts.netloc:
        raise _bad("Unable to obtain client metadata")
    if document.get("client_id") != client_id or urlsplit(str(document.get("client_uri"))).netloc != parts.netloc:
        raise _bad("client_id does not match")
    if document.get("dpop_bound_access_tokens") is not True or document.get("application_type") != "web":
        raise _bad('"dpop_bound_access_tokens" must be true')
    if not {"authorization_code", "refresh_token"} <= set(document.get("grant_types", [])):
        raise _bad("grant_types")
    if document.get("response_types") != ["code"] or "atproto" not in document.get("scope", "").split():
        raise _bad('Missing "atproto" scope')
    if not all(str(address).startswith("https://") for address in document.get("redirect_uris", [])):
        raise _bad("Web clients must use HTTPS redirect URIs")
    signs = document.get("token_endpoint_auth_method") == "private_key_jwt"
    if signs != ("token_endpoint_auth_signing_alg" in document) or signs != ("jwks" in document):
        raise _bad("private_key_jwt auth method requires jwks")
    if any("d" in key for key in document.get("jwks", {}).get("keys", [])):
        raise _bad("jwks holds a private key")
    return document


def authenticated(sky: Sky, form: dict[str, str]) -> tuple[dict[str, Any], str | None]:
    """The client of a request, and the name of the key it proved itself with. Raises Refusal."""
    client = client_of(sky, form.get("client_id", ""))
    if client["token_endpoint_auth_method"] == "none":
        return client, None
    if form.get("client_assertion_type") != ASSERTION_TYPE:
        raise _unknown("client_assertion is missing")
    assertion = form.get("client_assertion", "")
    try:
        name = jws.extract_compact(assertion.encode()).protected["kid"]
        key = next(item for item in client["jwks"]["keys"] if item.get("kid") == name)
        claims = jwt.decode(assertion, ECKey.import_key(key), algorithms=["ES256"]).claims
    except (JoseError, ValueError, KeyError, StopIteration) as error:
        raise _unknown("client_assertion could not be verified") from error
    at = datetime.now(UTC).timestamp()
    names = claims.get("iss") == claims.get("sub") == form["client_id"] and claims.get("aud") == sky.issuer
    if not names or not at - LONGEST_ASSERTION <= claims.get("iat", 0) <= at + 5 or claims.get("exp", 0) < at:
        raise _unknown("client_assertion is for another time or place")
    if claims["jti"] in sky.seen:
        raise _unknown("client_assertion was replayed")
    sky.seen.add(claims["jti"])
    return client, name


def _loopback(client_id: str) -> dict[str, Any]:
    head, mark, query = client_id.partition("?")
    fields = parse_qs(query, strict_parsing=bool(mark))
    redirects = fields.get("redirect_uri", ["http://127.0.0.1/", "http://[::1]/"])
    if head not in ("http://localhost", "http://localhost/") or set(fields) - {"redirect_uri", "scope"}:
        raise _bad("Invalid loopback client ID")
    if any(urlsplit(address).hostname not in ("127.0.0.1", "::1") for address in redirects):
        raise _bad("Loopback redirect URIs need explicit addresses")
    return {
        "client_id": client_id,
        "redirect_uris": redirects,
        "scope": fields.get("scope", ["atproto"])[0],
        "token_endpoint_auth_method": "none",
    }


def _bad(said: str) -> Refusal:
    return Refusal(400, "invalid_client_metadata", said)


def _unknown(said: str) -> Refusal:
    return Refusal(400, "invalid_client", said)
