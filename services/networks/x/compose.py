"""A draft as a post on X: what is weighed, what is sent, how it can be shared by hand."""

from collections.abc import Iterator
from dataclasses import asdict, replace

import regex

from networks.assisted.base import open_door
from networks.assisted.x import DOOR
from networks.drafts import Draft, Intent, Issue, Limits, Measure, Rendered
from networks.measuring import issue, measure_text
from networks.rules import GIF, LIMITS
from networks.text import find_weighed_links, with_link

# twitter-text's cashtag; X takes one in a post (docs.x.com, create post, read on 2026-08-22).
CASHTAG = regex.compile(r"(?<![^\s])\$[a-z]{1,6}(?:[._][a-z]{1,2})?(?=$|[\s!-/:-@\[-`{-~])", regex.IGNORECASE)
MOST_CASHTAGS = 1


def measure(draft: Draft, limits: Limits) -> Measure:
    """Weigh the words and their link, and say what X has no place for."""
    text = with_link(draft.text, draft.link)
    found = measure_text("x", text, draft, limits)
    return replace(found, issues=(*found.issues, *_remarks(draft, text, found)))


def render(draft: Draft, limits: Limits) -> Rendered:
    """Freeze the post. `links` are what X will make a link of, and charge for; X makes the card itself, from the page."""
    text = with_link(draft.text, draft.link)
    links = find_weighed_links(text)
    return Rendered(
        network="x",
        text=text,
        payload={
            "text": text,
            "link": draft.link,
            "links": links,
            "paid_partnership": draft.advertisement,
            "pictures": [asdict(picture) for picture in draft.pictures],
        },
        card=draft.card if draft.link in links and not draft.pictures else None,
        link=draft.link,
        fold=limits.fold,
    )


def share_intent(draft: Draft) -> Intent:
    """X's own composer opens with words and link filled in; pictures have to be added there."""
    return open_door(draft, DOOR, {"text": with_link(draft.text, draft.link)}, fills_text=True, fills_link=True)


def _remarks(draft: Draft, text: str, found: Measure) -> Iterator[Issue]:
    cashtags, usual = len(CASHTAG.findall(text)), LIMITS["x"].max_text or 0
    if cashtags > MOST_CASHTAGS:
        yield issue("too-many-cashtags", "error", "text", used=cashtags, limit=MOST_CASHTAGS)
    if usual < found.used <= (found.limit or 0):
        yield issue("longer-than-usual", "warning", "text", used=found.used, limit=usual)
    if draft.content_warning:
        yield issue("no-content-warnings", "warning", "content_warning")
    if draft.visibility != "public":
        yield issue("always-public", "error" if draft.visibility == "private" else "warning", "text")
    if draft.link and draft.link not in find_weighed_links(text):
        yield issue("link-not-clickable", "warning", "link")
    if draft.link and draft.card and draft.pictures:
        yield issue("card-hidden-by-pictures", "warning", "card")
    for number, picture in enumerate(draft.pictures if len(draft.pictures) > 1 else (), start=1):
        if picture.media_type == GIF:
            yield issue("picture-type", "error", "pictures", number=number, media_type=GIF)
