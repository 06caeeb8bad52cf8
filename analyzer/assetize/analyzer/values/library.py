"""Functions of the standard library and of Dagster whose result follows from their arguments."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping

from assetize.analyzer.values.arguments import argument, first_argument
from assetize.analyzer.values.builtin_functions import BUILTIN_FUNCTIONS
from assetize.analyzer.values.data_files import DATA_FUNCTIONS
from assetize.analyzer.values.dates import DATE_FUNCTIONS, run_date
from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.folders import FOLDER_FUNCTIONS
from assetize.analyzer.values.namespaces import namespace, settings_reader
from assetize.analyzer.values.packages import package_folder, package_text
from assetize.analyzer.values.path_functions import PATH_FUNCTIONS
from assetize.analyzer.values.text import is_text, parts_of, text
from assetize.analyzer.values.value import (
    FILE,
    Hole,
    Instance,
    Known,
    NotKnown,
    Template,
    Value,
)

Function = Callable[[Evaluation, ast.Call], Value | None]
"""What a call gives; None when the call is of a form that is not understood."""


def environment_variable(evaluation: Evaluation, node: ast.Call) -> Value | None:
    """``os.getenv("NAME", default)`` and ``EnvVar("NAME")``."""
    name = argument(evaluation, node, 0, "key") or argument(evaluation, node, 0, "name")
    default = argument(evaluation, node, 1, "default")
    if isinstance(name, Known) and isinstance(name.value, str):
        return Template((Hole("env", name.value, default),))
    return NotKnown("an environment variable whose name is not known")


def _second(evaluation: Evaluation, node: ast.Call) -> Value | None:
    return evaluation.of(node.args[1]) if len(node.args) == 2 else None


def _dedent(evaluation: Evaluation, node: ast.Call) -> Value | None:
    return _with_holes_kept(first_argument(evaluation, node), textwrap.dedent)


def _clean(evaluation: Evaluation, node: ast.Call) -> Value | None:
    return _with_holes_kept(first_argument(evaluation, node), inspect.cleandoc)


def _with_holes_kept(value: Value | None, change: Callable[[str], str]) -> Value | None:
    """Changes only white space at the start of lines, so a hole may stand for any text within a line."""
    if value is None or not is_text(value):
        return value
    holes = value.holes if isinstance(value, Template) else ()
    marked = "".join(part if isinstance(part, str) else "\0" for part in parts_of(value, ""))
    pieces = change(marked).split("\0")
    parts: list[str | Hole] = [pieces[0]]
    for hole, piece in zip(holes, pieces[1:], strict=True):
        parts.extend((hole, piece))
    return text(parts)


def open_file(evaluation: Evaluation, node: ast.Call) -> Value | None:
    """``open(path, mode)``: an object whose ``read()`` may be known."""
    path = argument(evaluation, node, 0, "file")
    if path is None:
        return None
    mode = argument(evaluation, node, 1, "mode") or Known("r")
    return Instance(FILE, (("file", path), ("mode", mode)))


def _identifier(evaluation: Evaluation, node: ast.Call) -> Value | None:
    """``psycopg2.sql.Identifier("schema", "table")``."""
    parts: list[str | Hole] = []
    for position, item in enumerate(node.args):
        parts.extend(("." if position else "", *parts_of(evaluation.of(item), evaluation.source(item))))
    return text(parts)


FUNCTIONS: Mapping[str, Function] = {
    **PATH_FUNCTIONS,
    **BUILTIN_FUNCTIONS,
    **DATA_FUNCTIONS,
    **FOLDER_FUNCTIONS,
    **dict.fromkeys(DATE_FUNCTIONS, run_date),
    "os.getenv": environment_variable,
    "os.environ.get": environment_variable,
    "decouple.config": environment_variable,
    "environs.Env": settings_reader,
    "environs.FileAwareEnv": settings_reader,
    "types.SimpleNamespace": namespace,
    "argparse.Namespace": namespace,
    "dagster.EnvVar": environment_variable,
    "dagster.EnvVar.int": environment_variable,
    "textwrap.dedent": _dedent,
    "inspect.cleandoc": _clean,
    "string.Template": first_argument,
    "jinja2.Template": first_argument,
    "importlib.resources.read_text": package_text,
    "importlib.resources.files": package_folder,
    "typing.cast": _second,
    "sqlalchemy.text": first_argument,
    "sqlalchemy.sql.text": first_argument,
    "sqlalchemy.sql.expression.text": first_argument,
    "psycopg2.sql.SQL": first_argument,
    "psycopg.sql.SQL": first_argument,
    "psycopg2.sql.Identifier": _identifier,
    "psycopg.sql.Identifier": _identifier,
    "builtins.open": open_file,
    "io.open": open_file,
}
