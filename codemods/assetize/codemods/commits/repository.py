"""The git repository that commits go to, and what keeps it from taking them."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from assetize.analyzer.codes.committing import GIT_BUSY, NO_BRANCH, NO_IDENTITY, TREE_NOT_CLEAN
from assetize.analyzer.model import Diagnostic, Location
from assetize.codemods.writing import WriteRefused
from assetize.codemods.writing.git_calls import GitFailed, ask_git, work_tree_of

UNFINISHED: tuple[tuple[str, str], ...] = (
    ("rebase-merge", "a rebase"),
    ("rebase-apply", "a rebase"),
    ("MERGE_HEAD", "a merge"),
    ("CHERRY_PICK_HEAD", "a cherry-pick"),
    ("REVERT_HEAD", "a revert"),
    ("sequencer", "a cherry-pick or revert"),
    ("BISECT_LOG", "a bisect"),
)
"""What git leaves in its own folder until it has ended."""
IDENTITIES = ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT")
MOST_NAMED = 5
HERE = Location(".", 1)


def ready_repository(root: Path) -> Path:
    """The top folder of the work tree around ``root``. Raises ``WriteRefused`` when no commit can be made there now."""
    top = work_tree_of(root / "any file")
    if top is None:
        raise WriteRefused([NO_BRANCH.at(HERE, f"{root.name} is in no git repository")])
    try:
        found = next(_obstacles(top), None)
    except GitFailed as problem:
        raise WriteRefused([NO_BRANCH.at(HERE, f"git does not know {top.name}: {problem}")]) from problem
    if found is not None:
        raise WriteRefused([found])
    return top


def head_of(top: Path) -> str:
    """The commit that is checked out."""
    return ask_git(top, ["rev-parse", "--verify", "HEAD"]).decode().strip()


def paths_in(top: Path, root: Path, files: Iterable[str]) -> list[str]:
    """The files as git knows them. Raises ``WriteRefused`` for one that belongs to another repository."""
    found = [(file, Path(os.path.realpath(root / file))) for file in files]
    others = [file for file, path in found if work_tree_of(path) != top]
    if others:
        message = f"{', '.join(others[:MOST_NAMED])}: in another repository than {root.name}"
        raise WriteRefused([NO_BRANCH.at(Location(others[0], 1), message)])
    return [path.relative_to(top).as_posix() for _, path in found]


def _obstacles(top: Path) -> Iterator[Diagnostic]:
    git_folder = Path(os.fsdecode(ask_git(top, ["rev-parse", "--absolute-git-dir"]).rstrip(b"\n")))
    for name, what in UNFINISHED:
        if (git_folder / name).exists():
            yield GIT_BUSY.at(HERE, f"{what} has not ended in {top.name}")
    if not _answers(top, "symbolic-ref", "--quiet", "HEAD"):
        yield NO_BRANCH.at(HERE, f"HEAD is detached in {top.name}")
    if not _answers(top, "rev-parse", "--quiet", "--verify", "HEAD"):
        yield NO_BRANCH.at(HERE, f"{top.name} has no commit yet")
    if changed := _changed_files(top):
        more = ", …" if len(changed) > MOST_NAMED else ""
        yield TREE_NOT_CLEAN.at(
            Location(changed[0], 1), f"uncommitted changes: {', '.join(changed[:MOST_NAMED])}{more}"
        )
    yield from _unknown_people(top)


def _answers(top: Path, *question: str) -> bool:
    try:
        ask_git(top, question)
    except GitFailed:
        return False
    return True


def _changed_files(top: Path) -> list[str]:
    """Those that git knows and that are not as committed, in the work tree or in the index."""
    answer = ask_git(top, ["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=no"])
    return [os.fsdecode(line[3:]) for line in answer.split(b"\0") if line]


def _unknown_people(top: Path) -> Iterator[Diagnostic]:
    for name in IDENTITIES:
        try:
            ask_git(top, ["var", name])
        except GitFailed as problem:
            yield NO_IDENTITY.at(HERE, str(problem).strip().splitlines()[-1])
