"""Pictures on their way to LinkedIn: a place is asked for, and the bytes go to the address that is named for it."""

from typing import Any
from urllib.parse import urlsplit

from kernel.kit.clock import now
from kernel.kit.egress import Egress
from networks.answers import read_part, read_text
from networks.contract import Media
from networks.drafts import Picture
from networks.errors import Kind, NetworkError
from networks.grants import Connection
from networks.linkedin.client import call, send, usable
from networks.linkedin.refusals import classify
from networks.linkedin.surroundings import Surroundings

THEIR_HOSTS = (".linkedin.com", ".licdn.com")


async def upload(egress: Egress, around: Surroundings, connection: Connection, picture: Picture, media: Media) -> str:
    """Upload a picture; its URN. Raises NetworkError."""
    answer = await call(
        egress,
        around,
        connection,
        "POST",
        "images?action=initializeUpload",
        purpose="upload",
        json={"initializeUploadRequest": {"owner": connection.subject}},
    )
    value = read_part(usable(answer, "upload", connection.access_token).get("value"))
    urn = _named(value, "image")
    url = _named(value, "uploadUrl")
    _check_address(url, around)
    headers = {"Authorization": f"Bearer {connection.access_token}", "Content-Type": picture.media_type}
    content = await media.read(picture.ref)
    stored = await send(egress, "PUT", url, purpose="upload", headers=headers, content=content)
    if not stored.ok:
        raise classify(stored, "upload", now(), connection.access_token)
    return urn


def _named(value: dict[str, Any], name: str) -> str:
    found = read_text(value.get(name), limit=8000)
    if not found:
        raise NetworkError(Kind.TRANSIENT, "LinkedIn named no place for the picture.")
    return found


def _check_address(url: str, around: Surroundings) -> None:
    """The person's token goes along, so the address must be LinkedIn's own; that it is a public one the guard checks."""
    host = urlsplit(url).hostname or ""
    if host not in (urlsplit(around.web).hostname, urlsplit(around.api).hostname) and not host.endswith(THEIR_HOSTS):
        raise NetworkError(Kind.TRANSIENT, "LinkedIn named an address for the picture that is not its own.")
