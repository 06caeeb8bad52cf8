"""Run configs whose entries an upgrade brought together: each entry, under its step's former name, says what it said."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from assetize.codemods.model import RenameConfigKeys, StepPath

OPS = "ops"
Entries = dict[StepPath, str]


def without_same_configs(
    old: ast.stmt, new: ast.stmt, renames: Sequence[RenameConfigKeys]
) -> tuple[ast.stmt, ast.stmt]:
    """Both statements, without what a renamed run config gives to each step where both give the same."""
    old, new = deepcopy(old), deepcopy(new)
    before, after = list(_configs(old)), list(_configs(new))
    paths = {rename.line: dict(rename.paths) for rename in renames}
    if len(before) == len(after):
        for (line, one), (_, other) in zip(before, after, strict=True):
            if line in paths and _entries(one, paths[line]) == _former(other, paths[line]):
                for config in (one, other):
                    config.keys, config.values = [], []
    return old, new


def _configs(node: ast.AST) -> Iterator[tuple[int, ast.Dict]]:
    """The outermost dicts after ``"ops":`` and ``ops=``, each with its line, in the order of the text."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.keyword) and child.arg == OPS and isinstance(child.value, ast.Dict):
            yield child.lineno, child.value
        elif isinstance(child, ast.Dict):
            yield from _configs_of(child)
        else:
            yield from _configs(child)


def _configs_of(node: ast.Dict) -> Iterator[tuple[int, ast.Dict]]:
    for key, value in zip(node.keys, node.values, strict=True):
        if isinstance(key, ast.Constant) and key.value == OPS and isinstance(value, ast.Dict):
            yield key.lineno, value
        else:
            yield from _configs(ast.Expr(value))


def _former(config: ast.Dict, paths: Mapping[StepPath, StepPath]) -> Entries:
    """The entries of a new config, under the names that the steps had."""
    former = {new: old for old, new in paths.items()}
    return {former.get(path, path): text for path, text in _entries(config, former).items()}


def _entries(config: ast.Dict, ends: Mapping[StepPath, StepPath], prefix: StepPath = ()) -> Entries:
    """What each step is given, as text; ``ends`` are the steps' paths."""
    found: Entries = {}
    for key, value in zip(config.keys, config.values, strict=True):
        name = ast.unparse(value) if key is None else _text(key)
        path = (*prefix, name)
        inner = _inner(value) if path not in ends else None
        if inner is None:
            found[path] = ast.unparse(value)
        else:
            found |= _entries(inner, ends, path)
    return found


def _inner(value: ast.expr) -> ast.Dict | None:
    """``{…}`` of ``{"ops": {…}}``."""
    match value:
        case ast.Dict(keys=[ast.Constant(value="ops")], values=[ast.Dict() as inner]):
            return inner
    return None


def _text(key: ast.expr) -> str:
    return key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ast.unparse(key)
