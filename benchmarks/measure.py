"""Runs commands in fresh processes and measures them."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Command = Sequence[str]
NOTHING_BEFORE: Mapping[str, Callable[[], None]] = {}


@dataclass(frozen=True, slots=True)
class Measurement:
    """Seconds on the clock, seconds of the processors, and the most memory at once."""

    wall: float
    cpu: float
    memory_mb: float


def measure_all(
    commands: Mapping[str, Command],
    folder: Path,
    rounds: int,
    before: Mapping[str, Callable[[], None]] = NOTHING_BEFORE,
) -> dict[str, Measurement]:
    """The least of some rounds for each command; they take turns, so that a busy moment is unfair to none.

    ``before`` is what has to be done, unmeasured, right before a command.
    One round before them does not count: it lets Python write its bytecode cache, as it does once after an installation.
    """
    for command in commands.values():
        _measure(command, folder)
    taken: dict[str, list[Measurement]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            before.get(name, _nothing)()
            taken[name].append(_measure(command, folder))
    return {name: _least(found) for name, found in taken.items()}


def _nothing() -> None:
    """Most commands need nothing."""


def _measure(command: Command, folder: Path) -> Measurement:
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=_environment(), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Measurement(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6)


def _environment() -> dict[str, str]:
    """The own one, in which Python keeps the bytecode of what it imports, as it does for most people."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _least(found: Sequence[Measurement]) -> Measurement:
    return Measurement(
        min(item.wall for item in found),
        min(item.cpu for item in found),
        max(item.memory_mb for item in found),
    )
