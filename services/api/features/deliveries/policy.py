"""What a hold covers, from what was named, and which budget of a network is worth showing. Pure."""

from collections.abc import Sequence
from uuid import UUID

from api.features.deliveries.schemas import HoldOrder
from kernel.tables.deliveries import Budget, Hold
from kernel.tables.profiles import Profile


def hold_of(organisation_id: UUID, placed_by: UUID, order: HoldOrder, profile: Profile | None) -> Hold:
    """The hold that the order asks for; `profile` is the one it names."""
    scope = "profile" if profile else "network" if order.network else "organisation"
    return Hold(
        organisation_id=organisation_id,
        scope=scope,
        kind="switch",
        network=profile.network if profile else order.network or "",
        instance=order.instance or "",
        profile_id=profile.id if profile else None,
        because=order.because,
        placed_by=placed_by,
    )


def scarcest(budgets: Sequence[Budget]) -> Budget | None:
    """The app's budget that is nearest to its end; of one whose beginning is not known, only that it is used up is."""
    apps = [one for one in budgets if one.profile_id is None]
    return min(apps, key=lambda one: one.remaining / (one.most or max(one.remaining, 1)), default=None)


def profiles_spent(budgets: Sequence[Budget]) -> int:
    """How many profiles' budgets have no room for a post."""
    return len({one.profile_id for one in budgets if one.profile_id is not None and one.remaining < one.each})
