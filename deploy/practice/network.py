"""What every part of the practice network is handed: its address, its memory, its clock, and what makes it lie."""

from dataclasses import dataclass, field
from typing import cast

from starlette.requests import Request

from practice.api.rates import Rates
from practice.door.lies import Door
from practice.store import Clock, Store


@dataclass(slots=True)
class Practice:
    """One running network. `token` opens what only tests and Fortaler may do; empty, nothing opens."""

    url: str
    store: Store
    clock: Clock
    token: str = ""
    door: Door = field(default_factory=Door)
    rates: Rates = field(default_factory=Rates)

    @property
    def host(self) -> str:
        """The address without its scheme, as a browser's Host header gives it."""
        return self.url.split("://", 1)[1]


def practice_of(request: Request) -> Practice:
    """The network that serves this request."""
    return cast(Practice, request.app.state.practice)
