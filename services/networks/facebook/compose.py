"""A draft as a post on a Facebook page."""

from dataclasses import asdict, replace

from networks.assisted.facebook import Facebook as ByHand
from networks.drafts import Draft, Intent, Limits, Measure, Rendered
from networks.graph.composing import measured
from networks.measuring import issue
from networks.text import with_link


def measure(draft: Draft, limits: Limits) -> Measure:
    """Count UTF-16 units, and say what a page has no place for."""
    found = measured("facebook", draft, limits)
    if draft.link and draft.card and draft.pictures:
        return replace(found, issues=(*found.issues, issue("card-hidden-by-pictures", "warning", "card")))
    return found


def render(draft: Draft, limits: Limits) -> Rendered:
    """Freeze the words with their link, its card where there are no pictures, and the pictures."""
    text = with_link(draft.text, draft.link)
    return Rendered(
        network="facebook",
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
    """By hand it is as on a personal profile: the dialog takes the link."""
    return ByHand().share_intent(draft)
