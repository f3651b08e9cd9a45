"""Everything is killed again and again while posts go out, and afterwards each is where its person was told it is.

`make storm KILLS=2000`; a seed that failed is run again with SEED=….
"""

import asyncio
import os
import secrets
import sys
from collections import Counter
from collections.abc import Callable

from storm.crowd import Crowd, drain, rows, settle
from storm.installation import installation
from storm.reckoning import reckon
from storm.weather import Weather

KILLS = int(os.environ.get("KILLS", "60"))
SEED = int(os.environ.get("SEED") or secrets.randbelow(2**32))
PEOPLE = 12


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(counts.items()))


def test_nothing_is_posted_twice_and_nothing_is_lost_whatever_dies(say_at_the_end: Callable[[str], None]) -> None:
    say(f"\nSEED={SEED}")
    with installation() as running:
        crowd = Crowd(running, asyncio.run(settle(running, PEOPLE)), SEED)
        weather = Weather(running, SEED)
        running.network.lie(SEED)
        crowd.begin()
        weather.rage(KILLS)
        crowd.hush()
        drain(running)
        found = rows(running)
        reckoning = reckon(crowd.promised, found, running.network.texts())
        told = running.network.order()["told"]
        say(f"Blows: {counted(weather.blows)}")
        say(f"Lies: {counted(Counter(told))}")
        say(f"Posts: {counted(Counter(row['state'] for row in found))}")
        for wrong in reckoning.wrong:
            say(wrong)
        say_at_the_end(reckoning.line(weather.kills))
        assert (reckoning.duplicates, reckoning.lost) == (0, 0)
