"""Rights as scopes, the same for people and keys; what each role carries."""

from typing import Literal, get_args

Scope = Literal[
    "feed:read",
    "shares:write",
    "profiles:write",
    "impact:read",
    "stories:read",
    "stories:write",
    "ambassadors:read",
    "ambassadors:write",
    "invitations:write",
    "programmes:write",
    "outcomes:read",
    "audit:read",
    "deliveries:write",
    "organisation:write",
]
ALL: frozenset[str] = frozenset(get_args(Scope))

_AMBASSADOR = frozenset({"feed:read", "shares:write", "profiles:write", "impact:read"})
_CURATOR = frozenset({"stories:read", "stories:write", "feed:read"})
_ADMINISTRATOR = _CURATOR | {
    "ambassadors:read",
    "ambassadors:write",
    "invitations:write",
    "programmes:write",
    "outcomes:read",
    "audit:read",
    "deliveries:write",
}

OF_ROLE: dict[str, frozenset[str]] = {
    "ambassador": _AMBASSADOR,
    "curator": _CURATOR,
    "administrator": _ADMINISTRATOR,
    "viewer": frozenset({"outcomes:read"}),
}

RANKS: dict[str, int] = {"ambassador": 0, "viewer": 0, "curator": 1, "administrator": 2}
"""How high a role stands: nobody gives or takes one above their own."""
OWNER_RANK = 3


def scopes_of(roles: list[str], state: str) -> frozenset[str]:
    """What these roles carry. One who is paused may read and leave, one who only applied may do nothing yet."""
    if state not in ("active", "paused"):
        return frozenset()
    carried = frozenset[str]().union(*(OF_ROLE[role] for role in roles))
    return carried if state == "active" else carried & {"feed:read", "impact:read"}
