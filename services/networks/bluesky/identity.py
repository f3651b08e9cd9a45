"""From what a person typed to the server that keeps their posts. Both ends are whoever the person says: hostile until checked.

Handle → DID by the public resolver (which also asks the name service), else by the handle's own web server; DID → document
by the directory or the DID's own web server; the document must claim the handle in return.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote, urlsplit

import regex

from kernel.kit.clock import now
from kernel.kit.egress import Egress
from networks.answers import read_object, read_text
from networks.bluesky.client import ask, classify, send
from networks.bluesky.surroundings import Surroundings
from networks.errors import InvalidInstance, Kind, NetworkError

HANDLE = regex.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?")
DID = regex.compile(r"did:(?:plc:[a-z2-7]{24}|web:[a-z0-9.-]{1,253})")
# What comes along when a handle is copied out of an app: marks of writing direction and other invisibles.
INVISIBLE = regex.compile(r"[\p{Cf}\s]")
LONGEST_HANDLE = 253
PDS, PDS_TYPE = "#atproto_pds", "AtprotoPersonalDataServer"


@dataclass(frozen=True)
class Identity:
    """An account: its permanent DID, its handle of today, and the server that keeps it."""

    did: str
    handle: str
    pds: str


def read_handle(typed: str) -> str:
    """Read a handle or DID from what a person typed or pasted, also a profile's address.

    Raises InvalidInstance for what can be neither.
    """
    text = INVISIBLE.sub("", typed).lower()
    if text.startswith(("https://", "http://")):
        text = text.partition("/profile/")[2].strip("/")
    text = text.removeprefix("at://").removeprefix("@")
    if DID.fullmatch(text) or (len(text) <= LONGEST_HANDLE and HANDLE.fullmatch(text)):
        return text
    raise InvalidInstance(typed)


async def find_person(egress: Egress, around: Surroundings, typed: str) -> Identity:
    """Find an account. Raises InvalidInstance when there is none, or it denies the handle; NetworkError for now."""
    text = read_handle(typed)
    if text.startswith("did:"):
        return await fetch_identity(egress, around, text)
    found = await fetch_identity(egress, around, await resolve_handle(egress, around, text))
    if found.handle != text:
        raise InvalidInstance(typed)
    return found


async def resolve_handle(egress: Egress, around: Surroundings, handle: str) -> str:
    """Find a handle's DID. Raises InvalidInstance when it is nobody's, NetworkError when that cannot be known now."""
    unsure: NetworkError | None = None
    try:
        if did := await ask_resolver(egress, around, handle):
            return did
    except NetworkError as error:
        unsure = error
    try:
        answer = await send(egress, "GET", f"{egress.base_url(handle)}/.well-known/atproto-did")
        did = answer.text.strip() if answer.ok else ""
    except NetworkError:
        did = ""
    if DID.fullmatch(did):
        return did
    if unsure:
        raise unsure
    raise InvalidInstance(handle)


async def ask_resolver(egress: Egress, around: Surroundings, handle: str) -> str | None:
    """Ask the public resolver alone; None = nobody's. Raises NetworkError when it does not answer."""
    try:
        body = await ask(egress, around.appview, "com.atproto.identity.resolveHandle", [("handle", handle)])
    except NetworkError as error:
        if error.kind in (Kind.CONTENT, Kind.GONE):
            return None
        raise
    did = str(body.get("did"))
    return did if DID.fullmatch(did) else None


async def fetch_identity(egress: Egress, around: Surroundings, did: str) -> Identity:
    """Read a DID's document. Raises InvalidInstance when there is none that can be used, NetworkError for now."""
    if not DID.fullmatch(did):
        raise InvalidInstance(did)
    if did.startswith("did:web:"):
        url = f"{egress.base_url(did.removeprefix('did:web:'))}/.well-known/did.json"
    else:
        url = f"{around.directory}/{quote(did, safe=':')}"
    answer = await send(egress, "GET", url, headers={"Accept": "application/json"})
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        raise classify(answer, "read", now())
    try:
        document = read_object(answer) if answer.ok else {}
    except ValueError:
        document = {}
    if document.get("id") != did:
        raise InvalidInstance(did)
    return Identity(did, _handle_of(document), _server_of(egress, document, did))


def read_origin(egress: Egress, address: object, named: str) -> str:
    """A server's address that somebody else named: scheme and host only. Raises InvalidInstance for anything else."""
    text = read_text(address, limit=300) or ""
    try:
        parts = urlsplit(text)
        bare = not (parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc)
    except ValueError:
        raise InvalidInstance(named) from None
    if not bare or not parts.netloc or egress.base_url(parts.netloc) != f"{parts.scheme}://{parts.netloc}":
        raise InvalidInstance(named)
    return f"{parts.scheme}://{parts.netloc}"


def _handle_of(document: dict[str, Any]) -> str:
    """The first handle that the document claims; empty when it claims none."""
    names = document.get("alsoKnownAs")
    for name in cast("list[object]", names) if isinstance(names, list) else []:
        if isinstance(name, str) and name.startswith("at://"):
            handle = name.removeprefix("at://").lower()
            return handle if HANDLE.fullmatch(handle) else ""
    return ""


def _server_of(egress: Egress, document: dict[str, Any], did: str) -> str:
    services = document.get("service")
    for service in cast("list[object]", services) if isinstance(services, list) else []:
        entry = cast("dict[str, object]", service) if isinstance(service, dict) else {}
        if entry.get("id") in (PDS, did + PDS) and entry.get("type") == PDS_TYPE:
            return read_origin(egress, entry.get("serviceEndpoint"), did)
    raise InvalidInstance(did)
