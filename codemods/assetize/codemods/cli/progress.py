"""A sign of life on stderr while a long scan runs."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.status import Status

PATIENCE_SECONDS = 1.0
"""Shorter scans show nothing."""


@contextmanager
def progress(message: str) -> Iterator[None]:
    """Shows ``message`` with a spinner from one second on, on a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    spinner = _LateSpinner(message)
    timer = threading.Timer(PATIENCE_SECONDS, spinner.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        spinner.stop()


class _LateSpinner:
    """A rich spinner that is started from a timer's thread, or never when it was stopped before."""

    def __init__(self, message: str) -> None:
        self._message = message
        self._lock = threading.Lock()
        self._stopped = False
        self._status: Status | None = None

    def start(self) -> None:
        from rich.console import Console

        with self._lock:
            if not self._stopped:
                self._status = Console(stderr=True).status(self._message)
                self._status.start()

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            if self._status is not None:
                self._status.stop()
