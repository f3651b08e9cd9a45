"""A draft as a post on Threads: what is counted, what is sent, how it can be shared by hand."""

from dataclasses import asdict, replace

from networks.assisted.threads import Threads as ByHand
from networks.drafts import Draft, Intent, Issue, Limits, Measure, Rendered
from networks.graph.composing import measured
from networks.measuring import issue
from networks.text import with_link

WIDEST = 10
"""Times the other side: what is longer than that, Threads does not take."""


def measure(draft: Draft, limits: Limits) -> Measure:
    """Count code points, an emoji as its bytes, and say what Threads has no place for."""
    found = measured("threads", draft, limits)
    return replace(found, issues=(*found.issues, *_remarks(draft)))


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


def _remarks(draft: Draft) -> list[Issue]:
    remarks = [
        issue("picture-shape", "error", "pictures", number=number)
        for number, picture in enumerate(draft.pictures, start=1)
        if picture.width
        and picture.height
        and max(picture.width, picture.height) > WIDEST * min(picture.width, picture.height)
    ]
    if draft.link and draft.card and draft.pictures:
        remarks.append(issue("card-hidden-by-pictures", "warning", "card"))
    return remarks
