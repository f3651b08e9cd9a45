"""What can be done with a post in its state, when it may go out, and what counts as evidence: no session, no network."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Row

from api.features.posts.errors import LinkElsewhere, TimeUnusable
from api.features.posts.schemas import Intent, PostCan, WhenAt
from api.web.figures import Figure, Source
from kernel.kit.clock import instant_of
from kernel.lifecycles.posts import posts
from kernel.tables.profiles import Profile
from kernel.tables.shares import Post
from networks.drafts import Card, Draft, Picture, Rendered
from networks.registry import ASSISTED
from networks.stored import from_json

UNDO = timedelta(seconds=10)
"""How long "now" waits, so that it can be taken back."""
FURTHEST = timedelta(days=366)
"""How far ahead a post may be planned."""

CANCELLABLE = tuple(state for state in posts.before("cancelled") if state != "ask_person")
"""States out of which the owner takes a post back. While we ask whether it is out there, they answer instead."""
MOVABLE = ("scheduled", "missed", "needs_reconnect")
"""States in which a post by API may get another time."""
BY_HAND = ("prepared", "opened", "declared")
"""The life of a post by hand, as far as its owner tells of it."""
LEAVING = ("sending", "unknown", "published")
"""States in which it is on its way, or there."""
TURNING = ("scheduled", "retry_wait", "unknown")
"""States that end by themselves: the publisher does something at the post's turn."""

HOSTS: dict[str, tuple[str, ...]] = {
    "linkedin": ("linkedin.com", "lnkd.in"),
    "x": ("x.com", "twitter.com"),
    "facebook": ("facebook.com", "fb.com", "fb.watch"),
    "instagram": ("instagram.com",),
    "threads": ("threads.com", "threads.net"),
    "bluesky": ("bsky.app",),
}
"""Where posts of a network have their addresses; of Mastodon it is the profile's server."""


def what_can_be_done(post: Post, *, at: datetime) -> PostCan:
    """What the owner can do now."""
    planned, api = post.due_at > at, post.mode == "api"
    cancellable = post.state in CANCELLABLE
    return PostCan(
        undo=api and cancellable and planned and post.wall_time is None,
        cancel=cancellable,
        reschedule=api and post.state in MOVABLE,
        answer=post.state == "ask_person",
        share_now=api and (post.state == "missed" or (post.state == "scheduled" and post.due_at > at + UNDO)),
        declare=not api and post.state in ("prepared", "opened"),
    )


def due_at(when: WhenAt, *, at: datetime) -> datetime:
    """The instant that was chosen. Raises TimeUnusable for one that is past, too far ahead, or in no calendar."""
    try:
        instant = instant_of(read_wall_time(when.wall_time), when.zone)
    except OverflowError:
        raise TimeUnusable("There is no such time", field="when.wall_time") from None
    if instant <= at:
        raise TimeUnusable("Choose a time that has not passed", field="when.wall_time")
    if instant > at + FURTHEST:
        raise TimeUnusable("Choose a time within the next year", field="when.wall_time")
    return instant


def read_wall_time(written: str) -> datetime:
    """A wall time, to the minute and without a zone of its own. Raises TimeUnusable."""
    try:
        chosen = datetime.fromisoformat(written)
    except ValueError:
        chosen = None
    if chosen is None or chosen.tzinfo is not None:
        raise TimeUnusable("Write the time like 2026-11-25T08:30", field="when.wall_time")
    return chosen.replace(second=0, microsecond=0)


def check_address(profile: Profile, url: str | None) -> str | None:
    """The address, if a post on the profile's network could have it. Raises LinkElsewhere."""
    if url is None:
        return None
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    hosts = HOSTS.get(profile.network, (profile.instance.partition(":")[0],) if profile.instance else ())
    if parts.path.strip("/") == "" or not any(host == one or host.endswith(f".{one}") for one in hosts):
        raise LinkElsewhere(field="url")
    return url


def intent_of(post: Post, profile: Profile, title: str | None) -> Intent | None:
    """How the owner posts it by hand; None where we post, or there is nothing left to do."""
    if post.mode == "api" or post.state not in ("prepared", "opened"):
        return None
    rendered = from_json(Rendered, post.payload)
    pictures = tuple(from_json(Picture, picture) for picture in rendered.payload["pictures"])
    draft = Draft(text=post.text, link=rendered.link, card=Card(title or "", ""), pictures=pictures)
    intent = ASSISTED[post.network].share_intent(draft, profile.instance or None)
    filled = (("text", intent.fills_text), ("link", intent.fills_link))
    return Intent(
        url=intent.url,
        text=intent.copy_text,
        media=intent.media != "none",
        opens="share_sheet" if intent.needs_share_sheet else "dialog",
        prefilled=[part for part, fills in filled if fills],  # pyright: ignore[reportArgumentType]
    )


def link_figures(clicks: Row[Any] | None, counted_until: datetime | None) -> list[Figure]:
    """Clicks on the post's link and visitors by day; nobody knows them before the counting has ever run."""
    counted = counted_until is not None
    return [
        _figure("clicks", (clicks.clicks if clicks else 0) if counted else None, "own_link", counted_until),
        _figure("visitors", (clicks.visitors if clicks else 0) if counted else None, "own_link", counted_until),
    ]


def figures_of(post: Post, reactions: Row[Any] | None) -> list[Figure]:
    """Reactions as the network tells them, for a post that it has told us of; unknown until it was first asked."""
    if post.state != "published" or post.external_id is None:
        return []
    return [
        _figure("reactions", reactions.value if reactions else None, "network", reactions.as_of if reactions else None)
    ]


def _figure(key: str, value: int | None, source: Source, as_of: datetime | None) -> Figure:
    return Figure(
        key=key, value=value, unit="count", kind="measured", source=source, as_of=as_of, coverage=None,
        definition=f"{key}-1", hidden=None,
    )  # fmt: skip
