"""A started process of a step, as its parent sees it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assetize.runtime.alias.finder import AliasFinder
from assetize.runtime.execution.multiprocess.request import Reader, StepRequest

SECONDS_TO_STOP = 5.0


class StepProcess:
    """Runs one request; its answers come by way of a file, which outlives a crash."""

    def __init__(self, request: StepRequest, folder: Path) -> None:
        asked, answered = folder / "request", folder / "answer"
        asked.write_bytes(pickle.dumps(request))
        answered.touch()
        self._reader = Reader(answered)
        self._process = subprocess.Popen(_command(asked, answered))

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    def exit_code(self) -> int | None:
        """None while the process runs."""
        return self._process.poll()

    def new_items(self) -> Iterator[Any]:
        """What the process told since the last time."""
        return self._reader.new_items()

    def stop(self) -> None:
        """Interrupts the process, and kills it if that does not help."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


def _command(asked: Path, answered: Path) -> list[str]:
    """Starts a Python like this one, with the same import path."""
    text = (
        f"import sys; sys.path[:] = {sys.path!r}; sys.argv[:] = {sys.argv!r}; "
        "from assetize.runtime.execution.multiprocess.child import main; "
        f"main({os.fspath(asked)!r}, {os.fspath(answered)!r})"
    )
    return [sys.executable, "-c", text]


def serves_dagster() -> bool:
    """Whether imports of ``dagster`` give the runtime in this process."""
    return any(isinstance(finder, AliasFinder) for finder in sys.meta_path)


def explain_exit(step_key: str, exit_code: int) -> str:
    """Why a process ended that did not say so itself."""
    how = f"unexpectedly exited with code {exit_code}."
    if exit_code < 0:
        how = f"was terminated by signal {-exit_code}{_signal_name(-exit_code)}."
    return f"Multiprocess executor: child process for step {step_key} {how}"


def _signal_name(number: int) -> str:
    import signal

    try:
        return f" ({signal.Signals(number).name})"
    except ValueError:
        return ""
