"""What stands in a draft's way, in the checks that every network shares; adapters add their own."""

from collections.abc import Iterator

from networks.drafts import Draft, Issue, Limits, Measure, Part, Picture, Severity
from networks.fitting import misshapen
from networks.text import COUNTERS, count_mastodon, find_hashtags, find_links

MANY_HASHTAGS = 5


def count_units(network: str, text: str, limits: Limits, warning: str = "") -> int:
    """Count a text in the network's unit; `warning` (content warning) counts along where the network has one."""
    if network == "mastodon":
        return count_mastodon(warning + text, limits.url_units)
    return COUNTERS[network](text)


def measure_text(network: str, text: str, draft: Draft, limits: Limits) -> Measure:
    """Measure `text`, the draft's words exactly as they will be sent, and everything that goes with them."""
    used = count_units(network, text, limits, draft.content_warning or "")
    issues = (*_text_issues(text, used, draft, limits), *_picture_issues(draft.pictures, limits))
    return Measure(used=used, limit=limits.max_text, unit=limits.unit, issues=issues)


def issue(code: str, severity: Severity, part: Part, **values: int | str) -> Issue:
    """Make an issue."""
    return Issue(code=code, severity=severity, part=part, values=values)


def _text_issues(text: str, used: int, draft: Draft, limits: Limits) -> Iterator[Issue]:
    size, links, hashtags = len(text.encode()), len(find_links(text)), len(find_hashtags(text))
    if not text and not draft.pictures:
        yield issue("empty", "error", "text")
    if limits.max_text is not None and used > limits.max_text:
        yield issue("too-long", "error", "text", used=used, limit=limits.max_text)
    if limits.max_bytes is not None and size > limits.max_bytes:
        yield issue("too-many-bytes", "error", "text", used=size, limit=limits.max_bytes)
    if limits.max_links is not None and links > limits.max_links:
        yield issue("too-many-links", "error", "link", used=links, limit=limits.max_links)
    if limits.max_hashtags is not None and hashtags > limits.max_hashtags:
        yield issue("too-many-hashtags", "error", "text", used=hashtags, limit=limits.max_hashtags)
    elif hashtags > MANY_HASHTAGS:
        yield issue("many-hashtags", "warning", "text", used=hashtags, limit=MANY_HASHTAGS)


def _picture_issues(pictures: tuple[Picture, ...], limits: Limits) -> Iterator[Issue]:
    rule = limits.pictures
    if len(pictures) > rule.count:
        yield issue("too-many-pictures", "error", "pictures", used=len(pictures), limit=rule.count)
    for number, picture in enumerate(pictures, start=1):
        if rule.media_types and picture.media_type not in rule.media_types:
            yield issue("picture-type", "error", "pictures", number=number, media_type=picture.media_type)
        if rule.max_bytes is not None and picture.size > rule.max_bytes:
            yield issue(
                "picture-too-large", "error", "pictures", number=number, used=picture.size, limit=rule.max_bytes
            )
        pixels = (picture.width or 0) * (picture.height or 0)
        if rule.max_pixels is not None and pixels > rule.max_pixels:
            yield issue("picture-too-large", "error", "pictures", number=number, used=pixels, limit=rule.max_pixels)
        if misshapen(rule, picture):
            yield issue("picture-shape", "error", "pictures", number=number)
        if not picture.alt.strip():
            yield issue("alt-missing", "warning", "pictures", number=number)
        elif limits.alt_max is not None and len(picture.alt) > limits.alt_max:
            yield issue("alt-too-long", "error", "pictures", number=number, used=len(picture.alt), limit=limits.alt_max)
