"""The supervisor starts programs, starts again what ends, and leaves nobody behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Sequence
from pathlib import Path

import pytest

from local.children import birth
from local.program import Program, StartError
from local.supervisor import EARLY_ENDS, Stopped, Supervisor

STEADY = "import time; print('here', flush=True); time.sleep(600)"
BROKEN = "raise SystemExit('no such thing')"


class Script(Program):
    """A line of Python."""

    def __init__(self, name: str, folder: Path, source: str) -> None:
        super().__init__(name, folder, os.environ)
        self.source = source

    def command(self) -> Sequence[str]:
        return [sys.executable, "-c", self.source]

    def is_ready(self) -> bool:
        return self.is_running and "here" in self.log.read_text()

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(said: list[str]) -> Generator[Supervisor]:
    made = Supervisor(said.append)
    yield made
    made.stop()


def until(true: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_program_that_dies_is_started_again_and_said_so_once(
    tmp_path: Path, supervisor: Supervisor, said: list[str]
) -> None:
    steady, mortal = Script("steady", tmp_path, STEADY), Script("mortal", tmp_path, STEADY)
    supervisor.start([steady, mortal])
    untouched, first = steady.pid, mortal.pid
    os.kill(first, signal.SIGKILL)

    def started_again() -> bool:
        supervisor.revive()
        return mortal.is_running and mortal.pid != first

    until(started_again)
    assert steady.pid == untouched
    assert [line.split(";")[0] for line in said] == ["mortal ended"]


def test_a_program_that_cannot_start_is_given_up_with_its_last_words(
    tmp_path: Path, supervisor: Supervisor, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("local.supervisor.FIRST_PAUSE", 0.01)
    with pytest.raises(StartError, match=r"broken did not start(.|\n)*no such thing"):
        supervisor.start([Script("broken", tmp_path, BROKEN)])
    assert len(said) == EARLY_ENDS


def test_a_command_runs_to_its_end_and_a_failing_one_shows_what_it_wrote(
    tmp_path: Path, supervisor: Supervisor
) -> None:
    log = tmp_path / "task.log"
    assert supervisor.run([sys.executable, "-c", "print('done')"], os.environ, log) == "done\n"
    with pytest.raises(StartError, match="no such thing"):
        supervisor.run([sys.executable, "-c", BROKEN], os.environ, log)


def test_being_asked_to_stop_interrupts_whatever_is_still_starting(tmp_path: Path, supervisor: Supervisor) -> None:
    supervisor.stopping.set()
    with pytest.raises(Stopped):
        supervisor.run([sys.executable, "-c", STEADY], os.environ, tmp_path / "task.log")
    supervisor.watch()


LAUNCHER = """
import os, sys, time
from pathlib import Path
from local.program import Program
from local.supervisor import Supervisor

class Script(Program):
    def command(self):
        return [sys.executable, "-c", self.source]

folder, *sources = sys.argv[1:]
supervisor = Supervisor(print)
supervisor.listen()
programs = []
for number, source in enumerate(sources):
    program = Script(f"program-{number}", Path(folder), os.environ)
    program.source = source
    programs.append(program)
supervisor.start(programs)
print(*(program.process.pid for program in programs), flush=True)
supervisor.watch()
supervisor.stop()
"""

WRITES_ITS_END = """
import pathlib, signal, sys, time
def end(*_):
    with pathlib.Path({file!r}).open("a") as ends:
        ends.write({word!r} + " ")
    sys.exit()
signal.signal(signal.SIGTERM, end)
pathlib.Path({file!r} + {word!r}).touch()
time.sleep(600)
"""


def launch_elsewhere(folder: Path, *sources: str) -> tuple[subprocess.Popen[str], list[int]]:
    command = [sys.executable, "-c", LAUNCHER, str(folder), *sources]
    launcher = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=folder)
    assert launcher.stdout is not None
    return launcher, [int(pid) for pid in launcher.stdout.readline().split()]


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_all_in_the_opposite_order(tmp_path: Path, sign: signal.Signals) -> None:
    ends = str(tmp_path / "ends")
    sources = [WRITES_ITS_END.format(file=ends, word=word) for word in ("first", "second", "third")]
    launcher, pids = launch_elsewhere(tmp_path, *sources)
    with launcher:
        until(lambda: len(list(tmp_path.glob("ends?*"))) == len(pids))
        launcher.send_signal(sign)
        assert launcher.wait() == 0
    assert [birth(pid) for pid in pids] == [None, None, None]
    assert Path(ends).read_text().split() == ["third", "second", "first"]


def test_when_the_supervisor_is_killed_its_programs_end_too(tmp_path: Path) -> None:
    launcher, pids = launch_elsewhere(tmp_path, STEADY, STEADY)
    with launcher:
        launcher.kill()
    until(lambda: not any(birth(pid) for pid in pids))


def test_an_orphan_that_ignores_all_that_is_ended_at_the_next_start(tmp_path: Path, supervisor: Supervisor) -> None:
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
    )
    launcher, [pid] = launch_elsewhere(tmp_path, stubborn)
    with launcher:
        until((tmp_path / "program-0.log").read_text)
        launcher.kill()
    assert birth(pid)
    successor = Script("program-0", tmp_path, STEADY)
    successor.patience = 0.2
    supervisor.start([successor])
    assert birth(pid) is None
    assert birth(successor.pid)


def test_the_number_of_an_orphan_given_to_a_stranger_does_the_stranger_no_harm(
    tmp_path: Path, supervisor: Supervisor
) -> None:
    program = Script("program", tmp_path, STEADY)
    with subprocess.Popen(["/bin/sleep", "600"]) as stranger:
        (tmp_path / "program.pid").write_text(f'{{"pid": {stranger.pid}, "birth": "another boot:1"}}')
        supervisor.start([program])
        assert birth(stranger.pid)
        stranger.kill()
