"""LinkedIn by hand: its share page takes a link and nothing else; the words are pasted."""

from networks.assisted.base import Assisted, open_door
from networks.drafts import Draft, Intent

SHARE = "https://www.linkedin.com/sharing/share-offsite/"
FEED = "https://www.linkedin.com/feed/"


class LinkedIn(Assisted):
    """A personal LinkedIn profile. Until its terms are read by a lawyer, posts there earn no rewards."""

    def __init__(self) -> None:
        super().__init__("linkedin", rewards_allowed=False)

    def share_intent(self, draft: Draft, instance: str | None = None) -> Intent:  # noqa: ARG002 there is one server only
        """Open the share page with the link; without a link, or with pictures, the feed."""
        if draft.link and not draft.pictures:
            return open_door(draft, SHARE, {"url": draft.link}, fills_link=True)
        return open_door(draft, FEED)
