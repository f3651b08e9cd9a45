"""A draft as a post on Threads: what is counted, what is sent, how it can be shared by hand."""

from dataclasses import asdict, replace

from networks.assisted.threads import Threads as ByHand
from networks.drafts import Draft, Intent, Limits, Measure, Rendered
from networks.graph.composing import measured
from networks.measuring import issue
from networks.text import with_link


def measure(draft: Draft, limits: Limits) -> Measure:
    """Count code points, an emoji as its bytes, and say what Threads has no place for."""
    found = measured("threads", draft, limits)
    if draft.link and draft.card and draft.pictures:
        return replace(found, issues=(*found.issues, issue("card-hidden-by-pictures", "warning", "card")))
    return found


def render(draft: Draft, limits: Limits) -> Rendered:
    """Freeze the words, their link and the pictures; words alone have their link attached as a card as well."""
    text = with_link(draft.text, draft.link)
    return Rendered(
        network="threads",
        text=text,
        payload={
            "text": text,
            "link": draft.link,
            "attachment": None if draft.pictures else draft.link,
            "pictures": [asdict(picture) for picture in draft.pictures],
        },
        card=None if draft.pictures or not draft.link else draft.card,
        link=draft.link,
        fold=limits.fold,
    )


def share_intent(draft: Draft) -> Intent:
    """Threads' own composer opens with words and link filled in."""
    return ByHand().share_intent(draft)
