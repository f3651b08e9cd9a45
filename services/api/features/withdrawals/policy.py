"""What a network's call has to prove, and the public numbers under which it is answered: no session, no network.

Meta's `signed_request` (Data Deletion Request Callback; Deauthorize Callback): base64url(HMAC-SHA256 of what follows the
dot, by the app's secret) "." base64url(JSON with algorithm, issued_at and user_id).
"""

import binascii
import hmac
import json
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from api.features.withdrawals.errors import NotSigned, WithdrawalNotFound

YOUNG, AHEAD = timedelta(days=1), timedelta(minutes=5)
"""How old a call may be, so that one that was overheard does not end a later connection; how far clocks may differ."""
LONGEST_ID = 100
HEX = 32


def read_signed(text: str, secret: str, at: datetime) -> str:
    """Whose consent it is about: their id, as the app knows it. Raises NotSigned."""
    signature, _, said = text.partition(".")
    expected = hmac.digest(secret.encode(), said.encode(), "sha256")
    if not secret or not hmac.compare_digest(_bytes(signature), expected):
        raise NotSigned(field="signed_request")
    payload = _payload(_bytes(said))
    issued, person = payload.get("issued_at"), payload.get("user_id")
    if str(payload.get("algorithm")).upper() != "HMAC-SHA256" or not _young(issued, at):
        raise NotSigned(field="signed_request")
    if not isinstance(person, str | int) or isinstance(person, bool) or not 0 < len(str(person)) <= LONGEST_ID:
        raise NotSigned(field="signed_request")
    return str(person)


def organisation_of(code: str) -> UUID:
    """The organisation that an address names. Raises WithdrawalNotFound."""
    return _number(code)


def code_of(organisation_id: UUID, receipt: UUID) -> str:
    """The public number of a withdrawal: the organisation's and its own, which nobody guesses."""
    return f"{organisation_id.hex}{receipt.hex}"


def parts_of(code: str) -> tuple[UUID, UUID]:
    """What `code_of` was given. Raises WithdrawalNotFound."""
    return _number(code[:HEX]), _number(code[HEX:])


def _number(text: str) -> UUID:
    if len(text) != HEX or not text.isascii() or not text.isalnum():
        raise WithdrawalNotFound
    try:
        return UUID(hex=text)
    except ValueError:
        raise WithdrawalNotFound from None


def _bytes(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (binascii.Error, UnicodeEncodeError):
        raise NotSigned(field="signed_request") from None


def _payload(text: bytes) -> dict[str, Any]:
    try:
        said: object = json.loads(text)
    except (ValueError, RecursionError):
        raise NotSigned(field="signed_request") from None
    return cast("dict[str, Any]", said) if isinstance(said, dict) else {}


def _young(issued: object, at: datetime) -> bool:
    if not isinstance(issued, int) or isinstance(issued, bool) or not 0 < issued < 10**11:
        return False
    return at - YOUNG <= datetime.fromtimestamp(issued, UTC) <= at + AHEAD
