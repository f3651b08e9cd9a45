"""Addresses from which networks fetch a picture: unguessable, for one picture in one form, and for an hour only.

Instagram, Threads and Facebook take no bytes: they ask for an address, follow no redirect, and fetch when it suits them.
"""

import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from kernel.kit.addresses import is_public, literal
from kernel.kit.secrets import AppSecrets

PATH = "/api/v1/pictures/"
LIFE = timedelta(hours=1)
ENDINGS = {"image/jpeg": "jpg", "image/png": "png"}
MEDIA_TYPES = {ending: media_type for media_type, ending in ENDINGS.items()}
NAME = re.compile(r"([0-9a-f]{64})\.([1-9][0-9]{9,10})\.([0-9a-f]{64})\.(jpg|png)", re.ASCII)
LOCAL_ENDINGS = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".test", ".example", ".invalid")


@dataclass(frozen=True, slots=True)
class Fetchable:
    """What an address is for: the blob, and the kind of file that it is given out as."""

    blob: str
    media_type: str


class PictureAddresses:
    """Makes such addresses, and tells those we made from others."""

    def __init__(self, secrets: AppSecrets, public_url: str, loopback: Sequence[str] = ()) -> None:
        """`loopback`: what of this machine its own processes may call, as tests and `make up` have it."""
        self._secrets = secrets
        self._public_url = public_url.rstrip("/")
        self.reachable = can_be_fetched(public_url, loopback)

    def address(self, blob: str, media_type: str, *, at: datetime) -> str:
        """An address that works for an hour from `at`. Raises KeyError for anything but JPEG and PNG."""
        ending, until = ENDINGS[media_type], int((at + LIFE).timestamp())
        return f"{self._public_url}{PATH}{blob}.{until}.{self._sign(blob, until, ending)}.{ending}"

    def read(self, name: str, *, at: datetime) -> Fetchable | None:
        """What the last part of an address is for; None where it is not ours, was changed, or has expired."""
        found = NAME.fullmatch(name)
        if found is None:
            return None
        blob, until, signature, ending = found.groups()
        if not hmac.compare_digest(signature, self._sign(blob, int(until), ending)) or at.timestamp() >= int(until):
            return None
        return Fetchable(blob, MEDIA_TYPES[ending])

    def _sign(self, blob: str, until: int, ending: str) -> str:
        return self._secrets.keyed_digest("public picture", f"{blob}.{until}.{ending}").hex()


def can_be_fetched(public_url: str, loopback: Sequence[str] = ()) -> bool:
    """Whether a network can fetch from this address at all: https, on its usual port, not a name of home.

    An exact host:port pair on the `loopback` list counts as well: the networks of tests are on this machine. It says
    nothing of a firewall: only the network itself can find that out.
    """
    try:
        parts = urlsplit(public_url)
        host, port = parts.hostname or "", parts.port
        written = literal(host)
    except ValueError:
        return False
    if parts.netloc in loopback:
        return True
    if parts.scheme != "https" or port not in (None, 443):
        return False
    if written is not None:
        return is_public(written)
    return "." in host.strip(".") and not host.rstrip(".").endswith(LOCAL_ENDINGS)
