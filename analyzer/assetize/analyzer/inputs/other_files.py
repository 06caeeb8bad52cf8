"""The files beside a project's modules that an analysis may read: SQL and other texts, data, requirements, settings."""

import os
from collections.abc import Iterator
from pathlib import Path

from assetize.analyzer.files.git_files import list_git_files
from assetize.analyzer.files.skipped import is_skipped_folder

DATA_SUFFIXES = (".yaml", ".yml", ".json")
READ_SUFFIXES = (
    *DATA_SUFFIXES,
    *(".sql", ".ddl", ".dml", ".hql", ".tpl", ".tmpl", ".jinja", ".jinja2", ".j2", ".txt"),
    *(".toml", ".lock", ".cfg"),
)
READ_NAMES = frozenset({"setup.py"})
"""Also where git ignores it: it may say which Dagster is wanted."""


def find_other_files(root: Path) -> Iterator[str]:
    """Full paths, in no particular order; what git ignores counts too, as a program may read it all the same.

    A folder that holds data is among them for the names in it.
    """
    yield from _below(os.fspath(root))
    above = _folders_above(root)
    for folder in above:
        yield from (f"{folder}/{name}" for name in ("assetize.toml", "pyproject.toml"))
    if above:
        yield from _outside(root, above[-1])


def _below(root: str) -> Iterator[str]:
    pending = [root]
    while pending:
        folder = pending.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            continue
        if any(entry.name.lower().endswith(DATA_SUFFIXES) for entry in entries):
            yield folder
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if not is_skipped_folder(Path(entry.path)):
                    pending.append(entry.path)
            elif entry.name.lower().endswith(READ_SUFFIXES) or entry.name in READ_NAMES:
                yield entry.path


def _folders_above(root: Path) -> list[Path]:
    """The folders above up to the top of the git work tree, when that is not the folder itself."""
    found: list[Path] = []
    for folder in (root, *root.parents):
        if folder != root:
            found.append(folder)
        if (folder / ".git").exists():
            return found
    return []


def _outside(root: Path, repository: Path) -> Iterator[str]:
    """The Python files of the repository around: they may mention what the folder defines."""
    inside = root.relative_to(repository).as_posix() + "/"
    for name in list_git_files(repository) or ():
        if not name.startswith(inside):
            yield f"{repository}/{name}"
