"""Lists the files that git tracks or would track, the Python files above all."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

# A repository's own settings may name programs to run; reading a project must not run them.
COMMAND = ("git", "-c", "core.fsmonitor=false", "--no-optional-locks", "ls-files", "-z")
SELECTION = ("--cached", "--others", "--exclude-standard", "--")
PYTHON = ("*.py",)
TIMEOUT_SECONDS = 60


def list_git_files(root: Path, patterns: Sequence[str] = PYTHON) -> list[str] | None:
    """Paths relative to ``root``; None when git is missing, refuses, or ``root`` is in no repository."""
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        return None
    try:
        answer = subprocess.run(
            [*COMMAND, *SELECTION, *patterns],
            cwd=root,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if answer.returncode != 0:
        return None
    return sorted({os.fsdecode(path) for path in answer.stdout.split(b"\0") if path})


def _environment() -> dict[str, str]:
    """Inside a git hook, variables name the hook's repository: they would hide the one that is asked about."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
