"""Child processes that do not outlive us: bound to our own end, known by pid and birth, asked to stop and then made to."""

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1  # from <sys/prctl.h>
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Account:
    """The user and group that a child runs as."""

    uid: int
    gid: int


def start_child(
    command: Sequence[str | Path],
    *,
    cwd: Path,
    env: Mapping[str, str],
    log: Path,
    account: Account | None = None,
    dying_wish: signal.Signals = signal.SIGTERM,
    keep_output: bool = False,
) -> subprocess.Popen[bytes]:
    """Start `command` in a process group of its own, output appended to `log`, or `stdout` left to the caller to read.

    On Linux the kernel sends it `dying_wish` when the thread that called this ends, so call it from the main thread.
    Its own group keeps a Ctrl-C in the terminal from reaching it before we have decided the order.
    """
    with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as output:
        return subprocess.Popen(  # noqa: S603  starting programs is what this package is for
            [os.fspath(part) for part in command],
            cwd=cwd,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if keep_output else output,
            stderr=output,
            process_group=0,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            preexec_fn=_bind_to_parent(dying_wish),  # noqa: PLW1509  one system call, which takes no lock
        )


def _bind_to_parent(dying_wish: signal.Signals) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def bind() -> None:
        # Runs after the change of user, which would have cleared it.
        prctl(PR_SET_PDEATHSIG, int(dying_wish), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return bind


def end_with_parent() -> None:
    """Have this process get SIGTERM when the one that started it ends, where the kernel can (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)


def stop_child(process: subprocess.Popen[bytes], *, sign: signal.Signals, patience: float) -> int:
    """Send `sign`, wait `patience` seconds, then SIGKILL. Returns the exit code."""
    if process.poll() is None:
        process.send_signal(sign)
        try:
            return process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.wait()


def birth(pid: int) -> str | None:
    """When process `pid` began, in a form to compare for equality only; None when there is no such process."""
    if PROC.joinpath("self/stat").exists():
        try:
            fields = PROC.joinpath(str(pid), "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            return None
        if fields[0] == "Z":
            return None
        # Field 22 of proc(5), counted from boot: the boot's own id makes it unique.
        return f"{PROC.joinpath('sys/kernel/random/boot_id').read_text().strip()}:{fields[19]}"
    command = ["/bin/ps", "-o", "lstart=", "-p", str(pid)]
    shown = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  a number
    return shown.stdout.strip() or None


def note_child(record: Path, process: subprocess.Popen[bytes]) -> None:
    """Write down who `process` is, for `end_orphan` after a crash."""
    record.write_text(json.dumps({"pid": process.pid, "birth": birth(process.pid)}))


def end_orphan(record: Path, *, sign: signal.Signals, patience: float) -> bool:
    """End the process noted in `record` if it still is the same one. True when there was one to end."""
    try:
        noted = json.loads(record.read_text())
        pid, born = int(noted["pid"]), noted["birth"]
    except (FileNotFoundError, ValueError, KeyError):
        return False
    found = born is not None and birth(pid) == born
    if found:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sign)
            deadline = time.monotonic() + patience
            while birth(pid) == born and time.monotonic() < deadline:
                time.sleep(0.02)
            if birth(pid) == born:
                os.kill(pid, signal.SIGKILL)
    record.unlink(missing_ok=True)
    return found
