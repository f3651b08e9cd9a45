"""What every part of this adapter works with: whose directory and counts it asks, our own keys, nonces seen."""

import json
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, cast

from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from kernel.kit.settings import BlueskySettings

MOST_ORIGINS = 1000
NO_KEY = "FORTALER_BLUESKY_CLIENT_KEY must be a private P-256 key as JSON, or a list of them"


class Nonces:
    """The last nonce each server gave for proofs of possession: it saves a refused first try, and nothing depends on it."""

    def __init__(self) -> None:
        self._by_origin = OrderedDict[str, str]()

    def last(self, origin: str) -> str | None:
        """The nonce to use at this server, if it ever gave one."""
        return self._by_origin.get(origin)

    def keep(self, origin: str, nonce: str) -> None:
        """Remember a server's nonce; of a thousand servers the longest unheard-of is forgotten."""
        self._by_origin[origin] = nonce
        self._by_origin.move_to_end(origin)
        if len(self._by_origin) > MOST_ORIGINS:
            self._by_origin.popitem(last=False)


@dataclass(frozen=True)
class Surroundings:
    """`keys` prove who we are where we are a confidential client: the first signs, the others live on in old sessions."""

    directory: str
    appview: str
    keys: tuple[ECKey, ...] = field(default=(), repr=False)
    nonces: Nonces = field(default_factory=Nonces, repr=False, compare=False)


def surroundings_of(settings: BlueskySettings) -> Surroundings:
    """Read the settings. Raises ValueError when the client key is none."""
    return Surroundings(
        directory=settings.directory_url.rstrip("/"),
        appview=settings.appview_url.rstrip("/"),
        keys=_read_keys(settings.client_key.get_secret_value()),
    )


def new_client_key() -> str:
    """A value for FORTALER_BLUESKY_CLIENT_KEY: a private key as JSON. Put it first in a list to keep the old ones valid."""
    key = ECKey.generate_key("P-256")
    return json.dumps(key.as_dict(private=True, kid=key.thumbprint()))


def _read_keys(value: str) -> tuple[ECKey, ...]:
    if not value:
        return ()
    try:
        read: Any = json.loads(value)
        written = cast("list[dict[str, Any]]", read if isinstance(read, list) else [read])
        keys = tuple(ECKey.import_key(item) for item in written)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise ValueError(NO_KEY) from error
    if any(not key.is_private or key.curve_name != "P-256" for key in keys):
        raise ValueError(NO_KEY)
    return keys
