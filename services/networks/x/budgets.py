"""What X says is left of a person's and of the app's posts, beside each post that it takes or refuses."""

from datetime import datetime

from kernel.kit.egress import Answer
from networks.budgets import Budget, counted

POSTS = "/2/tweets"


def budgets_of(answer: Answer, at: datetime) -> tuple[Budget, ...]:
    """X counts each endpoint by itself: only the one that posts says how many more posts it takes."""
    if not answer.url.endswith(POSTS):
        return ()
    return (
        *counted(answer, "x-rate-limit", at, span="quarter"),
        *counted(answer, "x-user-limit-24hour", at, span="day"),
        *counted(answer, "x-app-limit-24hour", at, of="app", span="day"),
    )
