"""The delivery page: numbers, holds and standstills."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from api.web.shapes import Incoming, Line, Outgoing, Personal
from kernel.tables.base import Visibility
from kernel.tables.deliveries import BreakerState, BudgetUnit, HoldKind, HoldScope

Network = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class HoldOrder(Incoming):
    """Stop a profile, a network (or one server of it), or with neither everything of the organisation.

    `because` is read by people beside their posts.
    """

    because: Annotated[Line, Field(min_length=1)]
    network: Network | None = None
    instance: Annotated[str | None, StringConstraints(min_length=1, max_length=255)] = None
    profile_id: UUID | None = None

    @model_validator(mode="after")
    def name_one_thing(self) -> Self:
        """Raise for a profile and a network at once, and for a server without its network."""
        if self.instance is not None and self.network is None:
            raise PydanticCustomError("instance_alone", "Say of which network that server is")
        if self.profile_id is not None and self.network is not None:
            raise PydanticCustomError("one_thing", "Name a profile or a network, not both")
        return self


class ReleaseOrder(Incoming):
    """`send_late`: send also what is too late by now; else that is said to be missed, as everywhere."""

    send_late: bool = False


class Released(Outgoing):
    """How many posts go on; what another hold covers is held again at once."""

    posts: int


class HeldProfile(Outgoing):
    """Whose profile is stopped."""

    id: UUID
    network: str
    handle: Annotated[str, Personal(Visibility.MANAGERS)]
    person: Annotated[str, Personal(Visibility.MANAGERS)]


class Hold(Outgoing):
    """A hold that stands. `by` is null for a pause, which Fortaler set itself, and for the console.

    A null `network` or `instance` means all of them.
    """

    id: UUID
    scope: HoldScope
    kind: HoldKind
    network: str | None
    instance: str | None
    profile: HeldProfile | None
    because: str
    by: Annotated[str | None, Personal(Visibility.MANAGERS)]
    since: datetime


class Standstill(Outgoing):
    """A hold over the whole installation, or one network of it. `by` is the operator's login."""

    kind: Literal["switch", "restore"]
    network: str | None
    because: str
    by: str | None
    since: datetime


class Breaker(Outgoing):
    """A network, or one server of it, that fails and is left alone; half open: one post tries it now.

    `next_try_at` is when the next post may try.
    """

    network: str
    instance: str | None
    state: BreakerState
    because: str
    since: datetime
    next_try_at: datetime


class Budget(Outgoing):
    """What the network said, at `as_of`, is left of what it takes from the organisation's app until `resets_at`.

    `most` is what it begins with, null where the network does not say. A null `instance` is the network's only server.
    """

    instance: str | None
    remaining: int
    most: int | None
    unit: BudgetUnit
    resets_at: datetime
    as_of: datetime


class NetworkDeliveries(Outgoing):
    """Posts by API of one network, all programmes together: how many there are in each situation now.

    `late` are those of `waiting` that should have gone out more than a minute ago. Today is the organisation's own.
    `budget` is the app's that is nearest to its end, null where nothing is known. `profiles_spent` are the profiles of
    which we know that the network takes no more from them for now.
    """

    network: str
    waiting: int
    late: int
    sending: int
    needs_reconnect: int
    held: int
    unknown: int
    ask: int
    published_today: int
    refused_today: int
    missed_today: int
    budget: Budget | None
    profiles_spent: int


class Deliveries(Outgoing):
    """What goes out and what stops it, at `at`."""

    at: datetime
    standstills: list[Standstill]
    holds: list[Hold]
    breakers: list[Breaker]
    networks: list[NetworkDeliveries]
