"""Methods of paths and open files."""

import ast

from assetize.analyzer.values.arguments import argument, method_name
from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.folders import FOLDER_METHODS
from assetize.analyzer.values.paths import join_paths, normal, with_name, with_suffix
from assetize.analyzer.values.sql_files import read_text
from assetize.analyzer.values.text import is_text
from assetize.analyzer.values.value import (
    FILE,
    Instance,
    Known,
    Value,
)


def _join_path(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    if not is_text(owner):
        return None
    pieces = [(evaluation.of(item), evaluation.source(item)) for item in node.args]
    return join_paths([(owner, "the folder"), *pieces])


def _with_suffix(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    return with_suffix(owner, evaluation.of(node.args[0])) if is_text(owner) and node.args else None


def _with_name(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    return with_name(owner, evaluation.of(node.args[0])) if is_text(owner) and node.args else None


def _same_path(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    return normal(owner) if is_text(owner) else None


def _same(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    return owner if is_text(owner) else None


def _read(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    """``file.read()`` of an open text file, ``path.read_text()``."""
    if isinstance(owner, Instance):
        path = dict(owner.arguments).get("file")
        return read_text(evaluation, path) if owner.class_id == FILE and path is not None else None
    return read_text(evaluation, owner) if method_name(node) == "read_text" and is_text(owner) else None


def _open(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    """``path.open(mode)``."""
    if not is_text(owner):
        return None
    mode = argument(evaluation, node, 0, "mode") or Known("r")
    return Instance(FILE, (("file", owner), ("mode", mode)))


PATH_METHODS = {
    **FOLDER_METHODS,
    "joinpath": _join_path,
    "with_suffix": _with_suffix,
    "with_name": _with_name,
    "resolve": _same_path,
    "absolute": _same_path,
    "expanduser": _same,
    "as_posix": _same,
    "read": _read,
    "read_text": _read,
    "open": _open,
}
