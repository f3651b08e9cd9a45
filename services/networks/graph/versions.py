"""Until when a version of Meta's Graph API works: about two years, on a day that Meta names late."""

import re
from datetime import date

from networks.versions import Version

# Read on 2026-09-15 in Meta's changelog.
KNOWN_ENDS = {21: date(2027, 1, 21), 24: date(2028, 2, 18)}
NUMBER = re.compile(r"v(\d+)\.\d+")


def version_of(network: str, version: str, setting: str) -> Version:
    """The version in use, and until when it works at least: as long as the newest version before it whose end is known."""
    found = NUMBER.fullmatch(version)
    number = int(found.group(1)) if found else 0
    earlier = [end for known, end in KNOWN_ENDS.items() if known <= number]
    return Version(network, version, setting, max(earlier, default=min(KNOWN_ENDS.values())))
