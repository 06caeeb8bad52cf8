"""Code as a sequence of atoms: every name, constant and construct, in the order of the text; what an upgrade may say otherwise is left out."""

import ast
import re
from collections.abc import Iterator

_EVENTS = frozenset({"AssetMaterialization"})
_OUTPUTS = frozenset({"Output", "MaterializeResult"})
_KEYS_NAME = re.compile(r"[\w.]+\.asset_key\.path\[-1\]")
_METADATA = frozenset({"metadata"})
RESULT = "result"
"""What an asset's only output is called."""


def atoms(node: ast.AST, output: str = RESULT) -> tuple[str, ...]:
    """Two pieces of code with the same atoms do the same. ``output``: the name of an only output, which needs no name."""
    return tuple(_atoms(_Plain(output).visit(_copy(node))))


def told_metadata(node: ast.AST) -> tuple[str, ...]:
    """What outputs and materializations are given as metadata, entry by entry, sorted."""
    found = []
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and called_name(call) in _EVENTS | _OUTPUTS | {"add_output_metadata"}:
            given = [item.value for item in call.keywords if item.arg in _METADATA]
            if called_name(call) == "add_output_metadata":
                given += call.args[:1]
            found += [entry for value in given for entry in _entries(value)]
    return tuple(sorted(found))


def told_events(node: ast.AST) -> tuple[str, ...]:
    """The materializations that code makes, each as it is written."""
    calls = (item for item in ast.walk(node) if isinstance(item, ast.Call))
    return tuple(ast.unparse(item) for item in calls if called_name(item) in _EVENTS)


def called_name(call: ast.Call) -> str:
    """The last part of what is called."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _entries(value: ast.expr) -> Iterator[str]:
    match value:
        case ast.Dict(keys=keys, values=values):
            for key, item in zip(keys, values, strict=True):
                yield f"{ast.unparse(key) if key else '**'}: {ast.unparse(item)}"
        case ast.Name() | ast.Attribute():
            yield ast.unparse(value)


def _copy(node: ast.AST) -> ast.AST:
    return ast.parse(ast.unparse(node))


class _Plain(ast.NodeTransformer):
    """Leaves out what says the same in both forms: how an output is wrapped, and events that became metadata of an output."""

    def __init__(self, output: str) -> None:
        self._only = (RESULT, output)

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        value = node.value
        given = value.value if isinstance(value, ast.Yield) else value
        if isinstance(given, ast.Call) and _is_event(given):
            return None
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return None
        kept = self.generic_visit(node)
        is_nothing = isinstance(node.value, ast.Yield) and _is_none(node.value.value)
        return None if is_nothing else kept

    def visit_Return(self, node: ast.Return) -> ast.AST | None:
        kept = self.generic_visit(node)
        return None if _is_none(node.value) else kept

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if called_name(node) not in _OUTPUTS:
            return node
        node.keywords = [item for item in node.keywords if item.arg not in _METADATA | {"asset_key"}]
        values = [*node.args, *(item.value for item in node.keywords if item.arg != "output_name")]
        names = [item.value for item in node.keywords if item.arg == "output_name"]
        if not values and not names:
            return ast.Constant(None)
        named = [item for item in (*values[1:], *names) if not self._is_only(item)]
        return ast.Tuple([values[0], *named], ast.Load()) if named else values[0]

    def _is_only(self, value: ast.expr) -> bool:
        return isinstance(value, ast.Constant) and value.value in self._only

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """``name = context.name`` is written where it is used: an upgrade may give what it asks for a variable."""
        self.generic_visit(node)
        names = {item.targets[0].id: item.value for item in node.body if _is_name_given(item)}  # type: ignore[attr-defined]
        node.body = [item for item in node.body if not _is_name_given(item)]
        return _Filled(names).visit(node) if names else node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        """An I/O manager that asks for the asset's key first has the name that it used before as its other choice."""
        self.generic_visit(node)
        asks = isinstance(node.test, ast.Attribute) and node.test.attr == "has_asset_key"
        return node.orelse if asks and _KEYS_NAME.fullmatch(ast.unparse(node.body)) else node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        return node.value if node.attr == "op_execution_context" else node


class _Filled(ast.NodeTransformer):
    """Expressions in place of variables."""

    def __init__(self, values: dict[str, ast.expr]) -> None:
        self._values = values

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return self._values.get(node.id, node)


def _is_name_given(statement: ast.stmt) -> bool:
    match statement:
        case ast.Assign(targets=[ast.Name()], value=ast.Attribute(attr="name")):
            return True
    return False


def _is_event(call: ast.Call) -> bool:
    if called_name(call) == "log_event":
        return any(isinstance(item, ast.Call) and _is_event(item) for item in call.args)
    if called_name(call) == "add_output_metadata":
        return True
    return called_name(call) in _EVENTS


def _is_none(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value is None)


def _atoms(node: ast.AST) -> Iterator[str]:
    yield from _own(node)
    for child in ast.iter_child_nodes(node):
        yield from _atoms(child)


def _own(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Load() | ast.Store() | ast.Del() | ast.Pass() | ast.Module() | ast.Expr():
            return
        case ast.Name(id=name):
            yield f"name {name}"
        case ast.Constant(value=value):
            yield f"constant {value!r}"
        case ast.Attribute(attr=name):
            yield f"attribute {name}"
        case ast.keyword(arg=name) | ast.arg(arg=str(name)):
            yield f"argument {name}"
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield f"{type(node).__name__} {name}"
        case ast.alias(name=name, asname=asname):
            yield f"import {name} {asname}"
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            yield f"{type(node).__name__} {' '.join(names)}"
        case _:
            yield type(node).__name__
