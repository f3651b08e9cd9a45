"""What a server of the AT Protocol says is left of what an account may write."""

from datetime import datetime

from kernel.kit.egress import Answer
from networks.budgets import Budget, counted

WRITES = "/xrpc/com.atproto.repo.putRecord"
EACH = 3
"""Points that a new record costs, of 5,000 an hour and 35,000 a day (Bluesky's rate limits, read on 2026-04-21)."""


def budgets_of(answer: Answer, at: datetime) -> tuple[Budget, ...]:
    """The headers speak of whichever window is nearest to its end."""
    return (
        counted(answer, "ratelimit", at, span="points", unit="points", each=EACH) if answer.url.endswith(WRITES) else ()
    )
