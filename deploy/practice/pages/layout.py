"""The frame around every page: head, menu, the notice that this is practice, and headers that allow no script."""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from practice.pages.assets import FONT_PATH, STYLE_PATH
from practice.pages.icons import INFO, MARK
from practice.pages.markup import Child, Html, el, join
from practice.pages.words import Words

POLICY = (
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; font-src 'self'; form-action {forms};"
    " base-uri 'none'; frame-ancestors 'none'"
)


def page(
    words: Words,
    title: str,
    *content: Child,
    here: str = "",
    aside: Child = None,
    status: int = 200,
    leads_to: str | None = None,
) -> Response:
    """A whole page. `here` is its place in the menu; `leads_to` an address that a form on it may end up at."""
    body = el(
        "body",
        el("a", words("skip"), href="#content", class_="skip"),
        _header(words, here),
        el(
            "div",
            el("main", *content, id="content", tabindex="-1"),
            el("aside", aside, aria_label=words("people")) if aside else None,
            class_="columns",
        ),
    )
    document = Html("<!doctype html>") + el("html", _head(words, title), body, lang=words.language)
    return HTMLResponse(document, status, _headers(words, leads_to))


def lost_page(words: Words) -> Response:
    """404 for people."""
    return page(
        words,
        words("lost"),
        el("h1", words("lost")),
        el("p", words("lost_hint"), class_="muted"),
        el("p", el("a", words("home"), href="/", class_="button")),
        status=404,
    )


def is_from_here(request: Request) -> bool:
    """Whether a form was sent from one of our own pages, by what the browser says of itself."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _head(words: Words, title: str) -> Html:
    return el(
        "head",
        el("meta", charset="utf-8"),
        el("title", title if title == words("network") else f"{title} · {words('network')}"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("link", rel="icon", href="/practice/icon.svg", type="image/svg+xml"),
        el("link", rel="preload", href=FONT_PATH, as_="font", type="font/woff2", crossorigin=True),
        el("link", rel="stylesheet", href=STYLE_PATH),
    )


def _header(words: Words, here: str) -> Html:
    places = (("timeline", "/"), ("messages", "/practice/messages"))
    links = (
        el("li", el("a", words(name), href=href, aria_current="page" if name == here else None))
        for name, href in places
    )
    brand = el("a", MARK, el("span", words("network")), href="/", class_="brand")
    menu = el("nav", el("ul", links), aria_label=words("main_menu"))
    notice = el("div", el("p", INFO, el("span", words("notice"))), class_="notice")
    return el("header", el("div", join(brand, menu), class_="bar"), notice)


def _headers(words: Words, leads_to: str | None) -> dict[str, str]:
    forms = "'self'"
    if leads_to is not None:
        parts = urlsplit(leads_to)
        forms += f" {parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") else f" {parts.scheme}:"
    return {
        "Content-Security-Policy": POLICY.format(forms=forms),
        "Content-Language": words.language,
        "Vary": "Accept-Language",
        "Cache-Control": "no-store",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
