"""A draft as a Mastodon post: what is counted, what is sent, how it can be shared by hand."""

from dataclasses import asdict, replace
from urllib.parse import quote

from networks.drafts import Draft, Intent, Limits, Measure, Rendered
from networks.measuring import issue, measure_text
from networks.text import with_link

ANY_INSTANCE = "https://share.joinmastodon.org/#text="


def measure(draft: Draft, limits: Limits) -> Measure:
    """Count the words, their link and the content warning; pictures take the link's card away."""
    found = measure_text("mastodon", with_link(draft.text, draft.link), draft, limits)
    if draft.link and draft.card and draft.pictures:
        return replace(found, issues=(*found.issues, issue("card-hidden-by-pictures", "warning", "card")))
    return found


def render(draft: Draft, limits: Limits) -> Rendered:
    """Freeze the post as it will be sent; the server makes the link's card itself."""
    text = with_link(draft.text, draft.link)
    return Rendered(
        network="mastodon",
        text=text,
        payload={
            "status": text,
            "visibility": draft.visibility,
            "language": draft.language,
            "spoiler_text": draft.content_warning or "",
            "link": draft.link,
            "pictures": [asdict(picture) for picture in draft.pictures],
        },
        card=None if draft.pictures or not draft.link else draft.card,
        link=draft.link,
        fold=limits.fold,
    )


def share_intent(draft: Draft, instance: str | None) -> Intent:
    """The server's own share page fills in the words; pictures and content warning have to be added there."""
    text = with_link(draft.text, draft.link)
    start = f"https://{instance}/share?text=" if instance else ANY_INSTANCE
    return Intent(
        url=start + quote(text, safe=""),
        ios_url=None,
        android_url=None,
        copy_text=text,
        fills_text=True,
        fills_link=True,
        needs_share_sheet=False,
        media="attach" if draft.pictures else "none",
    )
