"""What kind of visit it is: a person, a previewer or another machine; from what sort of place, on what sort of device.

Known machines come from the crawler-user-agents list (MIT); previewers are those that networks and messengers send to
draw a card. What announces itself as a prefetch, and every HEAD, is a preview too.
"""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from crawleruseragents import is_crawler  # pyright: ignore[reportMissingTypeStubs]

LONGEST_AGENT = 512
"""Characters of a user agent that are looked at: longer ones are made to cost time."""

_PREVIEWERS = re.compile(
    r"facebookexternalhit|facebot|linkedinbot|twitterbot|whatsapp|slackbot|slack-imgproxy|discordbot|telegrambot"
    r"|mastodon|pleroma|misskey|akkoma|friendica|lemmy|cardyb|bluesky|skypeuripreview|teamsbot|snapchat|pinterest"
    r"|redditbot|viber|line-poker|iframely|embedly|google-pagerenderer|bitlybot|signal",
    re.IGNORECASE,
)
_PHONE = re.compile(r"iphone|ipod|android.*mobile|mobile.*firefox|windows phone|mobi", re.IGNORECASE)
_TABLET = re.compile(r"ipad|tablet|android(?!.*mobile)|kindle|silk/", re.IGNORECASE)
_COMPUTER = re.compile(r"windows nt|macintosh|x11|cros|linux", re.IGNORECASE)
_NETWORKS = [
    "linkedin.com",
    "lnkd.in",
    "facebook.com",
    "fb.com",
    "instagram.com",
    "threads.net",
    "threads.com",
    "x.com",
    "twitter.com",
    "t.co",
    "bsky.app",
    "mastodon.social",
    "tiktok.com",
    "youtube.com",
    "reddit.com",
    "xing.com",
    "pinterest.com",
    "whatsapp.com",
    "wa.me",
    "telegram.org",
    "t.me",
]
_SEARCH = ["google.", "bing.com", "duckduckgo.com", "ecosia.org", "qwant.com", "yahoo.", "startpage.com", "kagi.com"]
_MAIL = ("mail.", "outlook.", "webmail.")


@lru_cache(maxsize=20_000)
def kind_of_agent(agent: str) -> str:
    """`human`, `preview` or `bot`, by the user agent alone. No agent at all is a bot."""
    if not agent or len(agent) > LONGEST_AGENT:
        return "bot"
    if _PREVIEWERS.search(agent):
        return "preview"
    return "bot" if is_crawler(agent) else "human"


@lru_cache(maxsize=20_000)
def classes_of(agent: str, method: str, purpose: str, referrer: str, own_host: str) -> tuple[str, str, str]:
    """Kind, referrer and device in one look; the same visitor asks again and again, so it is remembered in memory."""
    return kind_of(agent, method, purpose), referrer_of(referrer, own_host), device_of(agent)


def kind_of(agent: str, method: str, purpose: str) -> str:
    """What kind of visit; `purpose` is Sec-Purpose, or the older Purpose and X-Moz."""
    kind = kind_of_agent(agent)
    return "preview" if kind == "human" and (method == "HEAD" or "prefetch" in purpose.lower()) else kind


def device_of(agent: str) -> str:
    """`phone`, `tablet`, `computer` or `other`."""
    for pattern, device in ((_TABLET, "tablet"), (_PHONE, "phone"), (_COMPUTER, "computer")):
        if pattern.search(agent[:LONGEST_AGENT]):
            return device
    return "other"


def _is_of(host: str, domains: list[str]) -> bool:
    return any(
        domain in f"{host}." if domain.endswith(".") else host == domain or host.endswith(f".{domain}")
        for domain in domains
    )


def referrer_of(referrer: str, own_host: str) -> str:
    """`network`, `search`, `mail`, `own`, `other` or `none`."""
    try:
        host = (urlsplit(referrer[:2000]).hostname or "").lower()
    except ValueError:
        return "other"
    if not host:
        return "none"
    if host == own_host:
        return "own"
    if host.startswith(_MAIL):
        return "mail"
    if _is_of(host, _NETWORKS):
        return "network"
    return "search" if _is_of(host, _SEARCH) else "other"
