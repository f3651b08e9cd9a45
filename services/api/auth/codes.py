"""One-time codes and links: used once, for a few minutes, and after five wrong tries no more.

A row is written for an address that nobody here has, too, so that no answer tells whether somebody has it.
"""

import hmac
import secrets as system
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.throttle import Attempts, Limit
from kernel.kit.db import bear
from kernel.kit.errors import Gone, TooMany, Unprocessable
from kernel.kit.ids import new_id
from kernel.kit.secrets import AppSecrets, Place, digest, new_secret

LIFE = timedelta(minutes=10)
TRIES = 5
FIGURES, PRINTED_FIGURES = 6, 12
"""Twelve figures are 40 bits: with a thousand codes given out, a million guesses find one of them once in a thousand times."""
CODES_PER_ADDRESS = Limit("codes to an address", 5)
CODES_PER_NETWORK = Limit("codes from a network", 60)

_WRITE = text(
    "INSERT INTO sign_in (id, kind, person_id, organisation_id, lookup, code_hash, sealed, tries, expires_at)"
    " VALUES (:id, :kind, :person, :organisation, :lookup, :hash, :sealed, 0,"
    " clock_timestamp() + make_interval(secs => :life))"
    " ON CONFLICT (lookup) DO UPDATE SET id = excluded.id, person_id = excluded.person_id, tries = 0, used_at = NULL,"
    " code_hash = excluded.code_hash, sealed = excluded.sealed, expires_at = excluded.expires_at,"
    " updated_at = clock_timestamp()"
)
_TRY = text(
    "UPDATE sign_in SET tries = tries + 1 WHERE lookup = :lookup"
    " RETURNING id, code_hash, tries, used_at, expires_at > clock_timestamp() AS live"
)
_USE = text(
    "UPDATE sign_in SET used_at = clock_timestamp() WHERE lookup = :lookup AND used_at IS NULL"
    " AND expires_at > clock_timestamp() RETURNING id, person_id, organisation_id, sealed"
)
_CLEAR = text("DELETE FROM sign_in WHERE expires_at < now() - interval '1 day'")
CLEARED_ONCE_IN = 200


class CodeWrong(Unprocessable):
    """Not the code that was sent."""

    type = "code-wrong"
    title = "The code does not match; look at it again"


class CodeExpired(Gone):
    """The code's ten minutes are over."""

    type = "code-expired"
    title = "The code is too old; ask for a new one"


class LinkUsed(Gone):
    """The link has been used, or is too old."""

    type = "link-used"
    title = "The link has been used, or is too old; ask for a new one"


class TooManyTries(TooMany):
    """Five wrong tries: the code counts no more."""

    type = "too-many-tries"
    title = "Too many tries; ask for a new code"


@dataclass(frozen=True, slots=True)
class Proof:
    """What a right code or link proves. `address` is the one that a code to confirm was sent to."""

    person_id: UUID
    organisation_id: UUID | None
    address: str | None


@dataclass(frozen=True, slots=True)
class Codes:
    """Makes codes and checks them; holds the key that their digests are made with."""

    secrets: AppSecrets

    def lookup(self, kind: str, value: str) -> bytes:
        """Under what a code sent to this address, or to this person, is found."""
        return self.secrets.keyed_digest(kind, value)

    def _hash(self, lookup: bytes, code: str) -> bytes:
        return self.secrets.keyed_digest("code", f"{lookup.hex()}|{code}")

    def printed(self) -> tuple[bytes, str]:
        """A fresh code to print: (its digest, the code in groups of four)."""
        code = f"{system.randbelow(10**PRINTED_FIGURES):0{PRINTED_FIGURES}}"
        return self.lookup("printed", code), " ".join(code[at : at + 4] for at in range(0, PRINTED_FIGURES, 4))

    async def make(
        self, session: AsyncSession, kind: str, lookup: bytes, person_id: UUID | None, *, address: str | None = None
    ) -> tuple[UUID, str]:
        """A fresh code in place of the one before: (its id, the code)."""
        id_, code = new_id(), f"{system.randbelow(10**FIGURES):0{FIGURES}}"
        sealed = self.secrets.seal(address.encode(), _place(id_)) if address else None
        await bear(session, lookup.hex())
        await session.execute(
            _WRITE,
            {
                "id": id_,
                "kind": kind,
                "person": person_id,
                "organisation": None,
                "lookup": lookup,
                "hash": self._hash(lookup, code),
                "sealed": sealed,
                "life": LIFE.total_seconds(),
            },
        )
        if system.randbelow(CLEARED_ONCE_IN) == 0:
            await session.execute(_CLEAR)
        return id_, code

    async def check(self, session: AsyncSession, attempts: Attempts, lookup: bytes, code: str) -> Proof:
        """Use a code up. The try counts before the code is looked at. Raises CodeWrong, CodeExpired or TooManyTries."""
        async with attempts.apart() as apart:
            await bear(apart, lookup.hex())
            row = (await apart.execute(_TRY, {"lookup": lookup})).one_or_none()
        if row is None or row.code_hash is None or row.used_at is not None:
            raise CodeWrong(field="code")
        if not row.live:
            raise CodeExpired
        if row.tries > TRIES:
            raise TooManyTries
        if not hmac.compare_digest(row.code_hash, self._hash(lookup, code)):
            raise CodeWrong(field="code")
        await bear(session, lookup.hex())
        used = (await session.execute(_USE, {"lookup": lookup})).one_or_none()
        if used is None or used.person_id is None:
            raise CodeWrong(field="code")
        address = self.secrets.open(used.sealed, _place(used.id)).decode() if used.sealed else None
        return Proof(used.person_id, used.organisation_id, address)


async def spend_letter(attempts: Attempts, address: str) -> None:
    """Count a code that is asked for. Raises TooMany."""
    await attempts.spend(CODES_PER_NETWORK)
    await attempts.spend(CODES_PER_ADDRESS, address)


def _place(id_: UUID) -> Place:
    return Place("sign_in", "sealed", "", str(id_))


async def make_link(session: AsyncSession, person_id: UUID, organisation_id: UUID, life: timedelta) -> str:
    """A one-time link's token for the person, seen here only."""
    token = new_secret()
    await bear(session, digest(token).hex())
    await session.execute(
        _WRITE,
        {
            "id": new_id(),
            "kind": "link",
            "person": person_id,
            "organisation": organisation_id,
            "lookup": digest(token),
            "hash": None,
            "sealed": None,
            "life": life.total_seconds(),
        },
    )
    return token


async def use_link(session: AsyncSession, token: str) -> Proof:
    """Use a link up. Raises LinkUsed."""
    await bear(session, digest(token).hex())
    used = (await session.execute(_USE, {"lookup": digest(token)})).one_or_none()
    if used is None or used.person_id is None:
        raise LinkUsed
    return Proof(used.person_id, used.organisation_id, None)
