"""Reads the text files that lie beside a project's modules: SQL above all, and what holds data."""

from pathlib import Path
from typing import cast

from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.paths import PROJECT
from assetize.analyzer.values.text import render
from assetize.analyzer.values.value import Known, NotKnown, Template, Value

DATA_SUFFIXES = frozenset({".yaml", ".yml", ".json"})
TEXT_SUFFIXES = frozenset(
    {*DATA_SUFFIXES, ".sql", ".ddl", ".dml", ".hql", ".tpl", ".tmpl", ".jinja", ".jinja2", ".j2", ".txt"}
)
LARGEST = 1_000_000


def read_text(evaluation: Evaluation, path: Value) -> Value:
    """The text of a file of the project; only kinds of files that hold what a program executes."""
    shown = render(path)
    if shown is None:
        return NotKnown("the text of a file whose path is not known")
    memory = evaluation.sources.remembered
    key = ("text file", evaluation.scope.module_id, shown)
    if key not in memory:
        memory[key] = _read(evaluation, path, shown)
    return cast(Value, memory[key])


def _read(evaluation: Evaluation, path: Value, shown: str) -> Value:
    root = evaluation.sources.tree.root
    found = {
        file
        for folder, name in places_of(evaluation, path)
        if (file := _inside(root, folder, name)) is not None
    }
    if len(found) != 1:
        return NotKnown(
            f"the text of {shown}, " + ("which is not in the project" if not found else "found twice")
        )
    file = found.pop()
    try:
        if file.stat().st_size > LARGEST:
            return NotKnown(f"the text of {shown}, which is very long")
        return Known(file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except (OSError, UnicodeDecodeError):
        return NotKnown(f"the text of {shown}, which cannot be read")


def places_of(evaluation: Evaluation, path: Value) -> list[tuple[Path, str]]:
    """The folders that a path may start from; for one that starts at the project's own folder, that one."""
    root = evaluation.sources.tree.root
    if isinstance(path, Template):
        is_own = len(path.parts) == 2 and path.parts[0] == PROJECT and isinstance(path.parts[1], str)
        return [(root, str(path.parts[1]).lstrip("/"))] if is_own else []
    if not isinstance(path, Known) or not isinstance(path.value, str) or path.value.startswith(("/", "~")):
        return []
    module = evaluation.sources.known_modules[evaluation.scope.module_id]
    folders = [root, *(folder for folder in (root / module.file).parents if folder.is_relative_to(root))]
    return [(folder, path.value) for folder in dict.fromkeys(folders)]


def _inside(root: Path, folder: Path, name: str) -> Path | None:
    """The file of that name, unless it is of another kind or a link leads it out of the project."""
    try:
        file = (folder / name).resolve()
        is_text = file.suffix.lower() in TEXT_SUFFIXES and file.is_file()
    except (OSError, RuntimeError, ValueError):
        return None
    return file if is_text and file.is_relative_to(root) else None
