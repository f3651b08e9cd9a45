"""What a Mastodon server says is left of a person's posts."""

from datetime import datetime

from kernel.kit.egress import Answer
from networks.budgets import Budget, counted

POSTS = "/api/v1/statuses"


def budgets_of(answer: Answer, at: datetime) -> tuple[Budget, ...]:
    """Posts are counted by themselves, 300 in three hours where a server has not changed that; other calls say nothing."""
    return counted(answer, "x-ratelimit", at, span="posts") if answer.url.endswith(POSTS) else ()
