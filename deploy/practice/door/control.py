"""The control door: tests tell the network how to lie, and read back what it has told."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from practice.door.bodies import read_body
from practice.door.lies import Door, Lie, Telling
from practice.network import Practice, practice_of
from practice.records.accounts import Account, account_named
from practice.records.grants import expire_tokens_of, revoke_tokens_of


class Strict(BaseModel):
    """Orders with a word nobody knows are refused, not half obeyed."""

    model_config = ConfigDict(extra="forbid")


class Next(Strict):
    """A lie for the next `times` creates, of one account or of any."""

    lie: Lie
    times: int = Field(1, ge=1, le=100_000)
    account: str | None = None
    seconds: float = Field(2.0, ge=0, le=600)
    retry_after: int = Field(1, ge=0, le=86_400)
    message: str = "Validation failed: Text is not allowed here"
    reset: bool = False

    def telling(self) -> Telling:
        """The lie, once."""
        return Telling(self.lie, self.account, self.seconds, self.retry_after, self.message, self.reset)


class MediaOrders(Strict):
    """How long files are worked on (None: as usual), and how many of the next ones break."""

    processing_seconds: float | None = Field(None, ge=0, le=3600)
    failures: int = Field(0, ge=0)


class ListOrders(Strict):
    """How far the lists of an account's posts lag behind, and how many of the next readings answer 503."""

    lag_seconds: float = Field(0, ge=0)
    failures: int = Field(0, ge=0)


class TokenOrder(Strict):
    """What becomes of every token of an account."""

    account: str
    become: Literal["revoked", "expired"]


class Orders(Strict):
    """What a caller may ask for; what is left out stays as it is. `clear` and `limits` come first."""

    clear: bool = False
    next: list[Next] = []
    odds: dict[Lie, float] | None = None
    seed: int | None = None
    account_statuses: ListOrders | None = None
    repeated_key_500: bool | None = None
    ignore_keys: bool | None = None
    media: MediaOrders | None = None
    tokens: list[TokenOrder] = []
    limits: dict[Literal["requests", "account", "uploads", "deletes", "statuses"], int | None] = {}


async def order_lies(request: Request) -> Response:
    """POST /practice/control: do as told, then answer as GET does."""
    practice = practice_of(request)
    orders = await read_body(request, Orders)
    if isinstance(orders, Response):
        return orders
    people = {order.account: account_named(practice.store, order.account) for order in orders.tokens}
    if None in people.values():
        return JSONResponse({"error": "tokens: there is no such account"}, 422)
    if sum((orders.odds or {}).values()) > 1:
        return JSONResponse({"error": "odds: together they are more than 1"}, 422)
    _arm(practice, orders)
    for order in orders.tokens:
        _change_tokens(practice, people[order.account], order.become)
    return JSONResponse(_state(practice))


async def show_lies(request: Request) -> Response:
    """GET /practice/control: what is still to be told, what was told, and what creates have met."""
    return JSONResponse(_state(practice_of(request)))


def _arm(practice: Practice, orders: Orders) -> None:
    door = practice.door
    if orders.clear:
        door.clear_lies()
        practice.rates.restore_limits()
    for name, limit in orders.limits.items():
        practice.rates.set_limit(name, limit)
    door.waiting += [item.telling() for item in orders.next for _ in range(item.times)]
    if orders.odds is not None:
        door.odds = orders.odds
    if orders.seed is not None:
        door.chance.seed(orders.seed)
    if orders.account_statuses is not None:
        door.lists_lag_seconds = orders.account_statuses.lag_seconds
        door.list_failures = orders.account_statuses.failures
    if orders.repeated_key_500 is not None:
        door.repeated_key_500 = orders.repeated_key_500
    if orders.ignore_keys is not None:
        door.ignore_keys = orders.ignore_keys
    if orders.media is not None:
        door.media_processing_seconds = orders.media.processing_seconds
        door.media_failures = orders.media.failures


def _change_tokens(practice: Practice, account: Account | None, become: Literal["revoked", "expired"]) -> None:
    if account is not None:
        change = revoke_tokens_of if become == "revoked" else expire_tokens_of
        change(practice.store, account.id, practice.clock())


def _state(practice: Practice) -> dict[str, object]:
    door: Door = practice.door
    return {
        "waiting": [{"lie": telling.lie, "account": telling.account} for telling in door.waiting],
        "odds": dict(door.odds),
        "account_statuses": {"lag_seconds": door.lists_lag_seconds, "failures": door.list_failures},
        "repeated_key_500": door.repeated_key_500,
        "ignore_keys": door.ignore_keys,
        "media": {"processing_seconds": door.media_processing_seconds, "failures": door.media_failures},
        "limits": {name: window.limit for name, window in practice.rates.windows.items()},
        "told": dict(door.told),
        "seen": {name: door.seen[name] for name in ("creates", "stored", "repeated")},
    }
