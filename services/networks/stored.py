"""Turns the contract's values into JSON and back, so that whoever stores them need not know their fields."""

import hashlib
import json
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

from networks.drafts import State

T = TypeVar("T")


@lru_cache(maxsize=64)
def adapter_for(kind: type[Any]) -> TypeAdapter[Any]:
    """Make the (de)serialiser of one of the contract's types."""
    return TypeAdapter(kind)


def to_json(value: object) -> State:
    """Turn a dataclass of the contract into plain JSON, secrets included: seal what holds tokens before storing it."""
    return adapter_for(type(value)).dump_python(value, mode="json")


def from_json(kind: type[T], stored: State) -> T:
    """Bring back the value that `to_json` was given. Raises pydantic.ValidationError when `stored` is not of that kind."""
    return adapter_for(kind).validate_python(stored)


def digest(payload: State) -> str:
    """Take the SHA-256 (hex) of a payload in canonical JSON: equal payloads have equal digests."""
    canonical = json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
