"""What any simulated network can be told to lie about; each adds what only it has."""

from pydantic import BaseModel, ConfigDict

from practice.door.control import Next
from practice.door.lies import Door, Lie


class LieOrders(BaseModel):
    """What may be asked for; what is left out stays as it is. `clear` comes first."""

    model_config = ConfigDict(extra="forbid")

    clear: bool = False
    next: list[Next] = []
    odds: dict[Lie, float] | None = None
    seed: int | None = None


def arm(door: Door, orders: LieOrders) -> None:
    """Do as told."""
    if orders.clear:
        door.clear_lies()
    door.waiting += [item.telling() for item in orders.next for _ in range(item.times)]
    if orders.odds is not None:
        door.odds = orders.odds
    if orders.seed is not None:
        door.chance.seed(orders.seed)
