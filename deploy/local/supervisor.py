"""Keeps programs running until told to stop, and then stops them in the opposite order of their start."""

import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from local.children import start_child, stop_child
from local.program import Program, StartError

START_SECONDS = 90.0
EARLY_ENDS = 4
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
STEADY_SECONDS = 60.0  # who ran this long has its earlier ends forgiven
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):
    """Somebody asked for the end while something was still starting."""


@dataclass(slots=True)
class Watched:
    """A program, and what its ends have cost it."""

    program: Program
    ends: int = 0
    since: float = 0.0
    again_at: float | None = None


class Supervisor:
    """Starts programs in order and watches them. Use it from the main thread: see `start_child`."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.watched: list[Watched] = []
        self.stopping = threading.Event()

    def listen(self) -> None:
        """From now on Ctrl-C, SIGTERM and a closed terminal mean: stop in good order."""

        def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
            self.stopping.set()

        for sign in SIGNALS:
            signal.signal(sign, ask_to_stop)

    def start(self, programs: Sequence[Program]) -> None:
        """Start them all at once and return when all are ready. Raises StartError and Stopped."""
        newcomers = [Watched(program) for program in programs]
        for watched in newcomers:
            self.watched.append(watched)
            self._launch(watched)
        deadline = time.monotonic() + START_SECONDS
        while waiting := [watched for watched in newcomers if not watched.program.is_ready()]:
            self._pause(0.05)
            self.revive()
            late = time.monotonic() > deadline
            for watched in waiting:
                if late or watched.ends >= EARLY_ENDS:
                    name = watched.program.name
                    raise StartError(f"{name} did not start. The end of its log:\n{watched.program.last_words()}")

    def run(self, command: Sequence[str], environment: Mapping[str, str], log: Path) -> str:
        """Run a command to its end and return its output. Raises StartError and Stopped."""
        task = start_child(command, cwd=log.parent, env=environment, log=log, keep_output=True)
        with task:
            while True:
                try:
                    output, _ = task.communicate(timeout=0.1)
                    break
                except subprocess.TimeoutExpired:
                    if self.stopping.is_set():
                        stop_child(task, sign=signal.SIGTERM, patience=5)
                        raise Stopped from None
        if task.returncode != 0:
            words = "\n".join(log.read_text(errors="replace").splitlines()[-20:])
            raise StartError(f"{' '.join(command[-2:])} failed:\n{words}\n{output.decode(errors='replace')}")
        return output.decode()

    def watch(self) -> None:
        """Start again whatever ends, until asked to stop."""
        while not self.stopping.wait(0.2):
            self.revive()

    def stop(self) -> None:
        """Stop all, last started first."""
        for watched in reversed(self.watched):
            watched.program.stop()

    def _launch(self, watched: Watched) -> None:
        watched.again_at = None
        watched.since = time.monotonic()
        watched.program.launch()

    def revive(self) -> None:
        """Look at each program once: note an end, and start it again when its pause is over."""
        now = time.monotonic()
        for watched in self.watched:
            if watched.program.is_running:
                continue
            if watched.again_at is None:
                watched.ends = 1 if now - watched.since > STEADY_SECONDS else watched.ends + 1
                pause = min(FIRST_PAUSE * 2 ** (watched.ends - 1), LONGEST_PAUSE)
                watched.again_at = now + pause
                program = watched.program
                self.say(f"{program.name} ended; starting it again in {pause:g} s. Its log: {program.log}")
            elif now >= watched.again_at:
                self._launch(watched)

    def _pause(self, seconds: float) -> None:
        if self.stopping.wait(seconds):
            raise Stopped
