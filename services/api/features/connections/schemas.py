"""What comes in and goes out of connections under way."""

from typing import Annotated

from pydantic import Field

from api.web.shapes import Incoming, Line, Outgoing

ReturnTo = Annotated[str, Field(max_length=200)]


class Connect(Incoming):
    """Begin a connection: at `instance` (its host, for Mastodon) or for `handle` (for Bluesky)."""

    network: Line
    instance: str | None = Field(default=None, max_length=300)
    handle: str | None = Field(default=None, max_length=255)
    return_to: ReturnTo


class AppPassword(Incoming):
    """Connect by a password that the person made at the network for us alone."""

    network: Line
    handle: str = Field(min_length=1, max_length=255)
    password: str = Field(min_length=1, max_length=255, repr=False)


class Renew(Incoming):
    """Ask for consent again."""

    return_to: ReturnTo


class Authorize(Outgoing):
    """Where to send the person."""

    authorize_url: str
