"""What an op's body asks of its context: directly, by another name, and in the functions and classes that it hands it to."""

import ast
from collections.abc import Iterator, Sequence, Set

from assetize.analyzer.syntax.outline import Nodes, Outline
from assetize.analyzer.syntax.standpoint import FunctionNode, Standpoint

SAME_CONTEXT = frozenset({"op_execution_context", "get_op_execution_context"})
"""What leads from a context to the same context in its older form."""

LOOKED_INTO = frozenset({"job_def", "run", "dagster_run", "pipeline_run"})
"""Parts of a context that tell a little of everything: what is asked of them counts, ``"run.run_config"``."""

FURTHEST = 3
"""Functions that hand a context on to functions are followed this far."""


def find_context_uses(here: Standpoint, outline: Outline, context: str) -> tuple[set[str], bool]:
    """``context.attribute`` is a use; any other use of the bare name hands the context on."""
    groups = list(outline.inside(here.scope))
    attributes = [node for group in groups for node in group.attributes]
    loads = sum(_is_read(node, context) for group in groups for node in group.names)
    direct = sum(_is_name(node.value, context) for node in attributes)
    if loads == direct:
        return set(_uses(attributes, {context})), False
    names = _names_of(here.scope.node, context)
    handed = sum(any(_is_name(value, name) for name in names) for value in _handed(groups))
    uses = set(_uses(attributes, names))
    if handed:
        uses |= set(
            _uses_elsewhere(here, [node for group in groups for node in group.calls], names, FURTHEST)
        )
    return uses, bool(handed) or loads > direct + len(names) - 1


def _uses(
    attributes: Sequence[ast.Attribute], names: Set[str], members: Set[str] = frozenset()
) -> Iterator[str]:
    """``members`` are attributes of ``self`` that hold the context."""
    asked: set[int] = set()
    parts: dict[int, str] = {}
    for node in attributes:
        asked.add(id(node.value))
        value = node.value.func if isinstance(node.value, ast.Call) else node.value
        if _is_context(value, names, members):
            yield node.attr
            if node.attr in LOOKED_INTO:
                parts[id(node)] = node.attr
        elif isinstance(value, ast.Attribute) and _is_context(value.value, names, members):
            if value.attr in SAME_CONTEXT:
                yield node.attr
            elif value.attr in LOOKED_INTO:
                yield f"{value.attr}.{node.attr}"
    yield from (f"{part}.*" for node, part in parts.items() if node not in asked)


def _is_context(node: ast.expr, names: Set[str], members: Set[str]) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in members and _is_name(node.value, "self")
    return isinstance(node, ast.Name) and node.id in names


def _names_of(body: ast.AST, context: str) -> set[str]:
    """The context's name, and those that are given to it in between."""
    names = {context}
    for node in ast.walk(body):
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=ast.Name(id=given))
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.Name(id=given))
                | ast.NamedExpr(target=ast.Name(id=name), value=ast.Name(id=given))
            ) if given in names:
                names.add(name)
    return names


def _handed(groups: Sequence[Nodes]) -> Iterator[ast.expr]:
    for group in groups:
        for call in group.calls:
            yield from call.args
            yield from (keyword.value for keyword in call.keywords)


def _uses_elsewhere(here: Standpoint, calls: Sequence[ast.Call], names: set[str], left: int) -> Iterator[str]:
    for call in calls:
        if not any(_is_name(value, name) for value in _handed_by(call) for name in names):
            continue
        definition = here.definition(call.func) if isinstance(call.func, ast.Name | ast.Attribute) else None
        node = definition.node if definition is not None else None
        if definition is None:
            continue
        if isinstance(node, FunctionNode):
            yield from _uses_in(here.of(definition), node, set(_parameters(node, call, names)), left)
        elif isinstance(node, ast.ClassDef):
            yield from _uses_in_class(node, call, names)


def _uses_in(here: Standpoint, function: FunctionNode, names: set[str], left: int) -> Iterator[str]:
    nodes = list(ast.walk(function))
    yield from _uses([node for node in nodes if isinstance(node, ast.Attribute)], names)
    if left:
        calls = [node for node in nodes if isinstance(node, ast.Call)]
        yield from _uses_elsewhere(here.inside(function), calls, names, left - 1)


def _uses_in_class(node: ast.ClassDef, call: ast.Call, names: set[str]) -> Iterator[str]:
    """``self.context.op``, where the class is made with the context; a data class has it as a field."""
    attributes = [item for item in ast.walk(node) if isinstance(item, ast.Attribute)]
    given = {item.arg for item in call.keywords if item.arg and _is_one_of(item.value, names)}
    members = set(given)
    for function in node.body:
        if isinstance(function, FunctionNode) and function.name == "__init__":
            parameters = {*given, *_parameters(function, call, names, skipped=1)}
            members |= {_member(item) for item in ast.walk(function) if _keeps(item, parameters)}
            yield from _uses(
                [item for item in ast.walk(function) if isinstance(item, ast.Attribute)], parameters
            )
    yield from _uses(attributes, frozenset(), members | {"context"})


def _keeps(node: ast.AST, names: Set[str]) -> bool:
    """``self.context = context``."""
    return (
        isinstance(node, ast.Assign | ast.AnnAssign) and _is_one_of(node.value, names) and bool(_member(node))
    )


def _member(node: ast.AST) -> str:
    match node:
        case ast.Assign(targets=[ast.Attribute(attr=name)]) | ast.AnnAssign(target=ast.Attribute(attr=name)):
            return name
    return ""


def _is_one_of(node: ast.expr | None, names: Set[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in names


def _handed_by(call: ast.Call) -> Iterator[ast.expr]:
    yield from call.args
    yield from (keyword.value for keyword in call.keywords)


def _parameters(function: FunctionNode, call: ast.Call, names: set[str], skipped: int = 0) -> Iterator[str]:
    """The parameters that a call binds to one of the names, leaving out the first ones, which it does not give."""
    parameters = [item.arg for item in (*function.args.posonlyargs, *function.args.args)][skipped:]
    for parameter, value in zip(parameters, call.args, strict=False):
        if _is_one_of(value, names):
            yield parameter
    for keyword in call.keywords:
        if keyword.arg is not None and _is_one_of(keyword.value, names):
            yield keyword.arg


def _is_read(node: ast.Name, name: str) -> bool:
    return node.id == name and isinstance(node.ctx, ast.Load)


def _is_name(node: ast.expr, name: str) -> bool:
    if isinstance(node, ast.Starred):
        node = node.value
    return isinstance(node, ast.Name) and node.id == name
