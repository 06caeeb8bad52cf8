"""Lists the Python files of a folder that git does not know, honouring its .gitignore files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assetize.analyzer.files.skipped import is_skipped_folder

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

Specs = tuple[tuple[str, "GitIgnoreSpec"], ...]
"""The .gitignore files that govern a folder, outermost first, each with the folder that holds it."""


def walk_files(root: Path) -> list[str]:
    """Paths relative to ``root``, sorted; linked folders are not entered, so no link can lead out or in circles."""
    return sorted(_walk(root, "", ()))


def _walk(root: Path, start: str, specs: Specs) -> Iterator[str]:
    pending = [(start, specs)]
    while pending:
        folder, above = pending.pop()
        try:
            entries = list(os.scandir(root / folder))
        except OSError:
            continue
        governing = _with_own_spec(folder, entries, above)
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                if not is_skipped_folder(Path(entry.path)) and not _is_ignored(path + "/", governing):
                    pending.append((path, governing))
            elif entry.name.endswith(".py") and not _is_ignored(path, governing):
                yield path


def _with_own_spec(folder: str, entries: list[os.DirEntry[str]], above: Specs) -> Specs:
    own = next((entry for entry in entries if entry.name == ".gitignore"), None)
    if own is None or not own.is_file():
        return above
    from pathspec import GitIgnoreSpec  # slow to import, and needed only without git

    try:
        text = Path(own.path).read_text(encoding="utf-8", errors="replace")
        return (*above, (folder, GitIgnoreSpec.from_lines(text.splitlines())))
    except (OSError, ValueError):
        return above


def _is_ignored(path: str, governing: Specs) -> bool:
    """The innermost .gitignore that says anything decides."""
    for folder, spec in reversed(governing):
        relative = path[len(folder) + 1 :] if folder else path
        verdict = spec.check_file(relative).include
        if verdict is not None:
            return verdict
    return False
