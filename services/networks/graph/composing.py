"""What stands in the way of a draft on any network of Meta's."""

from dataclasses import replace

from networks.drafts import Draft, Issue, Limits, Measure
from networks.measuring import issue, measure_text
from networks.text import with_link


def measured(network: str, draft: Draft, limits: Limits) -> Measure:
    """Count the words with their link. Pictures that the network could not fetch from us are said to be that, once."""
    unreachable = bool(draft.pictures) and not limits.pictures.count
    seen = replace(draft, pictures=()) if unreachable else draft
    found = measure_text(network, with_link(draft.text, draft.link), seen, limits)
    return replace(found, issues=(*found.issues, *_remarks(draft, unreachable=unreachable)))


def _remarks(draft: Draft, *, unreachable: bool) -> list[Issue]:
    remarks = [
        (unreachable, issue("pictures-not-fetchable", "error", "pictures")),
        (bool(draft.content_warning), issue("no-content-warnings", "warning", "content_warning")),
        (draft.visibility == "unlisted", issue("always-public", "warning", "text")),
        (draft.visibility == "private", issue("always-public", "error", "text")),
    ]
    return [remark for holds, remark in remarks if holds]
