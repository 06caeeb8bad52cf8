"""Functions of ``os``, ``os.path`` and ``pathlib`` on paths."""

import ast
import posixpath

from assetize.analyzer.values.arguments import argument, first_argument
from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.paths import join_paths, name_of, normal, parent_of
from assetize.analyzer.values.value import (
    Known,
    Value,
)


def _join(evaluation: Evaluation, node: ast.Call) -> Value | None:
    if any(isinstance(item, ast.Starred) for item in node.args) or node.keywords:
        return None
    return join_paths([(evaluation.of(item), evaluation.source(item)) for item in node.args])


def _path(evaluation: Evaluation, node: ast.Call) -> Value | None:
    return _join(evaluation, node) if node.args else Known(".")


def _relative(evaluation: Evaluation, node: ast.Call) -> Value | None:
    """``file_relative_path(__file__, "x.sql")``."""
    file, relative = (
        argument(evaluation, node, 0, "dunderfile"),
        argument(evaluation, node, 1, "relative_path"),
    )
    if file is None or relative is None:
        return None
    return join_paths([(parent_of(file), "the folder"), (relative, "the name")])


def _normal_path(evaluation: Evaluation, node: ast.Call) -> Value | None:
    value = first_argument(evaluation, node)
    return normal(value) if value is not None else None


def _folder(evaluation: Evaluation, node: ast.Call) -> Value | None:
    value = first_argument(evaluation, node)
    return parent_of(value) if value is not None else None


def _base_name(evaluation: Evaluation, node: ast.Call) -> Value | None:
    value = first_argument(evaluation, node)
    return name_of(value, "name") if value is not None else None


def _without_suffix(evaluation: Evaluation, node: ast.Call) -> Value | None:
    """``os.path.splitext(path)``."""
    value = first_argument(evaluation, node)
    if isinstance(value, Known) and isinstance(value.value, str):
        return Known(posixpath.splitext(value.value))
    return None


def _here(evaluation: Evaluation, node: ast.Call) -> Value | None:
    return Known(".")


def _home(evaluation: Evaluation, node: ast.Call) -> Value | None:
    return Known("~")


PATH_FUNCTIONS = {
    "dagster.file_relative_path": _relative,
    "os.path.join": _join,
    "posixpath.join": _join,
    "os.path.dirname": _folder,
    "os.path.basename": _base_name,
    "os.path.splitext": _without_suffix,
    "os.path.abspath": _normal_path,
    "os.path.realpath": _normal_path,
    "os.path.normpath": _normal_path,
    "os.path.expanduser": first_argument,
    "os.path.expandvars": first_argument,
    "os.fspath": first_argument,
    "os.getcwd": _here,
    "pathlib.Path": _path,
    "pathlib.PosixPath": _path,
    "pathlib.PurePath": _path,
    "pathlib.PurePosixPath": _path,
    "upath.UPath": first_argument,
    "pathlib.Path.cwd": _here,
    "pathlib.Path.home": _home,
}
