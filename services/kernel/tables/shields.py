"""Who may see and change which rows: row-level security and grants, for every table, in one place.

*here*: rows of the organisation that the transaction has entered. *mine*: rows of the person who acts. *bearer*: who
knows the secret sees the row it belongs to. *work*: the publisher and the metrics worker find what is due across
organisations. *redirect*: a link's destination, by column. The owner and the backup role see all rows, because under
FORCE even a table's owner sees none without a policy of its own.
"""

from dataclasses import dataclass, field

from sqlmodel import SQLModel

from kernel.tables.shares import QUEUE_STATES

OWNER, APP, WORKER, REDIRECT, BACKUP = (
    "fortaler_owner",
    "fortaler_app",
    "fortaler_worker",
    "fortaler_redirect",
    "fortaler_backup",
)
SERVICE_ROLES = (APP, WORKER, REDIRECT, BACKUP)

ORGANISATION = "NULLIF(current_setting('fortaler.organisation', true), '')::uuid"
PERSON = "NULLIF(current_setting('fortaler.person', true), '')::uuid"
BEARER = "decode(NULLIF(current_setting('fortaler.bearer', true), ''), 'hex')"
HERE = f"organisation_id = {ORGANISATION}"
DUE = f"state IN ({', '.join(repr(state) for state in QUEUE_STATES)})"

READ = ("SELECT",)
WRITE = ("SELECT", "INSERT", "UPDATE", "DELETE")
ADD = ("SELECT", "INSERT")


@dataclass(frozen=True, slots=True)
class Policy:
    """One CREATE POLICY: for a command, to roles, on rows for which `using` holds."""

    command: str
    roles: str
    using: str


@dataclass(frozen=True, slots=True)
class Shield:
    """What guards one table. `grants` maps a role to privileges; a privilege may name columns: `UPDATE (state)`."""

    policies: dict[str, Policy] = field(default_factory=dict[str, Policy])
    grants: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


OPERATIONAL = frozenset(
    {"throttle", "stream_offset", "visitor_salt", "heartbeat", "standstill", "generation", "breaker"}
)
"""Machinery without rows of any organisation or person: guarded by grants alone."""

_HERE_BOTH = {"here": Policy("ALL", f"{APP}, {WORKER}", HERE)}
_HERE_APP = {"here": Policy("ALL", APP, HERE)}
_WORK = Policy("ALL", WORKER, "true")
_MINE = {"mine": Policy("ALL", APP, f"person_id = {PERSON}")}
_JOB_MOVES = "UPDATE (attempts, due_at, epoch, finished_at, last_error, lease_until, state, updated_at)"
_COLLEAGUE = f"EXISTS (SELECT FROM ambassador a WHERE a.person_id = person.id AND a.{HERE})"
_OWNER_HERE = f"EXISTS (SELECT FROM organisation_role r WHERE r.person_id = person.id AND r.{HERE})"
_HAS_PROFILE = f"EXISTS (SELECT FROM profile p WHERE p.person_id = credential.person_id AND p.{HERE})"
"""Whom we write to about their profiles: an address is read for nothing else."""
_LONG_OVER = "expires_at < now() - interval '1 day'"

_FIGURES = frozenset(
    {"ambassador_day", "link_day", "post_reading", "profile_reading", "programme_day", "story_day"},
)
"""What the metrics worker writes and the api only reads."""

_SPECIAL: dict[str, Shield] = {
    "organisation": Shield(
        {
            "here": Policy("ALL", f"{APP}, {WORKER}", f"id = {ORGANISATION}"),
        },
        {APP: ("SELECT", "UPDATE"), WORKER: READ},
    ),
    "person": Shield(
        {
            "mine": Policy("ALL", APP, f"id = {PERSON}"),
            "colleague": Policy("SELECT", f"{APP}, {WORKER}", _COLLEAGUE),
            "owner_here": Policy("SELECT", APP, _OWNER_HERE),
        },
        {APP: WRITE, WORKER: READ},
    ),
    "credential": Shield(
        _MINE
        | {
            "bearer": Policy("SELECT", APP, f"lookup = {BEARER}"),
            "write_to": Policy("SELECT", WORKER, f"kind = 'email' AND {_HAS_PROFILE}"),
        },
        {APP: WRITE, WORKER: ("SELECT (kind, person_id, subject)",)},
    ),
    "session": Shield(
        _MINE | {"bearer": Policy("SELECT", APP, f"token_hash = {BEARER}")},
        {APP: WRITE},
    ),
    "sign_in": Shield(
        {"bearer": Policy("ALL", APP, f"lookup = {BEARER}"), "long_over": Policy("ALL", APP, _LONG_OVER)}, {APP: WRITE}
    ),
    "ambassador": Shield(
        _HERE_BOTH | {"mine": Policy("SELECT", APP, f"person_id = {PERSON}")},
        {APP: WRITE, WORKER: READ},
    ),
    "organisation_role": Shield(
        _HERE_APP | {"mine": Policy("SELECT", APP, f"person_id = {PERSON}")},
        {APP: WRITE},
    ),
    "invitation": Shield(
        _HERE_APP | {"bearer": Policy("SELECT", APP, f"convert_to(code, 'UTF8') = {BEARER}")},
        {APP: WRITE},
    ),
    "profile_token": Shield(
        _HERE_BOTH,
        {
            APP: ("INSERT", "DELETE", "SELECT (organisation_id, profile_id)", "UPDATE (key_id, sealed, updated_at)"),
            WORKER: WRITE,
        },
    ),
    "post": Shield(
        _HERE_BOTH
        | {
            "work": Policy("SELECT", WORKER, DUE),
            "work_move": Policy("UPDATE", WORKER, DUE),
        },
        {APP: WRITE, WORKER: ("SELECT", "UPDATE")},
    ),
    "post_fingerprint": Shield(_HERE_APP, {APP: ("SELECT", "INSERT", "DELETE")}),
    "post_picture": Shield(_HERE_APP, {APP: ADD}),
    "job": Shield(
        _HERE_BOTH | {"work": _WORK},
        {APP: ADD, WORKER: ("SELECT", "INSERT", "DELETE", _JOB_MOVES)},
    ),
    "link": Shield(
        _HERE_BOTH | {"redirect": Policy("SELECT", REDIRECT, "true")},
        {APP: ADD, WORKER: READ, REDIRECT: ("SELECT (code, destination, id, organisation_id)",)},
    ),
    "click": Shield(
        _HERE_BOTH | {"work": Policy("INSERT", WORKER, "true")},
        {WORKER: ("SELECT", "INSERT", "DELETE")},
    ),
    "dirty_day": Shield({"here": Policy("ALL", WORKER, HERE), "work": _WORK}, {WORKER: WRITE}),
    "event": Shield(_HERE_BOTH, {APP: ADD, WORKER: ADD}),
    "event_head": Shield(_HERE_BOTH, {APP: ("SELECT", "INSERT", "UPDATE"), WORKER: ("SELECT", "INSERT", "UPDATE")}),
    "idempotency": Shield(_HERE_APP, {APP: WRITE}),
    "connecting": Shield(_HERE_APP, {APP: WRITE}),
    "throttle": Shield({}, {APP: WRITE}),
    "stream_offset": Shield({}, {WORKER: WRITE}),
    "visitor_salt": Shield({}, {REDIRECT: ADD, WORKER: ("SELECT", "INSERT", "DELETE")}),
    "heartbeat": Shield({}, {APP: READ, WORKER: WRITE}),
    "hold": Shield(
        _HERE_BOTH | {"work": Policy("SELECT", WORKER, "true")},
        {APP: ("SELECT", "INSERT", "DELETE"), WORKER: ("SELECT", "INSERT", "DELETE")},
    ),
    "breaker": Shield({}, {APP: READ, WORKER: WRITE}),
    "budget": Shield(_HERE_BOTH | {"work": _WORK}, {APP: READ, WORKER: WRITE}),
    "standstill": Shield({}, {APP: READ, WORKER: ADD}),
    "generation": Shield({}, {WORKER: ("SELECT", "INSERT", "UPDATE")}),
}


def shields() -> dict[str, Shield]:
    """What guards each table of the schema, the owner's and the backup role's policies included."""
    return {name: _shield(name) for name in sorted(SQLModel.metadata.tables)}


def _shield(table: str) -> Shield:
    ordinary = Shield(_HERE_BOTH, {APP: READ if table in _FIGURES else WRITE, WORKER: WRITE})
    shield = _SPECIAL.get(table) or ordinary
    if table in OPERATIONAL:
        return shield
    standing = {"owner": Policy("ALL", OWNER, "true"), "backup": Policy("SELECT", BACKUP, "true")}
    return Shield(standing | shield.policies, shield.grants | {BACKUP: READ})
