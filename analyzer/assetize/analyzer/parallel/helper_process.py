"""One forked helper process: works on a share, and sends back what it found."""

import os
import signal
import warnings
from collections.abc import Callable
from contextlib import suppress

from assetize.analyzer.records import dataclass

DONE = b"\1"
"""The last byte of an answer: whatever ends without it is an answer cut short."""


class HelperFailed(Exception):
    """A helper ended without an answer."""


@dataclass(frozen=True, slots=True)
class Helper:
    """A process of this one's making, and the pipe that its answer comes through."""

    process: int
    pipe: int

    def answer(self) -> bytes:
        """Waits for the answer. Raises ``HelperFailed`` when there is none."""
        parts: list[bytes] = []
        while part := os.read(self.pipe, 1 << 20):
            parts.append(part)
        data = b"".join(parts)
        if not data.endswith(DONE):
            raise HelperFailed(f"process {self.process} gave no answer")
        return data[: -len(DONE)]

    def dismiss(self) -> None:
        """Ends the process, if it still runs, and lets the system forget it."""
        os.close(self.pipe)
        with suppress(OSError):
            os.kill(self.process, signal.SIGKILL)
        with suppress(OSError):
            os.waitpid(self.process, 0)


def start_helper(work: Callable[[], bytes]) -> Helper:
    """Forks a process that does the work. It ends without running anything that this process does when it ends."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Threads that only wait are known of, see ``process_count``.
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if process:
        os.close(writing)
        return Helper(process, reading)
    # Nothing may leave this block: the process would go on as a second one of its parent.
    code = 1
    try:
        os.close(reading)
        _write(writing, work() + DONE)
        code = 0
    finally:
        os._exit(code)


def _write(pipe: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(pipe, rest) :]
