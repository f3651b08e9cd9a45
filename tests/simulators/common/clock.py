"""The time of a simulated network."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Real time, which signatures and expiries need, and however much a test has let pass on top."""

    def __init__(self) -> None:
        self.passed = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.passed

    def forward(self, time: timedelta) -> None:
        self.passed += time
