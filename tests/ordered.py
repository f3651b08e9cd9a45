"""The half of a rig that is the same wherever a simulator takes orders: lies to tell, and time that passes."""

from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from network_rigs import SECONDS, Lie
from practice.door.control import Next
from practice.door.lies import Lie as TheirLie
from simulators.common.clock import Clock
from simulators.common.orders import LieOrders


class Timed(Protocol):
    """A simulated network with a clock of its own."""

    clock: Clock


World = TypeVar("World", bound=Timed)
Told = TypeVar("Told", bound=LieOrders)


class Ordered(Generic[World, Told]):
    """A simulated network that does as it is told by `order`. `orders` is what it can be told."""

    orders: type[Told]
    world: World

    def order(self, orders: Told) -> None:
        """Let the simulated network do what only it can."""
        raise NotImplementedError

    @property
    def now(self) -> datetime:
        return self.world.clock()

    def pass_time(self, time: timedelta) -> None:
        self.world.clock.forward(time)

    def lie(self, lie: Lie, *, seconds: float = 2 * SECONDS) -> None:
        self.order(self.orders(next=[Next(lie=TheirLie(lie), times=1, seconds=seconds, retry_after=1)]))

    def lie_often(self, odds: dict[Lie, float], seed: int) -> None:
        self.order(self.orders(odds={TheirLie(lie): chance for lie, chance in odds.items()}, seed=seed))

    def stop_lying(self) -> None:
        self.order(self.orders(clear=True))
