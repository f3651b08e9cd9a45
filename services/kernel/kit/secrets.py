"""Secrets at rest: AES-256-GCM, bound to the row they lie in, so that a ciphertext moved elsewhere does not open.

Two kinds. A *sealed token* is a person's credential at a network: the api holds only the public half of an X25519 key
and can seal but not open (ephemeral key agreement, HKDF-SHA256, AES-256-GCM: the shape of RFC 9180). An *app secret* is
what api and workers both open: the state of a sign-in under way, a network app's client secret, a code to be sent.
"""

import base64
import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12
PUBLIC = 32
KEY_BYTES = 32


class CannotOpen(Exception):
    """Another key, another row, or bytes that were changed."""


def new_secret() -> str:
    """256 bits from the system, base64url: for session cookies and one-time links."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> bytes:
    """What is stored of a secret with at least 64 bits of its own: its SHA-256."""
    return hashlib.sha256(secret.encode()).digest()


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def key_id(public_key: str) -> str:
    """The short name of a key, stored beside what it sealed."""
    return hashlib.sha256(base64.b64decode(public_key)).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a secret lies: it opens only there."""

    table: str
    column: str
    organisation: str
    row: str

    def aad(self, key: str) -> bytes:
        """The associated data for AES-GCM."""
        return f"{self.table}|{self.column}|{self.organisation}|{self.row}|{key}".encode()


def _derive(shared: bytes, ephemeral: bytes, recipient: bytes) -> AESGCM:
    info = b"fortaler token v1" + ephemeral + recipient
    return AESGCM(HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info).derive(shared))


class Sealer:
    """Seals tokens; cannot open them."""

    def __init__(self, public_key: str) -> None:
        self.raw = base64.b64decode(public_key)
        self.public = X25519PublicKey.from_public_bytes(self.raw)
        self.key_id = key_id(public_key)

    def seal(self, plain: bytes, place: Place) -> bytes:
        """Ephemeral public key, nonce and ciphertext, bound to `place`."""
        ephemeral = X25519PrivateKey.generate()
        sent = ephemeral.public_key().public_bytes_raw()
        nonce = secrets.token_bytes(NONCE)
        box = _derive(ephemeral.exchange(self.public), sent, self.raw)
        return sent + nonce + box.encrypt(nonce, plain, place.aad(self.key_id))


class Opener(Sealer):
    """Seals and opens tokens: the publisher's and the metrics worker's. Seals with the present key, opens also with old ones."""

    def __init__(self, public_key: str, private_key: str, *old_private_keys: str) -> None:
        super().__init__(public_key)
        self.private = X25519PrivateKey.from_private_bytes(base64.b64decode(private_key))
        self.old = tuple(Opener(public_half(old), old) for old in old_private_keys)

    def open(self, sealed: bytes, place: Place) -> bytes:
        """The plain bytes. Raises CannotOpen."""
        for opener in (self, *self.old):
            with suppress(CannotOpen):
                return opener.open_own(sealed, place)
        raise CannotOpen

    def open_own(self, sealed: bytes, place: Place) -> bytes:
        """What `open` does with the present key alone."""
        sent, nonce, body = sealed[:PUBLIC], sealed[PUBLIC : PUBLIC + NONCE], sealed[PUBLIC + NONCE :]
        try:
            box = _derive(self.private.exchange(X25519PublicKey.from_public_bytes(sent)), sent, self.raw)
            return box.decrypt(nonce, body, place.aad(self.key_id))
        except (InvalidTag, ValueError) as error:
            raise CannotOpen from error


class AppSecrets:
    """Seals and opens what api and workers share. Seals with the present key, opens also with old ones.

    Digests are made with `digest_key`, which stays when the others change: what they find again (an address at sign-in, a
    printed code) is kept nowhere else, so that nobody could make them anew.
    """

    def __init__(self, key: str, *old_keys: str, digest_key: str = "") -> None:
        self.box, *self.old = (AESGCM(_key(one)) for one in (key, *old_keys))
        self.raw = _key(digest_key or key)

    def seal(self, plain: bytes, place: Place) -> bytes:
        """Nonce and ciphertext, bound to `place`."""
        nonce = secrets.token_bytes(NONCE)
        return nonce + self.box.encrypt(nonce, plain, place.aad("app"))

    def open(self, sealed: bytes, place: Place) -> bytes:
        """The plain bytes. Raises CannotOpen."""
        for box in (self.box, *self.old):
            with suppress(InvalidTag, ValueError):
                return box.decrypt(sealed[:NONCE], sealed[NONCE:], place.aad("app"))
        raise CannotOpen

    def sealed_now(self, sealed: bytes, place: Place) -> bool:
        """Whether the present key sealed it, and not an old one."""
        try:
            self.box.decrypt(sealed[:NONCE], sealed[NONCE:], place.aad("app"))
        except (InvalidTag, ValueError):
            return False
        return True

    def keyed_digest(self, purpose: str, value: str) -> bytes:
        """A keyed hash (BLAKE2b) for what has too few bits to be stored as a bare hash (sign-in codes, addresses to throttle)."""
        key = hashlib.blake2b(purpose.encode(), key=self.raw, digest_size=32).digest()
        return hashlib.blake2b(value.encode(), key=key, digest_size=32).digest()


def public_half(private_key: str) -> str:
    """The public key that belongs to a private one, both in base64."""
    private = X25519PrivateKey.from_private_bytes(base64.b64decode(private_key))
    return _b64(private.public_key().public_bytes_raw())


def _key(text: str) -> bytes:
    raw = base64.b64decode(text)
    if len(raw) != KEY_BYTES:
        raise ValueError("FORTALER_APP_KEY must be 32 bytes in base64")
    return raw


def new_keys() -> dict[str, str]:
    """A fresh set of secrets, by the names of their settings."""
    private = X25519PrivateKey.generate()
    return {
        "FORTALER_APP_KEY": _b64(secrets.token_bytes(32)),
        "FORTALER_TOKEN_PUBLIC_KEY": _b64(private.public_key().public_bytes_raw()),
        "FORTALER_TOKEN_PRIVATE_KEY": _b64(private.private_bytes_raw()),
        "PRACTICE_TOKEN": new_secret(),
    }
