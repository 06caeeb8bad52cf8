"""What the process of a step is told, and what it tells."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

LENGTH = 8


@dataclass(frozen=True)
class StepRequest:
    """One attempt at a step of a run, with what earlier steps made known."""

    job: Any
    """The reconstructable job."""
    op_selection: Sequence[str] | None
    asset_selection: Any
    run: Any
    run_config: Mapping[str, Any]
    home: str
    """Where the instance is kept."""
    storage: str
    serves_dagster: bool
    """The job's code gets the runtime when it imports ``dagster``."""
    step_key: str
    mapping_key: str | None
    attempt: int
    retries_enabled: bool
    yielded: Any
    mapping_keys: Any
    origins: Any
    output_metadata: Any


@dataclass(frozen=True)
class Ended:
    """How an attempt ended; a process that crashes does not get to say it."""

    delay: float | None
    """Seconds after which the step runs again, if it does."""
    succeeded: bool
    yielded: Any = ()
    mapping_keys: Any = ()
    output_metadata: Any = ()


@dataclass(frozen=True)
class NotStarted:
    """The process could not set the step up; the error, as text."""

    error: Any


@dataclass(frozen=True)
class Message:
    """A log message."""

    level: int
    text: str
    step_key: str | None


def send(file: BinaryIO, item: Any) -> None:
    """Appends a value, so that a reader sees all of it or nothing."""
    data = pickle.dumps(item)
    file.write(len(data).to_bytes(LENGTH, "big") + data)
    file.flush()


class Reader:
    """Reads what another process appends to a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._position = 0

    def new_items(self) -> Iterator[Any]:
        """What is complete and was not read before."""
        with self._path.open("rb") as file:
            file.seek(self._position)
            data = file.read()
        start = 0
        while start + LENGTH <= len(data):
            end = start + LENGTH + int.from_bytes(data[start : start + LENGTH], "big")
            if end > len(data):
                break
            self._position += end - start
            yield pickle.loads(data[start + LENGTH : end])
            start = end
