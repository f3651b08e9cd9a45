"""Instagram's private profiles by hand: no API and no web door; the phone's share sheet takes the picture, not the words."""

from dataclasses import replace

from networks.assisted.base import Assisted, open_door
from networks.drafts import Draft, Intent, Limits, Measure, Picture
from networks.measuring import issue

NARROWEST, WIDEST = 4 / 5, 1.91


class Instagram(Assisted):
    """A private Instagram profile. Until Meta's terms are read by a lawyer, posts there earn no rewards."""

    def __init__(self) -> None:
        super().__init__("instagram", rewards_allowed=False)

    def measure(self, draft: Draft, limits: Limits) -> Measure:
        """Count UTF-16 units; a picture is needed, a link in the caption leads nowhere, odd shapes are cropped."""
        found = super().measure(draft, limits)
        more = [] if draft.pictures else [issue("picture-required", "error", "pictures")]
        if draft.link:
            more.append(issue("link-not-clickable", "warning", "link"))
        more += [
            issue("picture-cropped", "warning", "pictures", number=number)
            for number, picture in enumerate(draft.pictures, start=1)
            if not _fits(picture)
        ]
        return replace(found, issues=(*found.issues, *more))

    def share_intent(self, draft: Draft, instance: str | None = None) -> Intent:  # noqa: ARG002 there is one server only
        """Use the share sheet for the picture; the caption is pasted. On a desktop there is only Instagram itself."""
        return open_door(draft, "https://www.instagram.com/", needs_share_sheet=True, media_required=True)


def _fits(picture: Picture) -> bool:
    """Whether Instagram shows the whole picture: between 4:5 and 1.91:1 (unknown sizes are not complained of)."""
    if not picture.width or not picture.height:
        return True
    return NARROWEST <= picture.width / picture.height <= WIDEST
