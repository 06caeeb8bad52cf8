"""What folders of the project hold: ``Path.glob``, ``os.listdir``, ``os.walk``."""

import ast
import os
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from assetize.analyzer.files.skipped import is_skipped_folder
from assetize.analyzer.values.arguments import argument, first_argument
from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.paths import join_paths, parent_of
from assetize.analyzer.values.sql_files import DATA_SUFFIXES, TEXT_SUFFIXES, places_of
from assetize.analyzer.values.text import is_text
from assetize.analyzer.values.value import Known, NotKnown, Template, Value, sequence

MOST_FILES = 1_000
COVERED = TEXT_SUFFIXES | {".py"}
"""A new file of these kinds makes for a new analysis anywhere, and any file in a folder that holds data."""
NOT_KNOWN = NotKnown("what is in a folder")


class NotListedError(Exception):
    """What the folder holds cannot be said."""


def list_paths(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    """``folder.iterdir()``, ``folder.glob("*.yaml")``, ``folder.rglob("*.yaml")``."""
    method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if not is_text(owner):
        return None
    pattern: Value | None = Known("*") if method == "iterdir" else argument(evaluation, node, 0, "pattern")
    if not isinstance(pattern, Known) or not isinstance(pattern.value, str):
        return NOT_KNOWN
    words = f"**/{pattern.value}" if method == "rglob" else pattern.value
    return _matching(evaluation, owner, words)


def _glob(evaluation: Evaluation, node: ast.Call) -> Value | None:
    """``glob.glob("configs/*.yaml")``."""
    pattern = argument(evaluation, node, 0, "pathname")
    last = pattern.value if isinstance(pattern, Known) else None
    if isinstance(pattern, Template) and isinstance(pattern.parts[-1], str):
        last = pattern.parts[-1]
    if pattern is None or not isinstance(last, str) or any(word.arg != "recursive" for word in node.keywords):
        return NOT_KNOWN
    name = PurePosixPath(last).name
    folder = parent_of(pattern)
    return _matching(evaluation, folder, name) if is_text(folder) and "**" not in last else NOT_KNOWN


def _names(evaluation: Evaluation, node: ast.Call) -> Value | None:
    """``os.listdir(folder)``."""
    folder = first_argument(evaluation, node)
    found = _folder(evaluation, folder) if folder is not None else None
    if found is None:
        return NOT_KNOWN
    try:
        return sequence(Known(path.name) for path in _listed(found))
    except NotListedError:
        return NOT_KNOWN


def _walk(evaluation: Evaluation, node: ast.Call) -> Value | None:
    """``os.walk(folder)``: each folder with the names of the folders and of the files in it."""
    top = first_argument(evaluation, node)
    found = _folder(evaluation, top) if top is not None else None
    if found is None or top is None:
        return NOT_KNOWN
    rows: list[Value] = []
    pending = [found]
    try:
        while pending:
            folder = pending.pop()
            inside = list(_listed(folder))
            folders = [path for path in inside if path.is_dir()]
            names = [[path.name for path in inside if path.is_dir() is kind] for kind in (True, False)]
            place = join_paths(
                [(top, "the folder"), (Known(folder.relative_to(found).as_posix()), "the name")]
            )
            rows.append(sequence([place or NOT_KNOWN, *(Known(tuple(group)) for group in names)]))
            pending += reversed(folders)
            if len(rows) > MOST_FILES:
                return NOT_KNOWN
    except NotListedError:
        return NOT_KNOWN
    return sequence(rows)


def _matching(evaluation: Evaluation, folder: Value, pattern: str) -> Value:
    found = _folder(evaluation, folder)
    if found is None:
        return NOT_KNOWN
    everywhere, name = pattern.startswith("**/"), pattern.removeprefix("**/")
    if "/" in name or "**" in name:
        return NOT_KNOWN
    try:
        paths = [path for path in _below(found, everywhere) if fnmatchcase(path.name, name)]
        _check_noticed(paths)
    except NotListedError:
        return NOT_KNOWN
    names = [path.relative_to(found).as_posix() for path in paths]
    values = [join_paths([(folder, "the folder"), (Known(item), "the name")]) for item in names]
    return sequence(value or NOT_KNOWN for value in values)


def _below(folder: Path, everywhere: bool) -> Iterator[Path]:
    for path in _entries(folder):
        yield path
        if everywhere and path.is_dir():
            yield from _below(path, everywhere)


def _listed(folder: Path) -> list[Path]:
    found = _entries(folder)
    _check_noticed(found)
    return found


def _check_noticed(paths: Sequence[Path]) -> None:
    """Raises where a new file beside these would make for no new analysis."""
    folders = {path.parent for path in paths if not path.is_dir() and path.suffix.lower() not in COVERED}
    if len(paths) > MOST_FILES or not all(map(_holds_data, folders)):
        raise NotListedError


def _holds_data(folder: Path) -> bool:
    return any(path.suffix.lower() in DATA_SUFFIXES for path in _entries(folder))


def _entries(folder: Path) -> list[Path]:
    try:
        found = sorted(Path(entry.path) for entry in os.scandir(folder) if not entry.is_symlink())
    except OSError as error:
        raise NotListedError from error
    return [path for path in found if not (path.is_dir() and is_skipped_folder(path))]


def _folder(evaluation: Evaluation, path: Value) -> Path | None:
    """The one folder of the project that a path means."""
    root = evaluation.sources.tree.root
    found = set()
    for start, name in places_of(evaluation, path):
        folder = (start / name).resolve()
        if folder.is_dir() and folder.is_relative_to(root.resolve()):
            found.add(folder)
    return found.pop() if len(found) == 1 else None


FOLDER_FUNCTIONS = {"glob.glob": _glob, "glob.iglob": _glob, "os.listdir": _names, "os.walk": _walk}
FOLDER_METHODS = {"glob": list_paths, "rglob": list_paths, "iterdir": list_paths}
