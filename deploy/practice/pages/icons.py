"""The few icons of the pages, as inline drawings that screen readers skip."""

from practice.pages.markup import Html


def _icon(drawing: str) -> Html:
    return Html(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{drawing}</svg>')


MARK = Html(
    '<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">'
    '<rect class="mark-ground" width="32" height="32" rx="9"/>'
    '<path class="mark-line" d="M8 11.5a4 4 0 0 1 4-4h8a4 4 0 0 1 4 4v5a4 4 0 0 1-4 4h-6l-5 4.5v-5a4 4 0 0 1-1-3z"/>'
    '<circle class="mark-dot" cx="12.5" cy="14" r="1.5"/><circle class="mark-dot" cx="19.5" cy="14" r="1.5"/></svg>'
)
REPLY = _icon('<path d="M9.5 6 4 11.5 9.5 17"/><path d="M4.5 11.5H14a6 6 0 0 1 6 6V19"/>')
REBLOG = _icon(
    '<path d="m4 9 3.5-3.5L11 9"/><path d="M7.5 6v9a3 3 0 0 0 3 3h2.5"/>'
    '<path d="m20 15-3.5 3.5L13 15"/><path d="M16.5 18V9a3 3 0 0 0-3-3H11"/>'
)
FAVOURITE = _icon('<path d="m12 4 2.5 5.2 5.6.8-4.1 4 1 5.7-5-2.7-5 2.7 1-5.7-4.1-4 5.6-.8z"/>')
INFO = _icon('<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5"/><path d="M12 7.8v.1"/>')
