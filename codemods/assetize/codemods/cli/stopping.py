"""Being terminated ends a command like Ctrl-C does: what it started is ended, and its folders are removed."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def cleaning_up_when_terminated() -> Iterator[None]:
    """For as long as the block runs."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    earlier = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, earlier)
