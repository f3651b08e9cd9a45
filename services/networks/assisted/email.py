"""E-mail by hand: the person's own mail program opens with subject and words; most cut addresses at about 2,000 characters."""

from dataclasses import replace
from urllib.parse import quote

from networks.assisted.base import Assisted, open_door
from networks.drafts import Draft, Intent, Limits, Measure
from networks.measuring import issue
from networks.text import with_link

LONGEST_ADDRESS = 2000


class Email(Assisted):
    """A message from the person's own address."""

    def __init__(self) -> None:
        super().__init__("email", rewards_allowed=True)

    def measure(self, draft: Draft, limits: Limits) -> Measure:
        """Count UTF-16 units, and warn when the words will have to be pasted."""
        found = super().measure(draft, limits)
        if len(_address(draft)) <= LONGEST_ADDRESS:
            return found
        return replace(found, issues=(*found.issues, issue("has-to-be-pasted", "warning", "text")))

    def share_intent(self, draft: Draft, instance: str | None = None) -> Intent:  # noqa: ARG002 there is no server
        """Open the mail program; words that are too long for its address are pasted."""
        address = _address(draft)
        fits = len(address) <= LONGEST_ADDRESS
        return open_door(draft, address if fits else _subject(draft), fills_text=fits, fills_link=fits)


def _subject(draft: Draft) -> str:
    return "mailto:?subject=" + quote(draft.card.title if draft.card else "", safe="")


def _address(draft: Draft) -> str:
    body = with_link(draft.text, draft.link).replace("\r\n", "\n").replace("\n", "\r\n")
    return f"{_subject(draft)}&body={quote(body, safe='')}"
