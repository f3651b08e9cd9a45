"""Who may do what with members: pure, no session."""

from uuid import UUID

from api.auth.actor import Actor
from api.auth.scopes import RANKS
from api.features.invitations.errors import RoleTooHigh
from kernel.kit.errors import Forbidden
from kernel.tables.ambassadors import Ambassador

SHORTEST_KEY = 22
"""Characters: a UUID has 36, 128 bits in base64 have 22."""
BY_MANAGER = "by-manager"
"""A membership's `state_reason` where somebody else paused or ended it: then somebody else must let the person go on."""


def must_be_accepted(ambassador: Ambassador) -> bool:
    """Whether one who was here, or wanted to be, comes back only if somebody says so."""
    return ambassador.state == "declined" or ambassador.state_reason == BY_MANAGER


def is_own(actor: Actor, ambassador: Ambassador) -> bool:
    """Whether it is the actor's own membership; else they must run the programme. Raises NotFound or Forbidden."""
    if ambassador.person_id == actor.person_id:
        return True
    need_rank(actor, ambassador)
    return False


def need_rank(actor: Actor, ambassador: Ambassador) -> None:
    """Raise NotFound or Forbidden for all but those who run the programme and stand as high as the member."""
    actor.need("ambassadors:write", ambassador.programme_id)
    if max(RANKS[role] for role in ambassador.roles) > actor.rank_in(ambassador.programme_id):
        raise Forbidden


def check_resume(actor: Actor, ambassador: Ambassador) -> None:
    """Raise Forbidden for one whom somebody else paused, and who wants to go on by themselves."""
    if is_own(actor, ambassador) and ambassador.state_reason == BY_MANAGER and not actor.owner:
        raise Forbidden("Those who run the programme paused you; ask them")


def check_roles(actor: Actor, programme_id: UUID, roles: list[str]) -> None:
    """Raise RoleTooHigh where one of the roles is above the actor's own in the programme."""
    if max(RANKS[role] for role in roles) > actor.rank_in(programme_id):
        raise RoleTooHigh(field="roles")


def need_tags(actor: Actor, programme_id: UUID) -> None:
    """Raise NotFound or Forbidden for all but those who choose a story's audience or run the programme."""
    if not actor.may("stories:write", programme_id):
        actor.need("ambassadors:read", programme_id)
