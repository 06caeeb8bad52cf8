"""What random projects tell their observer: a library to them, so that its file is no part of what an upgrade looks at."""

from pathlib import Path
from typing import Any

LOG = "journal.log"

_attempts: dict[str, int] = {}


def note(name: str, *facts: Any) -> None:
    """Write down that an op ran, and what it was given."""
    with Path(LOG).open("a") as file:
        file.write(f"{name} {facts!r}\n")


def attempt(name: str) -> int:
    """How often this was asked for in this process."""
    _attempts[name] = _attempts.get(name, 0) + 1
    return _attempts[name]


note("--")
