"""Runs one version in a process of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "PYTHONPATH", "VIRTUAL_ENV")


def run_version(
    request: dict[str, Any],
    folder: Path,
    seconds: float,
    number: int,
    variables: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The child's answer; one with an ``error`` when it took too long or died. ``number`` tells it from others of this folder."""
    asked, answer = folder / f"request-{number}.json", folder / f"answer-{number}.json"
    asked.write_text(json.dumps(request), encoding="utf-8")
    command = [sys.executable, "-m", "assetize.codemods.verification.child", str(asked), str(answer)]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**environment_of(folder), **(variables or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return {
            "error": f"it did not end within {seconds:.0f} seconds (--seconds gives it more)",
            "jobs": {},
            "runs": [],
        }
    finally:
        _end(process)
    said = answer.read_text(encoding="utf-8") if answer.is_file() else ""
    if process.returncode != 0 or not said:
        error = f"its process ended early, with exit code {process.returncode}"
        return {"error": error, "jobs": {}, "runs": []}
    loaded: dict[str, Any] = json.loads(said)
    return loaded


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
