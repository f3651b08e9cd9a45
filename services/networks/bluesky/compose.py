"""A draft as a Bluesky post: what is counted, what is sent, how it can be shared by hand."""

from dataclasses import asdict, replace
from urllib.parse import quote

from networks.bluesky.facets import find_facets, find_mentions
from networks.bluesky.limits import CARD_PICTURE_BYTES
from networks.drafts import Card, Draft, Intent, Issue, Limits, Measure, Picture, Rendered
from networks.measuring import issue, measure_text
from networks.text import with_link

LONGEST_TITLE, LONGEST_DESCRIPTION = 300, 1000


def measure(draft: Draft, limits: Limits) -> Measure:
    """Count the words as they will be sent, and say what Bluesky has no place for."""
    found = measure_text("bluesky", _text(draft), draft, limits)
    return replace(found, issues=(*found.issues, *_remarks(draft)))


def render(draft: Draft, limits: Limits) -> Rendered:
    """Freeze the post: the link stands in its card, or at the end of the words where there is no card."""
    text, card = _text(draft), _card(draft)
    external = None
    if card:
        title, description = card.title[:LONGEST_TITLE], card.description[:LONGEST_DESCRIPTION]
        external = {"uri": draft.link, "title": title, "description": description}
    pictures = draft.pictures or tuple(filter(None, [_card_picture(card)]))
    return Rendered(
        network="bluesky",
        text=text,
        payload={
            "text": text,
            "languages": [draft.language] if draft.language else [],
            "facets": find_facets(text),
            "mentions": find_mentions(text),
            "external": external,
            "pictures": [asdict(picture) for picture in pictures],
        },
        card=card,
        link=draft.link,
        fold=limits.fold,
    )


def share_intent(draft: Draft) -> Intent:
    """Bluesky's own composer opens with words and link filled in; pictures have to be added there."""
    text = with_link(draft.text, draft.link)
    query = "intent/compose?text=" + quote(text, safe="")
    return Intent(
        url=f"https://bsky.app/{query}",
        ios_url=f"bluesky://{query}",
        android_url=f"bluesky://{query}",
        copy_text=text,
        fills_text=True,
        fills_link=draft.link is not None,
        needs_share_sheet=False,
        media="attach" if draft.pictures else "none",
    )


def _text(draft: Draft) -> str:
    return draft.text.strip() if _card(draft) else with_link(draft.text, draft.link)


def _card(draft: Draft) -> Card | None:
    """The card, where there is one: a post holds either a card or pictures."""
    return draft.card if draft.link and not draft.pictures else None


def _card_picture(card: Card | None) -> Picture | None:
    image = card.image if card else None
    return image if image and image.size <= CARD_PICTURE_BYTES else None


def _remarks(draft: Draft) -> list[Issue]:
    card = _card(draft)
    remarks = [
        (bool(draft.content_warning), issue("no-content-warnings", "warning", "content_warning")),
        (draft.visibility == "unlisted", issue("always-public", "warning", "text")),
        (draft.visibility == "private", issue("always-public", "error", "text")),
        (bool(draft.link and draft.card and draft.pictures), issue("card-hidden-by-pictures", "warning", "card")),
        (
            bool(card and card.image and not _card_picture(card)),
            issue("card-picture-too-large", "warning", "card", limit=CARD_PICTURE_BYTES),
        ),
    ]
    return [remark for holds, remark in remarks if holds]
