"""Runs one version in a process of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assetize.codemods.verification.interrupts import held_back

KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "PYTHONPATH", "VIRTUAL_ENV")


Answer = dict[str, Any]


class RunningVersion:
    """A version at work, from the beginning of a ``with`` block; when the block ends, nothing of it is left.

    ``number`` tells its files from others of this folder.
    """

    def __init__(
        self,
        request: dict[str, Any],
        folder: Path,
        seconds: float,
        number: int,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        self._request = request
        self._folder = folder
        self._seconds = seconds
        self._asked, self._answer = (folder / f"{name}-{number}.json" for name in ("request", "answer"))
        self._variables = variables or {}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "RunningVersion":
        self._asked.write_text(json.dumps(self._request), encoding="utf-8")
        self._deadline = time.monotonic() + self._seconds
        try:
            with held_back():
                self._process = self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _start(self) -> "subprocess.Popen[bytes]":
        module = "assetize.codemods.verification.child"
        return subprocess.Popen(
            [sys.executable, "-m", module, str(self._asked), str(self._answer)],
            cwd=self._folder,
            env={**environment_of(self._folder), **self._variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def __exit__(self, *_problem: object) -> None:
        if self._process is not None:
            _end(self._process)

    def answer(self) -> Answer:
        """What it found; an answer with an ``error`` when it took too long or died."""
        assert self._process is not None
        try:
            self._process.wait(timeout=max(0, self._deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            return _failed(f"it did not end within {self._seconds:.0f} seconds (--seconds gives it more)")
        said = self._answer.read_text(encoding="utf-8") if self._answer.is_file() else ""
        if self._process.returncode != 0 or not said:
            return _failed(f"its process ended early, with exit code {self._process.returncode}")
        loaded: Answer = json.loads(said)
        return loaded


def _failed(error: str) -> Answer:
    return {"error": error, "jobs": {}, "runs": []}


def _end(process: subprocess.Popen[bytes]) -> None:
    """Nothing of the child is left, nor of what it may have started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    process.wait()


def environment_of(folder: Path) -> dict[str, str]:
    """As little as Python needs: no credentials, no Dagster home, a home folder of its own."""
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    return {
        **kept,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "DAGSTER_DISABLE_TELEMETRY": "1",
    }
