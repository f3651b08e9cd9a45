"""Where LinkedIn is, and in which of its monthly versions we speak to it."""

from dataclasses import dataclass
from datetime import date

from kernel.kit.settings import LinkedInSettings
from networks.versions import Version

# Read on 2026-11-23 in LinkedIn's list of migrations; a version that is not in it lives for a year at least.
KNOWN_ENDS = {"202601": date(2027, 1, 15), "202602": date(2027, 2, 15), "202603": date(2027, 3, 16)}


@dataclass(frozen=True)
class Surroundings:
    """`web` is where people consent and posts are seen, `api` where we call; `version` is its month, YYYYMM."""

    web: str
    api: str
    version: str


def surroundings_of(settings: LinkedInSettings) -> Surroundings:
    """Read the settings."""
    return Surroundings(settings.web_url.rstrip("/"), settings.api_url.rstrip("/"), settings.version)


def version_of(settings: LinkedInSettings) -> Version:
    """The version in use, and when it ends."""
    return Version("linkedin", settings.version, "FORTALER_LINKEDIN_VERSION", end_of_version(settings.version))


def end_of_version(version: str) -> date:
    """The day on which LinkedIn ends a version, or the first on which it may where the day is not known yet."""
    known = KNOWN_ENDS.get(version)
    return known or date(int(version[:4]) + 1, int(version[4:]), 1)
