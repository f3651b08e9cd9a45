"""When a story turns, and into what: pure functions of its times."""

from datetime import datetime

from kernel.tables.stories import Story


def state_at(story: Story, at: datetime) -> str:
    """The state that the story should be in at this time; its present one where time alone changes nothing."""
    over = story.expires_at is not None and story.expires_at <= at
    if story.state == "scheduled" and story.publish_at is not None and story.publish_at <= at:
        return "expired" if over else "live"
    return "expired" if story.state == "live" and over else story.state


def next_turn(story: Story) -> datetime | None:
    """When time will change the story's state next; None where it will not."""
    return {"scheduled": story.publish_at, "live": story.expires_at}.get(story.state)
