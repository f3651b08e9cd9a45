"""The storm itself: something dies, stands still or forgets everything, at random moments, and is brought back.

What was brought back is left alone until it is there again: on a slow machine the storm takes longer, not less effect.
"""

import heapq
import signal
import time
from collections import Counter
from collections.abc import Callable
from random import Random

from redis import Redis

from local.program import Program, Server
from storm.installation import START_SECONDS, Installation

CALM = (0.2, 1.6)
"""Seconds between two blows, at least and at most."""
DOWN = (0.0, 1.0)
"""Seconds until what was killed is started again."""
STILL = (1.0, 12.0)
"""Seconds that a publisher stands still: for some posts longer than their lease."""


class Weather:
    """Blows until as many processes have been killed as were asked for. A seed chooses the blows; how fast the machine is, when they land."""

    def __init__(self, installation: Installation, seed: int) -> None:
        self.installation, self.chance = installation, Random(seed)
        self.blows, self.endings = Counter[str](), list[str]()
        self._later: list[tuple[float, int, Callable[[], None]]] = []
        self._down, self._frozen = set[str](), set[Program]()
        self._kinds: tuple[tuple[int, Callable[[], None]], ...] = (
            (60, self._kill_a_publisher),
            (5, lambda: self._kill(installation.services["api"])),
            (8, lambda: self._crash(installation.pair.postgres)),
            (6, lambda: self._crash(installation.pair.valkey)),
            (6, self._flush),
            (8, self._freeze),
        )

    @property
    def kills(self) -> int:
        """How many processes were killed so far; those that only stood still do not count."""
        return sum(count for blow, count in self.blows.items() if blow.startswith("kill "))

    def rage(self, kills: int) -> None:
        """Blow after blow; then bring everything back."""
        weights, acts = zip(*self._kinds, strict=True)
        while self.kills < kills:
            self._wait(self.chance.uniform(*CALM))
            self._revive()
            self.chance.choices(acts, weights)[0]()
        while self._later:
            self._wait(0.1)
        self.installation.start()

    def _revive(self) -> None:
        """As a supervisor does: start again what ended by itself, and keep what it said last."""
        for service in self.installation.services.values():
            if not service.is_running and service.name not in self._down:
                self.blows[f"end {service.name}"] += 1
                self.endings.append(f"{service.name} ended by itself:\n{service.last_words()}")
                service.launch()

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (rest := until - time.monotonic()) > 0:
            time.sleep(min(rest, 0.05))
            while self._later and self._later[0][0] <= time.monotonic():
                heapq.heappop(self._later)[2]()

    def _await(self, program: Program) -> None:
        """Let it come back first: a storm that only hits what is starting proves nothing."""
        until = time.monotonic() + START_SECONDS
        while not program.is_ready():
            assert time.monotonic() < until, f"{program.name} does not come back:\n{program.last_words()}"
            self._wait(0.2)
            self._revive()

    def _after(self, seconds: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._later, (time.monotonic() + seconds, sum(self.blows.values()), act))

    def _kill_a_publisher(self) -> None:
        self._kill(self.chance.choice(self.installation.publishers))

    def _kill(self, program: Program) -> None:
        self._await(program)
        program.kill()
        self.blows[f"kill {program.name}"] += 1
        self._down.add(program.name)

        def bring_back() -> None:
            self._down.discard(program.name)
            program.launch()

        self._after(self.chance.uniform(*DOWN), bring_back)

    def _crash(self, server: Server) -> None:
        server.kill()
        self.blows[f"kill {server.name}"] += 1
        self._wait(self.chance.uniform(*DOWN))
        server.start()

    def _flush(self) -> None:
        with Redis.from_url(self.installation.pair.redis_url) as redis:  # pyright: ignore[reportUnknownMemberType]
            redis.flushall()  # pyright: ignore[reportUnknownMemberType]
        self.blows["forget valkey"] += 1

    def _freeze(self) -> None:
        program, still = self.chance.choice(self.installation.publishers), self.chance.uniform(*STILL)
        if program in self._frozen:
            return
        self._await(program)
        frozen = program.process
        assert frozen is not None
        frozen.send_signal(signal.SIGSTOP)
        self.blows[f"freeze {program.name}"] += 1
        self._frozen.add(program)

        def thaw() -> None:
            self._frozen.discard(program)
            frozen.send_signal(signal.SIGCONT)

        self._after(still, thaw)
