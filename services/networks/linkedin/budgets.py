"""What LinkedIn says is used up. It sends no headers about it, and counts down for nobody: only a refusal tells."""

from datetime import datetime
from http import HTTPStatus

from kernel.kit.egress import Answer
from networks.budgets import Budget
from networks.linkedin.refusals import AGAIN, tomorrow

THE_APPS = "throttle APPLICATION DAY"


def budgets_of(answer: Answer, at: datetime) -> tuple[Budget, ...]:
    """Whose day's calls are used up: the whole app's, or this member's. It is asked again in a quarter of an hour at most."""
    if answer.status != HTTPStatus.TOO_MANY_REQUESTS:
        return ()
    of = "app" if THE_APPS in answer.text else "profile"
    return (Budget(of, "day", 0, None, min(at + AGAIN, tomorrow(at)), "calls"),)
