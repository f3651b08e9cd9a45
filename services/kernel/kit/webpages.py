"""What a web page says of itself (Open Graph, https://ogp.me, else its title and description), read through the guard."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from kernel.kit.egress import Allowance, Answer, Egress

PAGE = Allowance(seconds=8.0, max_bytes=2_000_000, cleartext=True)
PICTURE = Allowance(seconds=8.0, max_bytes=20_000_000, cleartext=True)
HOPS = 3
LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_ADDRESS = 200, 1_000, 2_000
MOST_TAGS = 4_000
"""Of the head. Building a tree takes time that grows with the square of its depth: 50,000 open tags take 13 seconds."""
HTML = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([a-z0-9_-]{1,40})", re.IGNORECASE)
_HEAD_ENDS = re.compile(r"</head\s*>|<body[\s>]", re.IGNORECASE)
_NOT_WORDS = re.compile(r"[\s\x00-\x1f\x7f\u200b\u2028\u2029\ufeff]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class NotAPage(Exception):
    """Somebody answered, but not with a web page; `status` is what they said."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status}")
        self.status = status


@dataclass(frozen=True, slots=True)
class WebPage:
    """What it says of itself; empty where it says nothing. `url` is the address it wants to be known by."""

    url: str
    title: str
    description: str
    site_name: str
    language: str
    image_url: str


async def read_page(egress: Egress, url: str) -> WebPage:
    """Fetch and read a page. Raises EgressError, or NotAPage for an error and for anything but HTML."""
    headers = {"Accept": "text/html,application/xhtml+xml;q=0.9", "Accept-Language": "da, en;q=0.8, *;q=0.5"}
    answer = await egress.request("GET", url, headers=headers, allowance=PAGE, hops=HOPS)
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not answer.ok or media_type not in HTML:
        raise NotAPage(answer.status)
    return read_html(_decoded(answer), answer.url)


async def fetch_picture(egress: Egress, url: str) -> bytes:
    """The bytes behind a picture's address, whatever they are. Raises EgressError, or NotAPage for an error."""
    answer = await egress.request("GET", url, headers={"Accept": "image/*"}, allowance=PICTURE, hops=HOPS)
    if not answer.ok:
        raise NotAPage(answer.status)
    return answer.body


def read_html(html: str, url: str) -> WebPage:
    """What a page that was found at `url` says of itself."""
    tree = LexborHTMLParser(_head_of(html))
    said: dict[str, str] = {}
    for tag in tree.css("meta[content]"):
        name = (tag.attributes.get("property") or tag.attributes.get("name") or "").strip().lower()
        said.setdefault(name, tag.attributes.get("content") or "")
    title, root = tree.css_first("title"), tree.css_first("html")
    canonical = tree.css_first("link[rel~=canonical][href]")
    language = ((root.attributes.get("lang") if root else "") or "").lower().partition("-")[0]
    own = said.get("og:url") or ((canonical.attributes.get("href") or "") if canonical else "")
    image = said.get("og:image:secure_url") or said.get("og:image") or said.get("twitter:image", "")
    return WebPage(
        url=_own_address(own, url),
        title=_words(said.get("og:title") or (title.text() if title else ""), LONGEST_TITLE),
        description=_words(said.get("og:description") or said.get("description", ""), LONGEST_DESCRIPTION),
        site_name=_words(said.get("og:site_name", ""), LONGEST_TITLE),
        language=language if _LANGUAGE.fullmatch(language) else "",
        image_url=_joined(url, image),
    )


def _head_of(html: str) -> str:
    ends = _HEAD_ENDS.search(html)
    return "<".join((html[: ends.start()] if ends else html).split("<", MOST_TAGS)[:MOST_TAGS])


def _decoded(answer: Answer) -> str:
    if "charset" in answer.headers.get("content-type", "").lower():
        return answer.text
    found = _CHARSET.search(answer.body[:2048])
    try:
        return answer.body.decode(found[1].decode() if found else "utf-8", "replace")
    except LookupError:
        return answer.body.decode("utf-8", "replace")


def _words(text: str, longest: int) -> str:
    plain = _NOT_WORDS.sub(" ", text).strip()
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"


def _joined(base: str, address: str) -> str:
    """An absolute http(s) address, or nothing."""
    try:
        whole = urljoin(base, address.strip()) if address.strip() else ""
        web = urlsplit(whole).scheme in ("http", "https")
    except ValueError:
        return ""
    return whole if web and len(whole) <= LONGEST_ADDRESS else ""


def _own_address(said: str, found_at: str) -> str:
    """The page's own address for itself, if it is on the host that we read it from: another may not be spoken for."""
    own = _joined(found_at, said)
    same = (
        own and urlsplit(own).netloc == urlsplit(found_at).netloc and urlsplit(own).scheme == urlsplit(found_at).scheme
    )
    return own if same else found_at
