"""What the simulated network knows: people, sessions, records, pictures, and what it was told to lie about."""

import hashlib
import json
import secrets
from base64 import b32encode
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from starlette.requests import Request

from practice.door.lies import Door
from simulators.common.clock import Clock

ACCESS_LIFE = timedelta(hours=1)
NONCE_LIFE = timedelta(minutes=3)
COLLECTION = "app.bsky.feed.post"


@dataclass
class Account:
    """A person. `status` is empty for an active account."""

    did: str
    handle: str
    display_name: str
    password: str
    app_passwords: set[str] = field(default_factory=set[str])
    status: str = ""
    followers: int = 3


@dataclass
class Pushed:
    """A pushed authorization request; `did` and `code` once a person said yes, `used` once the code was traded."""

    client_id: str
    key_name: str | None
    proof_key: str
    fields: dict[str, str]
    expires_at: datetime
    did: str = ""
    code: str = ""


@dataclass
class Session:
    """A consent that stands: who, for which client, bound to which key. An app password's has no `proof_key`."""

    did: str
    scopes: tuple[str, ...]
    client_id: str = ""
    key_name: str | None = None
    proof_key: str = ""
    refresh: str = ""
    spent: dict[str, datetime] = field(default_factory=dict[str, datetime])
    access: dict[str, datetime] = field(default_factory=dict[str, datetime])
    code: str = ""
    ended: bool = False

    def rotate(self, at: datetime) -> tuple[str, str]:
        """New tokens; the refresh token before them is spent."""
        if self.refresh:
            self.spent[self.refresh] = at
        access, self.refresh = f"access-{secrets.token_urlsafe(24)}", f"refresh-{secrets.token_urlsafe(24)}"
        self.access[access] = at + ACCESS_LIFE
        return access, self.refresh


@dataclass
class Blob:
    """An uploaded picture; cleared away when no record has referred to it for an hour."""

    media_type: str
    data: bytes
    at: datetime


@dataclass
class Record:
    """What stands under a key."""

    value: dict[str, Any]
    cid: str
    at: datetime
    counts: Counter[str] = field(default_factory=Counter[str])


@dataclass
class Sky:
    """Everything. The addresses are origins, one for each of the four servers."""

    directory: str
    pds: str
    issuer: str
    appview: str
    clock: Clock = field(default_factory=Clock)
    accounts: dict[str, Account] = field(default_factory=dict[str, Account])
    pushed: dict[str, Pushed] = field(default_factory=dict[str, Pushed])
    sessions: list[Session] = field(default_factory=list[Session])
    records: dict[str, Record] = field(default_factory=dict[str, Record])
    blobs: dict[tuple[str, str], Blob] = field(default_factory=dict[tuple[str, str], Blob])
    ledger: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    documents: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    nonces: dict[str, list[tuple[str, datetime]]] = field(default_factory=dict[str, list[tuple[str, datetime]]])
    seen: set[str] = field(default_factory=set[str])
    calls: Counter[str] = field(default_factory=Counter[str])
    points: dict[str, list[tuple[datetime, int]]] = field(default_factory=dict[str, list[tuple[datetime, int]]])
    points_an_hour: int = 5000
    door: Door = field(default_factory=Door)
    view_lag: timedelta = timedelta()
    broken_uploads: int = 0
    silent: set[str] = field(default_factory=set[str])
    overrides: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])

    def add(self, handle: str, name: str, *, did: str = "") -> Account:
        """A person with a main password and one app password."""
        did = did or "did:plc:" + b32encode(hashlib.sha256(handle.encode()).digest()).decode().lower()[:24]
        account = Account(did, handle, name, f"main password of {handle}", {"abcd-efgh-ijkl-mnop"})
        self.accounts[did] = account
        return account

    def named(self, name: str) -> Account | None:
        """The account of that DID or handle."""
        found = (account for account in self.accounts.values() if name in (account.did, account.handle))
        return next(found, None)

    def nonce(self, origin: str) -> str:
        """The nonce a server hands out now; the one before it still counts."""
        held = self.nonces.setdefault(origin, [])
        if not held or held[-1][1] + NONCE_LIFE <= self.clock():
            held.append((secrets.token_urlsafe(12), self.clock()))
        del held[:-2]
        return held[-1][0]

    def forget_nonces(self) -> None:
        """As after a restart: no nonce that was ever handed out counts any more."""
        self.nonces.clear()

    def standing(self, did: str) -> list[tuple[str, Record]]:
        """A person's records, newest first, by address."""
        mine = [(uri, record) for uri, record in self.records.items() if uri.startswith(f"at://{did}/")]
        return sorted(mine, reverse=True)

    def overridden(self, name: str, body: dict[str, Any]) -> dict[str, Any]:
        """The body, with what a test changed in it: for servers that say false things of themselves."""
        return body | self.overrides.get(name, {})


def sky_of(request: Request) -> Sky:
    """The network that serves this request."""
    return cast(Sky, request.app.state.sky)


def cid_of(data: bytes, codec: int) -> str:
    """A content id: version 1, SHA-256. `codec`: 0x55 raw bytes, 0x71 DAG-CBOR."""
    plain = bytes((1, codec, 0x12, 0x20)) + hashlib.sha256(data).digest()
    return "b" + b32encode(plain).decode().lower().rstrip("=")


def record_cid(value: dict[str, Any]) -> str:
    """Equal records have equal ids, whatever the order of their fields."""
    return cid_of(json.dumps(value, sort_keys=True, ensure_ascii=False).encode(), 0x71)
