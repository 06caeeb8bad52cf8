"""Finds everything in a file that takes a name from Dagster: what to write instead, and what the runtime cannot give."""

import ast
import re
from collections.abc import Iterator

from assetize.analyzer.codes.targeting import IMPORT_NOT_SERVED, NOT_IN_RUNTIME
from assetize.analyzer.model import Diagnostic, Location
from assetize.analyzer.records import dataclass
from assetize.codemods.runtime_target.edits import Edit, line_starts
from assetize.runtime.public_names import HOMES

RUNTIME = "assetize.runtime"
LIBRARY = re.compile(r"dagster(_\w+)?(\..+)?\Z")
FROM = re.compile(r"from(?:[ \t\f]|\\\r?\n)+")
IMPORTING_CALLS = frozenset({"import_module", "__import__", "importorskip", "find_spec", "patch"})
"""Functions that take a module's name, or a path that begins with it, as a string."""


@dataclass(frozen=True, slots=True)
class Imports:
    """What is to be done to one file; with a problem, nothing."""

    edits: tuple[Edit, ...]
    problems: tuple[Diagnostic, ...]


def read_imports(file: str, text: str, own: frozenset[str] = frozenset()) -> Imports:
    """All imports, wherever in the file, and all uses of the module. Raises ``SyntaxError``.

    ``own``: the project's own top-level modules, which may be called ``dagster_…``, too.
    """
    tree = ast.parse(text)
    starts = line_starts(text)
    edits: list[Edit] = []
    problems: list[Diagnostic] = []
    modules: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module), level=0) if _is_library(module, own):
                problems += _problems_of_from(file, node)
                edits += _edit_of_from(node, text[starts[node.lineno - 1] :]) if module == "dagster" else ()
            case ast.Import():
                problems += _problems_of_import(file, node, own)
                edits += _edits_of_import(node)
                modules |= {item.asname or item.name for item in node.names if item.name == "dagster"}
            case ast.Call():
                problems += _problems_of_call(file, node, own)
    problems += _problems_of_uses(file, tree, modules)
    return Imports(tuple(sorted(set(edits))), tuple(sorted(set(problems))))


def _is_library(module: str, own: frozenset[str]) -> bool:
    """Dagster itself, or a library that is made for it."""
    return LIBRARY.match(module) is not None and module.partition(".")[0] not in own


def _edit_of_from(node: ast.ImportFrom, rest: str) -> Iterator[Edit]:
    """``rest``: the text from the statement's line on."""
    line, _, below = rest.partition("\n")
    start = FROM.match(line.encode()[node.col_offset :].decode() + "\n" + below)
    if start is not None:
        yield Edit(node.lineno, node.col_offset, "dagster", RUNTIME, start[0])


def _edits_of_import(node: ast.Import) -> Iterator[Edit]:
    for item in node.names:
        if item.name == "dagster":
            new = RUNTIME if item.asname else f"{RUNTIME} as dagster"
            yield Edit(item.lineno, item.col_offset, "dagster", new)


def _problems_of_from(file: str, node: ast.ImportFrom) -> Iterator[Diagnostic]:
    where = Location(file, node.lineno)
    if node.module != "dagster":
        yield _not_served(where, f"from {node.module} import …")
        return
    for item in node.names:
        if item.name == "*":
            yield _not_served(where, "from dagster import *")
        elif item.name not in HOMES:
            yield _not_there(where, item.name)


def _problems_of_import(file: str, node: ast.Import, own: frozenset[str]) -> Iterator[Diagnostic]:
    for item in node.names:
        if item.name != "dagster" and _is_library(item.name, own):
            yield _not_served(Location(file, item.lineno), f"import {item.name}")


def _problems_of_call(file: str, node: ast.Call, own: frozenset[str]) -> Iterator[Diagnostic]:
    """Imports by a string."""
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    for argument in node.args[:1]:
        if called in IMPORTING_CALLS and isinstance(argument, ast.Constant):
            value = argument.value
            if isinstance(value, str) and _is_library(value, own):
                yield _not_served(Location(file, node.lineno), f"{called}({value!r})")


def _problems_of_uses(file: str, tree: ast.Module, modules: set[str]) -> Iterator[Diagnostic]:
    """``dg.op`` is a name of the module; any other use has the module itself as a value."""
    named = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            named.add(id(node.value))
            if node.attr not in HOMES:
                yield _not_there(Location(file, node.lineno), node.attr)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in modules and id(node) not in named:
            yield _not_served(Location(file, node.lineno), f"{node.id} is used as a value")


def _not_there(where: Location, name: str) -> Diagnostic:
    return NOT_IN_RUNTIME.at(where, f"{where.file}:{where.line}: the runtime has no {name}")


def _not_served(where: Location, what: str) -> Diagnostic:
    return IMPORT_NOT_SERVED.at(where, f"{where.file}:{where.line}: the runtime cannot serve this: {what}")
