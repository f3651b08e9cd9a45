"""Who we are to every server of the AT Protocol: no registration, but an address where we describe ourselves.

On this machine alone, `http://localhost?…` carries the description in itself. Where we are reached by https the address is
that of a document; with a key of our own we are a confidential client, whose consents last years instead of two weeks.
"""

from datetime import timedelta
from secrets import token_urlsafe
from urllib.parse import quote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey

from kernel.kit.clock import now
from networks.bluesky.surroundings import Surroundings
from networks.drafts import State
from networks.errors import Kind, NetworkError
from networks.grants import AppCredentials

POSTS = "repo:app.bsky.feed.post"
PICTURES = "blob:image/*"
SCOPES = ("atproto", POSTS, PICTURES)
DOCUMENT = "client-metadata.json"
LOOPBACK = ("127.0.0.1", "::1")
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_LIFE = timedelta(seconds=60)


def describe_app(*, website: str, redirect_uri: str) -> AppCredentials:
    """Make our credentials; no call is needed. Raises NetworkError (CONFIG) where people reach us by neither way."""
    if is_loopback(redirect_uri):
        query = {"redirect_uri": redirect_uri, "scope": " ".join(SCOPES)}
        client_id = "http://localhost?" + urlencode(query, quote_via=quote)
    elif is_public(website):
        client_id = f"{website.rstrip('/')}/api/v1/networks/bluesky/{DOCUMENT}"
    else:
        raise NetworkError(Kind.CONFIG, "Bluesky signs people in only where Fortaler has an https address of its own.")
    return AppCredentials(network="bluesky", instance="", client_id=client_id, redirect_uri=redirect_uri, scopes=SCOPES)


def client_documents(around: Surroundings, *, public_url: str, redirect_uri: str, client_name: str) -> dict[str, State]:
    """The document behind our client id; none where the id carries it in itself."""
    if is_loopback(redirect_uri) or not is_public(public_url):
        return {}
    document: State = {
        "client_id": describe_app(website=public_url, redirect_uri=redirect_uri).client_id,
        "client_name": client_name,
        "client_uri": public_url,
        "application_type": "web",
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "redirect_uris": [redirect_uri],
        "scope": " ".join(SCOPES),
        "dpop_bound_access_tokens": True,
        "token_endpoint_auth_method": "none",
    }
    if around.keys:
        public = [key.as_dict(private=False, kid=name_of(key), use="sig", alg="ES256") for key in around.keys]
        document |= {
            "token_endpoint_auth_method": "private_key_jwt",
            "token_endpoint_auth_signing_alg": "ES256",
            "jwks": {"keys": public},
        }
    return {DOCUMENT: document}


def key_for(around: Surroundings, app: AppCredentials, name: str | None = None) -> ECKey | None:
    """The key we authenticate with: the one of that name, for a session that began with it, else the first.

    None where we are a public client. Raises NetworkError (REAUTH) when the session's key was taken out of the settings.
    """
    if not around.keys or app.client_id.startswith("http://"):
        return None
    if not name:
        return around.keys[0]
    for key in around.keys:
        if name_of(key) == name:
            return key
    raise NetworkError(Kind.REAUTH, "The key this connection was made with is no longer in use; connect again.")


def authenticate(app: AppCredentials, issuer: str, key: ECKey | None) -> dict[str, str]:
    """The form fields that say, and with a key prove, who we are."""
    fields = {"client_id": app.client_id}
    if key is None:
        return fields
    at = now()
    claims = {
        "iss": app.client_id,
        "sub": app.client_id,
        "aud": issuer,
        "jti": token_urlsafe(16),
        "iat": int(at.timestamp()),
        "exp": int((at + ASSERTION_LIFE).timestamp()),
    }
    assertion = jwt.encode({"alg": "ES256", "kid": name_of(key)}, claims, key, algorithms=["ES256"])
    return fields | {"client_assertion_type": ASSERTION_TYPE, "client_assertion": assertion}


def name_of(key: ECKey) -> str:
    """A key's name: its own, or its fingerprint."""
    return key.kid or key.thumbprint()


def is_loopback(address: str) -> bool:
    """Whether an address is one of this machine alone, as a client without a document needs it."""
    parts = urlsplit(address)
    return parts.scheme == "http" and parts.hostname in LOOPBACK


def is_public(address: str) -> bool:
    """Whether a client's document may lie there: https, and no port."""
    parts = urlsplit(address)
    return parts.scheme == "https" and bool(parts.netloc) and ":" not in parts.netloc
