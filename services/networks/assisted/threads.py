"""Threads by hand: its intent fills in words and link; pictures are added there."""

from networks.assisted.base import Assisted, open_door
from networks.drafts import Draft, Intent
from networks.text import with_link

DOOR = "https://www.threads.com/intent/post"


class Threads(Assisted):
    """Threads. Until Meta's terms are read by a lawyer, posts there earn no rewards."""

    def __init__(self) -> None:
        super().__init__("threads", rewards_allowed=False)

    def share_intent(self, draft: Draft, instance: str | None = None) -> Intent:  # noqa: ARG002 there is one server only
        """Open the composer with words and link filled in."""
        words = with_link(draft.text, draft.link)
        return open_door(draft, DOOR, {"text": words}, fills_text=True, fills_link=True)
