"""Finds files whose present text git does not hold."""

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import Enum
from pathlib import Path

from assetize.analyzer.codes.writing import GIT_UNREADABLE, UNCOMMITTED_CHANGES
from assetize.analyzer.model import Diagnostic, Location
from assetize.codemods.writing.git_calls import GitFailed, ask_git, work_tree_of

STATUS = ("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--ignored=matching")
PATHS_A_CALL = 200
MEANINGS = {"??": "is not in git", "!!": "is ignored by git"}


class DirtyPolicy(Enum):
    """What to do about files with uncommitted changes."""

    REFUSE = "refuse"
    ALLOW = "allow"


def find_dirty(root: Path, files: Iterable[str]) -> tuple[Diagnostic, ...]:
    """One diagnostic for each file with staged, unstaged or untracked changes; none for files outside git.

    Every repository below or around the root is asked about its own files.
    """
    groups: dict[Path, list[tuple[str, Path]]] = defaultdict(list)
    for file in files:
        real = Path(os.path.realpath(root / file))
        if (top := work_tree_of(real)) is not None:
            groups[top].append((file, real))
    found = [item for top, members in groups.items() for item in _find_in_repository(top, members)]
    return tuple(sorted(found, key=lambda item: item.file))


def _find_in_repository(top: Path, members: Sequence[tuple[str, Path]]) -> list[Diagnostic]:
    names = {real.relative_to(top).as_posix(): file for file, real in members}
    try:
        states = _ask(top, list(names))
    except GitFailed as problem:
        message = f"git cannot be asked about uncommitted changes: {problem}"
        return [GIT_UNREADABLE.at(Location(file, 1), f"{file}: {message}") for file in names.values()]
    return [_diagnostic(names[name], state) for name, state in states.items() if name in names]


def _diagnostic(file: str, state: str) -> Diagnostic:
    meaning = MEANINGS.get(state, "has uncommitted changes")
    return UNCOMMITTED_CHANGES.at(Location(file, 1), f"{file} {meaning}")


def _ask(top: Path, names: Sequence[str]) -> dict[str, str]:
    """The two status letters of every file among ``names`` that is not as committed."""
    shown_top = Path(os.fsdecode(ask_git(top, ["rev-parse", "--show-toplevel"]).rstrip(b"\n")))
    if not shown_top.samefile(top):
        raise GitFailed(f"it takes {top.name} for a part of another repository")
    states: dict[str, str] = {}
    for start in range(0, len(names), PATHS_A_CALL):
        part = names[start : start + PATHS_A_CALL]
        lines = ask_git(top, [*STATUS, "--", *part]).split(b"\0")
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
