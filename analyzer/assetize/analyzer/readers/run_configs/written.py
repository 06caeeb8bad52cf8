"""What an expression that gives a run config says, as far as its keys are written out."""

import ast
from collections.abc import Sequence
from dataclasses import field, replace

from assetize.analyzer.model import ConfigEntry, Location
from assetize.analyzer.readers.run_configs.fixtures import find_fixture
from assetize.analyzer.readers.run_configs.step_lines import tell_step_lines
from assetize.analyzer.records import dataclass
from assetize.analyzer.syntax.own_nodes import own_nodes
from assetize.analyzer.syntax.standpoint import FunctionNode, Standpoint

SECTIONS = frozenset({"ops", "resources", "execution", "loggers"})
"""What a run config may hold and keep: of these only ``ops`` names steps."""

DEEPEST = 6
"""Names and helper functions are followed this far."""


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """One text of a run config. ``holders``: ids of the variables and functions that lead to it."""

    here: Standpoint
    ops_at: Location | None = None
    entries: tuple[ConfigEntry, ...] = ()
    problem: str = ""
    holders: tuple[str, ...] = field(default=())


def read_written(here: Standpoint, expression: ast.expr, holders: tuple[str, ...] = ()) -> list[Written]:
    """Every text that may be meant: one, but for a function that returns in several places."""
    if len(holders) > DEEPEST:
        return [_refused(here, expression, holders)]
    match expression:
        case ast.Constant(value=None):
            return []
        case ast.Dict():
            return [replace(_dict(here, expression), holders=holders)]
        case ast.Name() | ast.Attribute():
            return _named(here, expression, holders)
        case ast.Call():
            return _call(here, expression, holders)
    return [_refused(here, expression, holders)]


def read_function(here: Standpoint, function: ast.expr, holders: tuple[str, ...] = ()) -> list[Written]:
    """What a function, given by name or as a lambda, returns."""
    if isinstance(function, ast.Lambda):
        return read_written(here, function.body, holders)
    definition = here.definition(function) if isinstance(function, ast.Name | ast.Attribute) else None
    if definition is None or not isinstance(definition.node, ast.FunctionDef):
        return [_refused(here, function, holders)]
    there = here.of(definition)
    return read_returns(there, definition.node, (*holders, definition.id))


def read_returns(here: Standpoint, function: FunctionNode, holders: tuple[str, ...]) -> list[Written]:
    """What each ``return`` of a function gives."""
    inside = here.inside(function)
    if any(isinstance(node, ast.Yield | ast.YieldFrom) for node in own_nodes(function)):
        return [_refused(here, function, holders)]
    found: list[Written] = []
    for statement in own_nodes(function):
        if isinstance(statement, ast.Return) and statement.value is not None:
            found += read_written(inside, statement.value, holders)
    return found


def _refused(here: Standpoint, node: ast.AST, holders: tuple[str, ...]) -> Written:
    first_line = here.text(node).partition("\n")[0]
    lines = tell_step_lines(here, node) if isinstance(node, ast.Call) else ""
    return Written(here, problem=f"it is not written out: {first_line}{lines}", holders=holders)


def _named(here: Standpoint, name: ast.Name | ast.Attribute, holders: tuple[str, ...]) -> list[Written]:
    fixture = find_fixture(here, name) if isinstance(name, ast.Name) else None
    if fixture is not None:
        home, function, id = fixture
        return read_returns(home, function, (*holders, id))
    definition = here.definition(name)
    there, value = here.follow(name)
    if definition is None or isinstance(value, ast.Name | ast.Attribute):
        return [_refused(here, name, holders)]
    return read_written(there, value, (*holders, definition.id))


def _call(here: Standpoint, call: ast.Call, holders: tuple[str, ...]) -> list[Written]:
    name = here.resolve(call.func)
    if name in ("dagster.RunConfig", "builtins.dict"):
        return [replace(_keywords(here, call, name == "dagster.RunConfig"), holders=holders)]
    definition = here.definition(call.func) if isinstance(call.func, ast.Name | ast.Attribute) else None
    if (
        definition is None
        or not isinstance(definition.node, ast.FunctionDef)
        or definition.node.decorator_list
    ):
        return [_refused(here, call, holders)]
    return read_function(here, call.func, holders)


def _dict(here: Standpoint, value: ast.Dict) -> Written:
    pairs = [
        (key.value if isinstance(key, ast.Constant) else None, key, item)
        for key, item in zip(value.keys, value.values, strict=True)
    ]
    return _sections(here, [(name, key or item, item) for name, key, item in pairs], objects=())


def _keywords(here: Standpoint, call: ast.Call, may_hold_objects: bool) -> Written:
    if call.args:
        return _refused(here, call, ())
    pairs = [(word.arg, word, word.value) for word in call.keywords]
    return _sections(here, pairs, objects=(ast.Call,) if may_hold_objects else ())


def _sections(
    here: Standpoint, pairs: Sequence[tuple[object, ast.AST, ast.expr]], objects: tuple[type[ast.expr], ...]
) -> Written:
    ops: tuple[ast.AST, ast.expr] | None = None
    for name, key, item in pairs:
        if name not in SECTIONS:
            return Written(here, problem=f"what it holds is not known: {here.text(key) or '**'}")
        if name == "ops":
            if ops is not None:
                return Written(here, problem="it says ops twice")
            ops = (key, item)
    if ops is None:
        return Written(here)
    entries: list[ConfigEntry] = []
    problem = _read_entries(here, ops[1], (), objects, entries)
    return Written(here, here.at(ops[0]), tuple(entries), problem)


def _read_entries(
    here: Standpoint,
    value: ast.expr,
    path: tuple[str, ...],
    objects: tuple[type[ast.expr], ...],
    entries: list[ConfigEntry],
) -> str:
    """Adds an entry for each op; gives what stands in the way, or nothing."""
    if not isinstance(value, ast.Dict):
        return f"its ops are not written out: {here.text(value)}"
    for key, item in zip(value.keys, value.values, strict=True):
        if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
            return f"it names an op by something computed: {here.text(key or item)}"
        inner = (*path, key.value)
        keys, nested = _keys(here, item, objects)
        if keys is None:
            return f"what it gives {key.value} is not written out: {here.text(item)}"
        if nested is not None:
            problem = _read_entries(here, nested, inner, objects, entries)
            if problem:
                return problem
        if keys or nested is None:
            entries.append(ConfigEntry(inner, here.at(key), keys))
    return ""


def _keys(
    here: Standpoint, item: ast.expr, objects: tuple[type[ast.expr], ...]
) -> tuple[tuple[str, ...] | None, ast.expr | None]:
    """What an entry holds beside the ops of a graph, and those ops."""
    if objects and isinstance(item, objects):
        return ("config",), None
    _, value = here.follow(item)
    if objects and isinstance(value, objects):
        return ("config",), None
    if not isinstance(value, ast.Dict):
        return None, None
    names = [key.value if isinstance(key, ast.Constant) else None for key in value.keys]
    if not all(isinstance(name, str) for name in names) or ("ops" in names and value is not item):
        return None, None
    nested = next((inner for name, inner in zip(names, value.values, strict=True) if name == "ops"), None)
    return tuple(str(name) for name in names if name != "ops"), nested
