"""Versions of networks' APIs end; whoever runs this hears of it in time."""

import logging
from datetime import date

import pytest

from networks.registry import versions_in_use
from networks.versions import Version, warn_of_ends

VERSION = Version("linkedin", "202601", "FORTALER_LINKEDIN_VERSION", date(2027, 1, 15))


@pytest.mark.parametrize(
    ("today", "level"),
    [("2026-11-15", None), ("2026-11-16", "WARNING"), ("2027-01-14", "WARNING"), ("2027-01-15", "ERROR")],
)
def test_an_end_is_announced_sixty_days_ahead(caplog: pytest.LogCaptureFixture, today: str, level: str | None) -> None:
    with caplog.at_level(logging.WARNING):
        warn_of_ends([VERSION], date.fromisoformat(today))
    assert [record.levelname for record in caplog.records] == ([level] if level else [])
    assert all("FORTALER_LINKEDIN_VERSION" in record.getMessage() for record in caplog.records)


def test_the_versions_in_use_are_those_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORTALER_LINKEDIN_VERSION", "202603")
    (found,) = (version for version in versions_in_use() if version.network == "linkedin")
    assert (found.name, found.ends) == ("202603", date(2027, 3, 16))


@pytest.mark.parametrize("value", ["2026-08", "202613", "latest", "20268"])
def test_a_version_that_is_none_is_found_at_start(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("FORTALER_LINKEDIN_VERSION", value)
    with pytest.raises(ValueError, match="FORTALER_LINKEDIN_VERSION"):
        versions_in_use()
