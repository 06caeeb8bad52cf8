"""Writes the files of one step and commits them, both or neither."""

import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from assetize.analyzer.codes.committing import COMMIT_REFUSED
from assetize.analyzer.model import Location
from assetize.codemods.commits.repository import head_of, paths_in, ready_repository
from assetize.codemods.model import FileRewrite
from assetize.codemods.writing import WriteFailed, apply, undo
from assetize.codemods.writing.git_calls import GitFailed, run_git
from assetize.codemods.writing.undo import done_levels

PATHS_A_CALL = 200
# Hooks inherit what git is told: a commit is made as the user would make it.
COMMIT = ("git", "commit", "--quiet", "--cleanup=whitespace", "--file=-")


def commit_files(root: Path, files: Sequence[FileRewrite], message: str) -> str:
    """The id of the new commit, which is on the branch that is checked out.

    Raises ``WritingError`` when it cannot be made. However it ends, the files are either committed or as they were.
    """
    top = ready_repository(root)
    paths = paths_in(top, root, (item.file for item in files))
    head, level = head_of(top), _last_level(root)
    try:
        apply(root, files)
        _stage(top, paths)
        run_git(top, COMMIT, stdin=message.encode())
    except BaseException as problem:
        if head_of(top) == head:
            with _undisturbed():
                _put_back(top, root, files, paths, level)
            if isinstance(problem, GitFailed):
                raise WriteFailed([COMMIT_REFUSED.at(Location(".", 1), _said(problem))]) from problem
        if not isinstance(problem, GitFailed):
            raise
    return head_of(top)


def _said(problem: GitFailed) -> str:
    return "git did not make the commit, and its files are as they were:\n" + str(problem)


def _stage(top: Path, paths: Sequence[str]) -> None:
    for start in range(0, len(paths), PATHS_A_CALL):
        run_git(top, ["git", "--literal-pathspecs", "add", "--", *paths[start : start + PATHS_A_CALL]])


def _last_level(root: Path) -> int:
    return max((level.number for level in done_levels(root)), default=0)


def _put_back(top: Path, root: Path, files: Sequence[FileRewrite], paths: Sequence[str], level: int) -> None:
    if _last_level(root) == level:
        return
    for start in range(0, len(paths), PATHS_A_CALL):
        part = paths[start : start + PATHS_A_CALL]
        run_git(top, ["git", "--literal-pathspecs", "reset", "--quiet", "--", *part])
    for item in files:
        # A hook may have rewritten what was just written, and an undo takes back only what it knows.
        path = root / item.file
        if not path.exists() or path.read_bytes() != item.after:
            path.write_bytes(item.after)
    undo(root)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A second Ctrl-C has to wait until the files are as they were."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    earlier = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, earlier)
