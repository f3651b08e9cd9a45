"""Who may see and keep pictures, and how one is named."""

from uuid import UUID

from api.auth.actor import Actor
from api.features.assets.errors import AssetNotFound
from kernel.tables.assets import Asset

OWN_A_DAY = 200
"""Pictures that one person may add for their own posts in 24 hours: ten posts of the most that any network takes."""


def need_seen(actor: Actor, asset: Asset) -> None:
    """Raise AssetNotFound for somebody else's own picture, and for one not in the programme, or who only wishes to be."""
    if asset.person_id not in (None, actor.person_id) or not actor.scopes_in(asset.programme_id):
        raise AssetNotFound


def url_of(asset_id: UUID) -> str:
    """Where its bytes are, on our own origin."""
    return f"/api/v1/assets/{asset_id}/image"


def width_for(widths: dict[str, str], wanted: int) -> str | None:
    """The blob of the narrowest version that is at least as wide as `wanted`; None where only the whole one is."""
    wide_enough = sorted(int(width) for width in widths if int(width) >= wanted)
    return widths[str(wide_enough[0])] if wide_enough else None
