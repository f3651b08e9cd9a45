"""Proofs of possession (RFC 9449), checked in the reference server's order; and who may call a person's server."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey
from starlette.requests import Request

from simulators.bluesky.errors import Refusal
from simulators.bluesky.sky import Account, Session, Sky

OLDEST = 10 + 180
PRIVATE = {"d", "p", "q", "dp", "dq", "qi", "k"}


def check_proof(sky: Sky, request: Request, origin: str, token: str = "") -> str:
    """The fingerprint of the key that signed this request. Raises Refusal."""
    header, claims = _read(request)
    if claims.get("htm") != request.method:
        raise _invalid('DPoP "htm" mismatch')
    if claims.get("htu") != origin + request.url.path:
        raise _invalid('DPoP "htu" mismatch')
    if abs(datetime.now(UTC).timestamp() - int(claims.get("iat", 0))) > OLDEST:
        raise _invalid('"iat" claim timestamp check failed')
    jti = claims.get("jti")
    if not isinstance(jti, str) or not jti:
        raise _invalid('DPoP "jti" missing')
    current = sky.nonce(origin)
    if claims.get("nonce") not in [nonce for nonce, _ in sky.nonces[origin]]:
        raise Refusal(400, "use_dpop_nonce", "Authorization server requires nonce in DPoP proof", DPoP_Nonce=current)
    ath = urlsafe_b64encode(sha256(token.encode()).digest()).rstrip(b"=").decode() if token else None
    if claims.get("ath") != ath:
        raise _invalid('DPoP "ath" mismatch')
    if jti in sky.seen:
        raise _invalid("DPoP proof replayed")
    sky.seen.add(jti)
    return ECKey.import_key(header["jwk"]).thumbprint()


def caller_of(sky: Sky, request: Request) -> tuple[Account, Session]:
    """Whose token this request carries. Raises Refusal as the reference server does."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.upper() == "DPOP":
        session = _of_proof(sky, request, token)
    elif kind.upper() == "BEARER":
        session = _of_bearer(sky, token)
    elif not kind:
        raise Refusal(401, "AuthMissing", "Authentication Required")
    else:
        raise Refusal(400, "InvalidToken", "Unexpected authorization type")
    account = sky.accounts[session.did]
    if account.status == "takendown":
        raise Refusal(401, "AccountTakedown", "Account has been taken down")
    return account, session


def _of_proof(sky: Sky, request: Request, token: str) -> Session:
    try:
        key = check_proof(sky, request, sky.pds, token)
    except Refusal as refusal:
        refusal.status = 401
        refusal.headers["WWW-Authenticate"] = f'DPoP error="{refusal.name}", error_description="{refusal.message}"'
        raise
    session = _session_with(sky, token)
    live = session is not None and not session.ended and session.access[token] > sky.clock()
    if session is None or not live or session.proof_key != key:
        challenge = 'DPoP error="invalid_token", error_description="Invalid token"'
        raise Refusal(401, "invalid_token", "Invalid token", WWW_Authenticate=challenge, DPoP_Nonce=sky.nonce(sky.pds))
    return session


def _of_bearer(sky: Sky, token: str) -> Session:
    session = _session_with(sky, token)
    if session is None or session.proof_key:
        raise Refusal(400, "InvalidToken", "Token could not be verified")
    if session.access[token] <= sky.clock():
        raise Refusal(400, "ExpiredToken", "Token has expired")
    return session


def _session_with(sky: Sky, token: str) -> Session | None:
    return next((session for session in sky.sessions if token in session.access), None)


def _read(request: Request) -> tuple[dict[str, Any], dict[str, Any]]:
    proofs = request.headers.getlist("dpop")
    if len(proofs) != 1:
        raise _invalid("DPoP header must contain a single proof")
    try:
        header = dict(jws.extract_compact(proofs[0].encode()).protected)
        if header.get("typ") != "dpop+jwt" or PRIVATE & set(header["jwk"]):
            raise _invalid("Failed to verify DPoP proof")
        return header, jwt.decode(proofs[0], ECKey.import_key(header["jwk"]), algorithms=["ES256"]).claims
    except (JoseError, ValueError, KeyError) as error:
        raise _invalid("Failed to verify DPoP proof") from error


def _invalid(said: str) -> Refusal:
    return Refusal(400, "invalid_dpop_proof", said)
