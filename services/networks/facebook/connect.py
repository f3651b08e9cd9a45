"""A person's consent on Facebook, the rights they really gave, and the pages that it opens."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kernel.kit.clock import now
from kernel.kit.egress import Egress
from networks.answers import read_address, read_part, read_parts, read_text, read_token
from networks.errors import ConsentRefused, Kind, NetworkError
from networks.facebook.rights import CONSENT_LIFE, FACEBOOK, caps_of
from networks.grants import AppCredentials, AuthStart, Connection, Probe, Profile
from networks.graph.client import call
from networks.graph.consent import check_callback, post_code
from networks.graph.dialect import Surroundings
from networks.rules import LIMITS

SITE = "https://www.facebook.com"
MOST_PAGES = 100
POSTING = "CREATE_CONTENT"
"""The task that a person must have on a page to post on it."""
PAGE_FIELDS = "id,name,username,link,picture{url}"


async def complete_consent(
    egress: Egress, at: Surroundings, app: AppCredentials, started: AuthStart, callback: Mapping[str, str]
) -> Connection:
    """Trade the code for a token, that for one of sixty days, and ask whose it is and what it may do.

    Raises ConsentRefused or NetworkError, of kind CONFIG where Facebook does not accept the app.
    """
    code = check_callback(started, callback)
    ours = {"client_id": app.client_id, "client_secret": app.client_secret or ""}
    try:
        short = await _token(egress, at, app, ours | {"redirect_uri": started.redirect_uri, "code": code})
    except NetworkError as error:
        if error.kind in (Kind.CONTENT, Kind.REAUTH, Kind.SCOPE, Kind.GONE):
            raise ConsentRefused(error.reason) from error
        raise
    token = await _token(
        egress, at, app, ours | {"grant_type": "fb_exchange_token", "code": "", "fb_exchange_token": short}
    )
    bare = Connection(
        network="facebook",
        instance=app.instance,
        subject="",
        handle="",
        display_name="",
        avatar=None,
        url=None,
        scopes=(),
        access_token=token,
        refresh_expires_at=now() + CONSENT_LIFE,
    )
    bare = replace(bare, scopes=await _granted(egress, at, bare, started.scopes))
    if FACEBOOK.needed not in bare.scopes:
        raise ConsentRefused("The right to post was not granted.")
    subject, profile = await _fetch(egress, at, bare, "me", "id,name")
    return replace(bare, subject=subject, handle=profile.handle, display_name=profile.display_name)


async def find_pages(egress: Egress, at: Surroundings, connection: Connection) -> tuple[Connection, ...]:
    """The pages on which the person may post, each with a token of its own."""
    params = [("fields", f"{PAGE_FIELDS},access_token,tasks"), ("limit", str(MOST_PAGES))]
    said = await call(egress, at, FACEBOOK, connection, "GET", "me/accounts", params=params)
    pages: list[Connection] = []
    for page in read_parts(said.get("data")):
        subject, token, tasks = read_text(page.get("id")), read_token(page.get("access_token")), page.get("tasks")
        if not subject or not token or (isinstance(tasks, list) and POSTING not in tasks):
            continue
        profile = _profile(page)
        pages.append(
            replace(
                connection,
                kind="page",
                subject=subject,
                handle=profile.handle,
                display_name=profile.display_name,
                avatar=profile.avatar,
                url=profile.url,
                access_token=token,
                secrets={"granted_by": connection.subject},
            )
        )
    return tuple(pages)


async def look(egress: Egress, at: Surroundings, connection: Connection) -> Probe:
    """Read who the connection stands for now."""
    fields = PAGE_FIELDS if connection.kind == "page" else "id,name"
    _, profile = await _fetch(egress, at, connection, connection.subject, fields)
    caps = caps_of(connection.kind, connection.scopes)
    return Probe(caps=caps, limits=LIMITS["facebook"], profile=profile)


async def _token(egress: Egress, at: Surroundings, app: AppCredentials, form: dict[str, str]) -> str:
    said = await post_code(egress, at, FACEBOOK, app, form)
    token = read_token(said.get("access_token"))
    if not token:
        raise NetworkError(Kind.TRANSIENT, "Facebook gave no token.")
    return token


async def _granted(egress: Egress, at: Surroundings, connection: Connection, asked: tuple[str, ...]) -> tuple[str, ...]:
    said = await call(egress, at, FACEBOOK, connection, "GET", "me/permissions")
    granted = {part.get("permission") for part in read_parts(said.get("data")) if part.get("status") == "granted"}
    return tuple(scope for scope in asked if scope in granted)


async def _fetch(
    egress: Egress, at: Surroundings, connection: Connection, path: str, fields: str
) -> tuple[str, Profile]:
    said = await call(egress, at, FACEBOOK, connection, "GET", path, params=[("fields", fields)])
    subject = read_text(said.get("id"), limit=100)
    if not subject:
        raise NetworkError(Kind.TRANSIENT, "Facebook does not say who this is.")
    return subject, _profile(said)


def _profile(said: dict[str, Any]) -> Profile:
    """A page's own name, where it has one; a number where it has none."""
    subject = read_text(said.get("id"), limit=100) or ""
    handle = read_text(said.get("username"), limit=100) or subject
    picture = read_part(read_part(said.get("picture")).get("data"))
    return Profile(
        handle=handle,
        display_name=read_text(said.get("name"), limit=200) or handle,
        avatar=read_address(picture.get("url")),
        url=read_address(said.get("link")) or f"{SITE}/{handle}",
    )
