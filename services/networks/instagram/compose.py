"""A draft as a post on Instagram: a picture it must have, a caption, and a link that nobody can follow there."""

from dataclasses import asdict, replace

import regex

from networks.assisted.instagram import Instagram as ByHand
from networks.drafts import Draft, Intent, Issue, Limits, Measure, Picture, Rendered
from networks.fitting import misshapen
from networks.graph.composing import measured
from networks.measuring import issue
from networks.text import with_link

NEARLY = 0.01
MOST_MENTIONS = 20
MENTION = regex.compile(r"(?<![\w@./])@[a-z0-9_](?:[a-z0-9_.]*[a-z0-9_])?", regex.IGNORECASE)


def measure(draft: Draft, limits: Limits) -> Measure:
    """Count UTF-16 units, hashtags and mentions, and look at the pictures' shapes."""
    found = measured("instagram", draft, limits)
    return replace(found, issues=(*found.issues, *_remarks(draft), *_cropped(draft.pictures, limits)))


def render(draft: Draft, limits: Limits) -> Rendered:
    """Freeze the caption, with the link for those who copy it, and the pictures."""
    text = with_link(draft.text, draft.link)
    return Rendered(
        network="instagram",
        text=text,
        payload={
            "text": text,
            "link": draft.link,
            "attachment": None,
            "pictures": [asdict(picture) for picture in draft.pictures],
        },
        card=None,
        link=draft.link,
        fold=limits.fold,
    )


def share_intent(draft: Draft) -> Intent:
    """By hand it is as with a private account: the share sheet takes the picture, the caption is pasted."""
    return ByHand().share_intent(draft)


def _remarks(draft: Draft) -> list[Issue]:
    mentions = len(MENTION.findall(draft.text))
    remarks = [
        (not draft.pictures, issue("picture-required", "error", "pictures")),
        (draft.link is not None, issue("link-not-clickable", "warning", "link")),
        (
            mentions > MOST_MENTIONS,
            issue("too-many-mentions", "error", "text", used=mentions, limit=MOST_MENTIONS),
        ),
    ]
    return [remark for holds, remark in remarks if holds]


def _cropped(pictures: tuple[Picture, ...], limits: Limits) -> list[Issue]:
    """What Instagram crops to the first picture's shape; unknown sizes are not complained of."""
    remarks: list[Issue] = []
    first: float | None = None
    for number, picture in enumerate(pictures, start=1):
        if not picture.width or not picture.height:
            continue
        shape = picture.width / picture.height
        first = first or shape
        if abs(shape - first) > NEARLY and not misshapen(limits.pictures, picture):
            remarks.append(issue("picture-cropped", "warning", "pictures", number=number))
    return remarks
