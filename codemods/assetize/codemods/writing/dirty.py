"""Finds files whose present text git does not hold."""

import os
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import Enum
from pathlib import Path

from assetize.analyzer.codes.writing import GIT_UNREADABLE, UNCOMMITTED_CHANGES
from assetize.analyzer.model import Diagnostic, Location

# A repository's own settings may name a program to run on every look; asking must not run it.
GIT = ("git", "-c", "core.fsmonitor=false", "--no-optional-locks", "--literal-pathspecs")
STATUS = ("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--ignored=matching")
PATHS_A_CALL = 200
TIMEOUT_SECONDS = 120
NAMED_BY_HOOKS = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
)
MEANINGS = {"??": "is not in git", "!!": "is ignored by git"}


class DirtyPolicy(Enum):
    """What to do about files with uncommitted changes."""

    REFUSE = "refuse"
    ALLOW = "allow"


class _GitFailed(Exception):
    """git could not answer."""


def find_dirty(root: Path, files: Iterable[str]) -> tuple[Diagnostic, ...]:
    """One diagnostic for each file with staged, unstaged or untracked changes; none for files outside git.

    Every repository below or around the root is asked about its own files.
    """
    groups: dict[Path, list[tuple[str, Path]]] = defaultdict(list)
    for file in files:
        real = Path(os.path.realpath(root / file))
        if (top := _work_tree(real)) is not None:
            groups[top].append((file, real))
    found = [item for top, members in groups.items() for item in _find_in_repository(top, members)]
    return tuple(sorted(found, key=lambda item: item.file))


def _work_tree(path: Path) -> Path | None:
    """The nearest folder above with a ``.git``: a folder, or in submodules and linked work trees a file."""
    return next((folder for folder in path.parents if (folder / ".git").exists()), None)


def _find_in_repository(top: Path, members: Sequence[tuple[str, Path]]) -> list[Diagnostic]:
    names = {real.relative_to(top).as_posix(): file for file, real in members}
    try:
        states = _ask(top, list(names))
    except _GitFailed as problem:
        message = f"git cannot be asked about uncommitted changes: {problem}"
        return [GIT_UNREADABLE.at(Location(file, 1), f"{file}: {message}") for file in names.values()]
    return [_diagnostic(names[name], state) for name, state in states.items() if name in names]


def _diagnostic(file: str, state: str) -> Diagnostic:
    meaning = MEANINGS.get(state, "has uncommitted changes")
    return UNCOMMITTED_CHANGES.at(Location(file, 1), f"{file} {meaning}")


def _ask(top: Path, names: Sequence[str]) -> dict[str, str]:
    """The two status letters of every file among ``names`` that is not as committed."""
    shown_top = Path(os.fsdecode(_run(top, ["rev-parse", "--show-toplevel"]).rstrip(b"\n")))
    if not shown_top.samefile(top):
        raise _GitFailed(f"it takes {top.name} for a part of another repository")
    states: dict[str, str] = {}
    for start in range(0, len(names), PATHS_A_CALL):
        part = names[start : start + PATHS_A_CALL]
        lines = _run(top, [*STATUS, "--", *part]).split(b"\0")
        shown = {os.fsdecode(line[3:]): os.fsdecode(line[:2]) for line in lines if line}
        states |= {name: state for name in part if (state := _state(name, shown)) is not None}
    return states


def _state(name: str, shown: dict[str, str]) -> str | None:
    """Whole ignored folders are shown with a slash at their end."""
    if name in shown:
        return shown[name]
    return next(
        (state for path, state in shown.items() if path.endswith("/") and name.startswith(path)), None
    )


def _run(top: Path, arguments: Sequence[str]) -> bytes:
    environment = {name: value for name, value in os.environ.items() if name not in NAMED_BY_HOOKS}
    try:
        answer = subprocess.run(
            [*GIT, *arguments],
            cwd=top,
            env=environment | {"LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise _GitFailed(str(problem)) from problem
    if answer.returncode != 0:
        raise _GitFailed(answer.stderr.decode(errors="replace").strip() or f"exit code {answer.returncode}")
    return answer.stdout
