"""What assisted networks have in common: each adds only how it counts, what it warns of, and which door it has."""

from dataclasses import asdict
from urllib.parse import quote, urlencode

from networks.drafts import Caps, Draft, Intent, Limits, Measure, Rendered
from networks.measuring import measure_text
from networks.rules import LIMITS
from networks.text import with_link


class Assisted:
    """A network on which the person posts. Subclasses say which door it has, and what else they warn of."""

    def __init__(self, key: str, *, rewards_allowed: bool) -> None:
        """`rewards_allowed`: the network's rules let us reward posts there."""
        self.key = key
        self.limits = LIMITS[key]
        self.caps = Caps(
            mode="assisted",
            text=True,
            link_card=self.limits.card != "none",
            images=self.limits.pictures.count,
            video=False,
            alt_text=self.limits.alt_max is not None,
            native_schedule=False,
            metrics=(),
            followers=False,
            refresh="none",
            idempotency="none",
            media_by_url=False,
            rewards_allowed=rewards_allowed,
        )

    def measure(self, draft: Draft, limits: Limits) -> Measure:
        """Count the words and their link in the network's unit."""
        return measure_text(self.key, with_link(draft.text, draft.link), draft, limits)

    def render(self, draft: Draft, limits: Limits) -> Rendered:
        """Show the post as the person will have made it: words, link and, where the network makes one, its card."""
        text = with_link(draft.text, draft.link)
        return Rendered(
            network=self.key,
            text=text,
            payload={"text": text, "link": draft.link, "pictures": [asdict(picture) for picture in draft.pictures]},
            card=draft.card if self.caps.link_card and draft.link and not draft.pictures else None,
            link=draft.link,
            fold=limits.fold,
        )


def open_door(
    draft: Draft,
    door: str,
    query: dict[str, str] | None = None,
    *,
    fills_text: bool = False,
    fills_link: bool = False,
    needs_share_sheet: bool = False,
    media_required: bool = False,
) -> Intent:
    """Make an intent; whatever the door fills in, the words and the link are there to be copied, too."""
    attached = "attach" if draft.pictures else "none"
    return Intent(
        url=f"{door}?{urlencode(query, quote_via=quote)}" if query else door,
        ios_url=None,
        android_url=None,
        copy_text=with_link(draft.text, draft.link),
        fills_text=fills_text,
        fills_link=fills_link and draft.link is not None,
        needs_share_sheet=needs_share_sheet,
        media="required" if media_required else attached,
    )
