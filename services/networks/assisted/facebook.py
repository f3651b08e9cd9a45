"""Facebook profiles by hand: only the person may post there (since 2018-08-01), and the dialog takes a link alone."""

from networks.assisted.base import Assisted, open_door
from networks.drafts import Draft, Intent

SHARER = "https://www.facebook.com/sharer/sharer.php"
HOME = "https://www.facebook.com/"


class Facebook(Assisted):
    """A personal Facebook profile. Until Meta's terms are read by a lawyer, posts there earn no rewards."""

    def __init__(self) -> None:
        super().__init__("facebook", rewards_allowed=False)

    def share_intent(self, draft: Draft, instance: str | None = None) -> Intent:  # noqa: ARG002 there is one server only
        """Open the share dialog with the link; without a link, or with pictures, Facebook itself."""
        if draft.link and not draft.pictures:
            return open_door(draft, SHARER, {"u": draft.link}, fills_link=True)
        return open_door(draft, HOME)
