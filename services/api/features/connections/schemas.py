"""What comes in and goes out of connections under way."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from api.web.shapes import Incoming, Line, Outgoing, Personal
from kernel.tables.base import Visibility

Connectable = Literal["personal", "page"]
Mine = Personal(Visibility.SELF)
ReturnTo = Annotated[str, Field(max_length=200)]
MOST_PAGES = 20
"""As many can be asked about within one request."""


class Connect(Incoming):
    """Begin a connection: at `instance` (its host, for Mastodon) or for `handle` (for Bluesky).

    `kind`: of the person's own profile, or of a page of an organisation that they look after.
    """

    network: Line
    kind: Connectable = "personal"
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


class PageToChoose(Outgoing):
    """A page that the consent opens. `subject` is its name for the choice."""

    subject: Annotated[str, Mine]
    handle: Annotated[str, Mine]
    display_name: Annotated[str, Mine]
    avatar_url: Annotated[str | None, Mine]


class Choice(Outgoing):
    """Several pages, of which the person chooses before `expires_at`."""

    network: Annotated[str, Mine]
    expires_at: datetime
    items: list[PageToChoose]


class ChosenPages(Incoming):
    """The pages to connect."""

    subjects: list[Line] = Field(min_length=1, max_length=MOST_PAGES)
