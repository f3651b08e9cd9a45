"""Who may see and keep pictures, and how one is named."""

from uuid import UUID

from api.auth.actor import Actor
from api.features.assets.errors import AssetNotFound


def need_member(actor: Actor, programme_id: UUID) -> None:
    """Raise AssetNotFound for one who is not in the programme, or only wishes to be."""
    if not actor.scopes_in(programme_id):
        raise AssetNotFound


def url_of(asset_id: UUID) -> str:
    """Where its bytes are, on our own origin."""
    return f"/api/v1/assets/{asset_id}/image"


def width_for(widths: dict[str, str], wanted: int) -> str | None:
    """The blob of the narrowest version that is at least as wide as `wanted`; None where only the whole one is."""
    wide_enough = sorted(int(width) for width in widths if int(width) >= wanted)
    return widths[str(wide_enough[0])] if wide_enough else None
