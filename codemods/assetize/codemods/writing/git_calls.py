"""Calls git: which repository a file is in, and what git answers."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

# A repository's own settings may name a program to run on every look; asking must not run it.
ASKING = ("git", "-c", "core.fsmonitor=false", "--no-optional-locks", "--literal-pathspecs")
TIMEOUT_SECONDS = 120
NAMED_BY_HOOKS = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
)


class GitFailed(Exception):
    """git could not do it, or could not answer; the text is what it said."""


def work_tree_of(path: Path) -> Path | None:
    """The nearest folder above with a ``.git``: a folder, or in submodules and linked work trees a file."""
    return next((folder for folder in path.parents if (folder / ".git").exists()), None)


def ask_git(top: Path, arguments: Sequence[str]) -> bytes:
    """What git prints. It changes nothing, runs no program of the repository, and speaks English."""
    return run_git(top, [*ASKING, *arguments], {"LC_ALL": "C"}, TIMEOUT_SECONDS)


def run_git(
    top: Path,
    command: Sequence[str],
    environment: Mapping[str, str] | None = None,
    seconds: float | None = None,
    stdin: bytes = b"",
) -> bytes:
    """What a whole command prints. Raises ``GitFailed``."""
    inherited = {name: value for name, value in os.environ.items() if name not in NAMED_BY_HOOKS}
    try:
        process = subprocess.Popen(
            list(command),
            cwd=top,
            env={**inherited, **(environment or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except OSError as problem:
        raise GitFailed(str(problem)) from problem
    try:
        output, errors = process.communicate(stdin, seconds)
    except subprocess.TimeoutExpired as problem:
        _end(process)
        raise GitFailed(str(problem)) from problem
    except BaseException:
        _end(process)
        raise
    if process.returncode != 0:
        said = errors.decode(errors="replace").strip() or output.decode(errors="replace").strip()
        raise GitFailed(said or f"exit code {process.returncode}")
    return output


def _end(process: subprocess.Popen[bytes]) -> None:
    """git takes its lock files away when it is asked to end, and leaves them when it is killed."""
    process.terminate()
    process.communicate()
