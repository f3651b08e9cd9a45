"""What a story needs before anybody is asked to share it, and who may see it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from api.features.stories.errors import EndsTooEarly, StoryNotReady, TextMissing
from api.web.pagination import CursorUnknown
from kernel.lifecycles.posts import posts
from kernel.tables.assets import Asset
from kernel.tables.stories import Story, StoryText

STOPPABLE = tuple(state for state in posts.before("withdrawn") if state != "claimed")
"""Posts that a withdrawal stops. One that the publisher has claimed is on its way."""


def id_in(cursor_part: str) -> UUID:
    """The id in a cursor. Raises CursorUnknown."""
    try:
        return UUID(cursor_part)
    except ValueError:
        raise CursorUnknown(field="cursor") from None


def is_for(story: Story, tags: Sequence[str], languages: Sequence[str], *, at: datetime) -> bool:
    """Whether an ambassador with these tags and languages may read the story at this time."""
    over = story.expires_at is not None and story.expires_at <= at
    return (
        story.state == "live"
        and not over
        and (not story.audience_tags or not set(story.audience_tags).isdisjoint(tags))
        and (not story.audience_languages or not set(story.audience_languages).isdisjoint(languages))
    )


def need_main_text(language: str, written: Sequence[str]) -> None:
    """Raise TextMissing unless the main language is among those written in."""
    if language not in written:
        raise TextMissing(field="texts")


def need_ready(texts: Sequence[StoryText], asset: Asset | None) -> None:
    """Raise StoryNotReady unless every language has a title and says why, and the picture is described."""
    missing = [
        (f"texts.{text.language}.{field}", f"{field}-missing", words)
        for text in texts
        for field, value, words in (
            ("title", text.title, "Give it a title"),
            ("why", text.why, "Say why it matters"),
        )
        if not value.strip()
    ]
    if asset is not None and not asset.alt.strip():
        missing.append(("asset.alt", "alt-missing", "Describe the picture for those who cannot see it"))
    if missing:
        raise StoryNotReady(missing)


def need_end_after(begins: datetime, ends: datetime | None, *, at: datetime) -> None:
    """Raise EndsTooEarly for an end that is not after the beginning and now."""
    if ends is not None and ends <= max(begins, at):
        raise EndsTooEarly(field="expires_at")


def unless_few(count: int, people: int, least: int) -> int | None:
    """A figure about `people`, or None where they are so few that one of them could be meant."""
    return count if people >= least else None


def shares_shown(shared: tuple[int, int] | None, least: int) -> int | None:
    """How often a story was passed on, or None where too few people did; `shared` is (shares, people)."""
    return unless_few(*(shared or (0, 0)), least)
