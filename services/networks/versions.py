"""Versions of networks' APIs that end on a known day: services say so in their log while there is time to change them."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

log = logging.getLogger(__name__)

WARNED = timedelta(days=60)


@dataclass(frozen=True)
class Version:
    """A version in use. `setting` is where it is chosen; it works until `ends`, and perhaps for longer."""

    network: str
    name: str
    setting: str
    ends: date


def warn_of_ends(versions: Iterable[Version], today: date) -> None:
    """Write a warning for each version that ends within sixty days, an error for each that may have ended."""
    for version in versions:
        said = "%s: version %s of its API ends on %s; set %s to a newer one"
        if version.ends <= today + WARNED:
            level = logging.ERROR if version.ends <= today else logging.WARNING
            found = (version.network, version.name, version.ends, version.setting)
            log.log(level, said, *found, extra={"network": version.network})
