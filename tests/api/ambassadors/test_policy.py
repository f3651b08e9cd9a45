"""Nobody gives a role above their own, whichever scopes a role or a key may carry one day."""

from datetime import UTC, datetime

import pytest

from api.auth.actor import Actor, Membership
from api.features.ambassadors.policy import check_roles
from api.features.invitations.errors import RoleTooHigh
from api.features.invitations.policy import check_invitation
from api.features.invitations.schemas import NewInvitation
from kernel.kit.ids import new_id

PROGRAMME, ELSEWHERE = new_id(), new_id()
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def actor(*roles: str, owner: bool = False) -> Actor:
    """With these roles here, and an administrator of another programme."""
    memberships = tuple(
        Membership(new_id(), programme, tuple(held), "active", frozenset())
        for programme, held in ((PROGRAMME, roles), (ELSEWHERE, ("administrator",)))
    )
    return Actor(new_id(), new_id(), new_id(), owner, memberships)


@pytest.mark.parametrize(
    ("giver", "highest"),
    [
        (actor("ambassador"), 0),
        (actor("viewer"), 0),
        (actor("ambassador", "curator"), 1),
        (actor("administrator"), 2),
        (actor(owner=True), 2),
    ],
)
def test_a_role_is_given_up_to_one_s_own_in_this_programme(giver: Actor, highest: int) -> None:
    for rank, role in enumerate(("ambassador", "curator", "administrator")):
        new = NewInvitation.model_validate({"label": "A", "role": role})
        if rank <= highest:
            check_roles(giver, PROGRAMME, ["ambassador", role])
            check_invitation(giver.rank_in(PROGRAMME), new, NOON)
            continue
        with pytest.raises(RoleTooHigh):
            check_roles(giver, PROGRAMME, ["ambassador", role])
        with pytest.raises(RoleTooHigh):
            check_invitation(giver.rank_in(PROGRAMME), new, NOON)
