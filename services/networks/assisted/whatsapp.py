"""WhatsApp by hand: words and link are filled in, the person chooses to whom; pictures are added there."""

from networks.assisted.base import Assisted, open_door
from networks.drafts import Draft, Intent
from networks.text import with_link

DOOR = "https://wa.me/"


class WhatsApp(Assisted):
    """WhatsApp messages and status updates."""

    def __init__(self) -> None:
        super().__init__("whatsapp", rewards_allowed=True)

    def share_intent(self, draft: Draft, instance: str | None = None) -> Intent:  # noqa: ARG002 there is one server only
        """Open WhatsApp with words and link filled in."""
        words = with_link(draft.text, draft.link)
        return open_door(draft, DOOR, {"text": words}, fills_text=True, fills_link=True)
