"""Everything is killed again and again while posts go out, and afterwards each is where its person was told it is.

`make storm KILLS=2000`; a seed that failed is run again with SEED=….
"""

import asyncio
import os
import secrets
import sys
import time
from collections import Counter
from collections.abc import Callable

from storm.crowd import Crowd, rows
from storm.installation import installation
from storm.reckoning import reckon
from storm.residents import settle
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
        for network in running.networks:
            network.lie(SEED)
        begun = time.monotonic()
        crowd.begin()
        try:
            weather.rage(KILLS)
            raged = time.monotonic()
            crowd.hush()
            crowd.drain()
        finally:
            say(f"Blows: {counted(weather.blows)}")
            for ending in weather.endings:
                say(ending)
            crowd.leave()
        found = rows(running)
        stored = [words for network in running.networks for words in network.texts()]
        reckoning = reckon(crowd.promised, found, stored)
        told = Counter[str]()
        for network in running.networks:
            told.update(network.order()["told"])
        say(f"Took {raged - begun:.0f} s of storm and {time.monotonic() - raged:.0f} s until all was quiet")
        say(f"Lies: {counted(told)}")
        say(f"Posts: {counted(Counter(row['state'] for row in found))}; asked {crowd.answers}")
        for wrong in reckoning.wrong:
            say(wrong)
        say_at_the_end(reckoning.line(weather.kills))
        assert (reckoning.duplicates, reckoning.lost) == (0, 0)
