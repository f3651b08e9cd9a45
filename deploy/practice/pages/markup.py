"""HTML built from calls instead of strings: everything is escaped unless it is already markup."""

from collections.abc import Iterable
from html import escape
from typing import TypeAlias

VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


class Html(str):
    """Markup, safe to send as it stands."""

    __slots__ = ()


Child: TypeAlias = "str | Iterable[Child] | None"
Attribute: TypeAlias = str | int | bool | None


def el(tag: str, *children: Child, **attributes: Attribute) -> Html:
    """An element. `class_` and `for_` drop their underscore, `aria_label` becomes aria-label; None and False vanish."""
    opening = "".join(_attribute(name, value) for name, value in attributes.items())
    if tag in VOID:
        return Html(f"<{tag}{opening}>")
    return Html(f"<{tag}{opening}>{join(*children)}</{tag}>")


def join(*children: Child) -> Html:
    """Several pieces as one."""
    return Html("".join(_child(child) for child in children))


def _child(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Html):
        return child
    if isinstance(child, str):
        return escape(child)
    return join(*child)


def _attribute(name: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    html_name = name.rstrip("_").replace("_", "-")
    return f" {html_name}" if value is True else f' {html_name}="{escape(str(value))}"'
