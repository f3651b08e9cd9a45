"""A draft as a LinkedIn post: what is counted, what is sent, how it can be shared by hand."""

from dataclasses import asdict, replace

from networks.assisted.linkedin import LinkedIn as ByHand
from networks.drafts import Card, Draft, Intent, Issue, Limits, Measure, Picture, Rendered
from networks.linkedin.limits import LONGEST_DESCRIPTION, LONGEST_TITLE
from networks.measuring import issue, measure_text
from networks.rules import LIMITS
from networks.text import escape_little_text, with_link


def measure(draft: Draft, limits: Limits) -> Measure:
    """Count the words as they will be sent, escaped, and say what LinkedIn has no place for."""
    found = measure_text("linkedin", _text(draft), draft, limits)
    return replace(found, issues=(*found.issues, *_remarks(draft)))


def render(draft: Draft, limits: Limits) -> Rendered:
    """Freeze the post: the link stands in its card, or at the end of the words where there is no card.

    LinkedIn does not look at the linked page: the card says what we say.
    """
    text, card = _text(draft), _card(draft)
    article = None
    if card:
        title = card.title[:LONGEST_TITLE] or draft.link
        article = {"source": draft.link, "title": title, "description": card.description[:LONGEST_DESCRIPTION]}
    pictures = draft.pictures or tuple(filter(None, [_thumbnail(card)]))
    return Rendered(
        network="linkedin",
        text=text,
        payload={
            "text": text,
            "commentary": escape_little_text(text),
            "link": draft.link,
            "article": article,
            "pictures": [asdict(picture) for picture in pictures],
        },
        card=card,
        link=draft.link,
        fold=limits.fold,
    )


def share_intent(draft: Draft) -> Intent:
    """LinkedIn's share page, as for a profile that is not connected."""
    return ByHand().share_intent(draft)


def _text(draft: Draft) -> str:
    return draft.text.strip() if _card(draft) else with_link(draft.text, draft.link)


def _card(draft: Draft) -> Card | None:
    """The card, where there is one: a post holds either a card or pictures."""
    return draft.card if draft.link and not draft.pictures else None


def _thumbnail(card: Card | None) -> Picture | None:
    image = card.image if card else None
    return image if image and image.media_type in LIMITS["linkedin"].pictures.media_types else None


def _remarks(draft: Draft) -> list[Issue]:
    remarks = [
        (bool(draft.content_warning), issue("no-content-warnings", "warning", "content_warning")),
        (draft.visibility == "unlisted", issue("always-public", "warning", "text")),
        (draft.visibility == "private", issue("always-public", "error", "text")),
        (bool(draft.link and draft.card and draft.pictures), issue("card-hidden-by-pictures", "warning", "card")),
    ]
    return [remark for holds, remark in remarks if holds]
