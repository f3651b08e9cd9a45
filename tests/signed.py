"""What Meta sends when somebody takes their consent back: signed by an app's secret."""

import hmac
import json
from base64 import urlsafe_b64encode
from typing import Any

from kernel.kit.clock import now


def signed_request(secret: str, **other: Any) -> str:
    """For the person 1234, issued now; `other` members instead of or beside these."""
    said = {"algorithm": "HMAC-SHA256", "issued_at": int(now().timestamp()), "user_id": "1234"} | other
    return signed(secret, json.dumps(said).encode())


def signed(secret: str, said: bytes) -> str:
    """These bytes, signed."""
    payload = _text(said)
    return f"{_text(hmac.digest(secret.encode(), payload.encode(), 'sha256'))}.{payload}"


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
