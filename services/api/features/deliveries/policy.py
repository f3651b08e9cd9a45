"""What a hold covers, from what was named. Pure."""

from uuid import UUID

from api.features.deliveries.schemas import HoldOrder
from kernel.tables.deliveries import Hold
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
