"""Apps, authorisation codes and access tokens."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from practice.store import Store, from_ms, to_ms

CODE_LIFE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class App:
    """A registered client."""

    id: int
    client_id: str
    client_secret: str
    name: str
    website: str | None
    redirect_uris: tuple[str, ...]
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """What a person's consent gave a client to change for a token."""

    code: str
    app_id: int
    account_id: int
    redirect_uri: str
    scopes: tuple[str, ...]
    challenge: str | None
    expires_at: datetime
    used: bool


@dataclass(frozen=True, slots=True)
class Token:
    """An access token; one without an account stands for the app alone."""

    id: int
    token: str
    app_id: int
    account_id: int | None
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    revoked: bool


def add_app(store: Store, app: App) -> None:
    """Remember a registered app."""
    store.run(
        "INSERT INTO apps (id, client_id, client_secret, name, website, redirect_uris, scopes)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        app.id,
        app.client_id,
        app.client_secret,
        app.name,
        app.website,
        "\n".join(app.redirect_uris),
        " ".join(app.scopes),
    )


def app_by_client_id(store: Store, client_id: str) -> App | None:
    """The app that registered under this client id."""
    return _app(store.row("SELECT * FROM apps WHERE client_id = ?", client_id))


def app_by_id(store: Store, app_id: int) -> App | None:
    """The app of this id."""
    return _app(store.row("SELECT * FROM apps WHERE id = ?", app_id))


def add_code(store: Store, code: Code) -> None:
    """Remember an authorisation code."""
    store.run(
        "INSERT INTO codes (code, app_id, account_id, redirect_uri, scopes, challenge, expires_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        code.code,
        code.app_id,
        code.account_id,
        code.redirect_uri,
        " ".join(code.scopes),
        code.challenge,
        to_ms(code.expires_at),
    )


def code_granted(store: Store, code: str) -> Code | None:
    """The code, used or not."""
    row = store.row("SELECT * FROM codes WHERE code = ?", code)
    if row is None:
        return None
    return Code(
        row["code"],
        row["app_id"],
        row["account_id"],
        row["redirect_uri"],
        tuple(row["scopes"].split()),
        row["challenge"],
        from_ms(row["expires_at"]),
        row["used_at"] is not None,
    )


def use_code(store: Store, code: str, now: datetime) -> bool:
    """Use a code up; False when it was used before."""
    return store.run("UPDATE codes SET used_at = ? WHERE code = ? AND used_at IS NULL", to_ms(now), code) == 1


def add_token(store: Store, token: Token) -> None:
    """Remember an access token."""
    store.run(
        "INSERT INTO tokens (id, token, app_id, account_id, scopes, created_at) VALUES (?, ?, ?, ?, ?, ?)",
        token.id,
        token.token,
        token.app_id,
        token.account_id,
        " ".join(token.scopes),
        to_ms(token.created_at),
    )


def token_issued(store: Store, token: str) -> Token | None:
    """The token, whether it still works or not."""
    return _token(store.row("SELECT * FROM tokens WHERE token = ?", token))


def working_token(
    store: Store, app_id: int, account_id: int | None, scopes: tuple[str, ...], now: datetime
) -> Token | None:
    """A token that works already for the same app, account and scopes: Mastodon hands it out again."""
    rows = store.rows(
        "SELECT * FROM tokens WHERE app_id = ? AND account_id IS ? AND revoked_at IS NULL"
        " AND (expires_at IS NULL OR expires_at > ?) ORDER BY id DESC",
        app_id,
        account_id,
        to_ms(now),
    )
    return next((token for row in rows if (token := _token(row)) and set(token.scopes) == set(scopes)), None)


def revoke_token(store: Store, token_id: int, now: datetime) -> None:
    """The token never works again."""
    store.run("UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", to_ms(now), token_id)


def revoke_tokens_of(store: Store, account_id: int, now: datetime) -> int:
    """Revoke every token of an account; how many there were."""
    return store.run(
        "UPDATE tokens SET revoked_at = ? WHERE account_id = ? AND revoked_at IS NULL", to_ms(now), account_id
    )


def expire_tokens_of(store: Store, account_id: int, now: datetime) -> int:
    """Let every token of an account run out now; how many there were."""
    return store.run(
        "UPDATE tokens SET expires_at = ? WHERE account_id = ? AND revoked_at IS NULL", to_ms(now), account_id
    )


def _app(row: sqlite3.Row | None) -> App | None:
    if row is None:
        return None
    return App(
        row["id"],
        row["client_id"],
        row["client_secret"],
        row["name"],
        row["website"],
        tuple(row["redirect_uris"].split("\n")),
        tuple(row["scopes"].split()),
    )


def _token(row: sqlite3.Row | None) -> Token | None:
    if row is None:
        return None
    return Token(
        row["id"],
        row["token"],
        row["app_id"],
        row["account_id"],
        tuple(row["scopes"].split()),
        from_ms(row["created_at"]),
        None if row["expires_at"] is None else from_ms(row["expires_at"]),
        row["revoked_at"] is not None,
    )
