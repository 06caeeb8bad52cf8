"""Statements and expressions of a body, read once in source order."""

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assetize.analyzer.effects.annotations import typed_thing
from assetize.analyzer.effects.blocks import (
    comprehension,
    match_statement,
    read_for,
    read_if,
    read_try,
    read_while,
    read_with,
)
from assetize.analyzer.effects.calls import call
from assetize.analyzer.effects.children import child_fields
from assetize.analyzer.effects.conditions import truth
from assetize.analyzer.effects.constants import constant_of, forced
from assetize.analyzer.effects.frame import DEEPEST, Frame
from assetize.analyzer.effects.knowing import thing_of
from assetize.analyzer.effects.targets import bind, bind_value
from assetize.analyzer.effects.things import NONE, Hidden, Later, Plain, Routine

_SILENT = frozenset({ast.Name, ast.Constant})
Visit = Callable[[Frame, Any], None]


def run(frame: Frame, statements: Sequence[ast.stmt]) -> None:
    """Reads statements in order, up to one that leaves the body."""
    for statement in statements:
        if frame.has_ended:
            return
        reader = STATEMENTS.get(type(statement))
        if reader is not None:
            reader(frame, statement)


def visit(frame: Frame, node: ast.expr) -> None:
    """Reads the calls in an expression."""
    kind = type(node)
    if kind is ast.Name or kind is ast.Constant:
        return
    reader = EXPRESSIONS.get(kind)
    if reader is not None:
        reader(frame, node)
    else:
        _visit_children(frame, node)


def _visit_children(frame: Frame, node: ast.AST) -> None:
    for name in child_fields(node):
        value = getattr(node, name, None)
        if type(value) is list:
            for item in value:
                if item is not None and type(item) not in _SILENT:
                    visit(frame, item)
        elif value is not None and type(value) not in _SILENT:
            visit(frame, value)


def _assign(frame: Frame, node: ast.Assign) -> None:
    visit(frame, node.value)
    for target in node.targets:
        bind_value(frame, target, node.value)


def _annotated(frame: Frame, node: ast.AnnAssign) -> None:
    if node.value is None:
        return
    visit(frame, node.value)
    typed = typed_thing(frame.world, frame.scope, node.annotation)
    if typed is not None and isinstance(thing_of(frame, node.value), Hidden):
        bind(frame, node.target, typed)
    else:
        bind_value(frame, node.target, node.value)


def _augmented(frame: Frame, node: ast.AugAssign) -> None:
    visit(frame, node.value)
    target = node.target
    if not isinstance(target, ast.Name) or target.id not in frame.names:
        return
    entry = frame.names[target.id]
    if frame.loops or not isinstance(entry, Plain | Later) or not isinstance(forced(entry), Plain):
        frame.names[target.id] = Hidden(f"{target.id} is put together while running")
        return
    total = ast.copy_location(
        ast.BinOp(ast.copy_location(ast.Name(target.id, ast.Load()), target), node.op, node.value), node
    )
    frame.names[target.id] = constant_of(frame, total)


def _expression(frame: Frame, node: ast.Expr) -> None:
    visit(frame, node.value)


def _return(frame: Frame, node: ast.Return) -> None:
    if node.value is not None:
        visit(frame, node.value)
        if frame.depth < DEEPEST:  # nobody asks what an op's own body returns
            returned = thing_of(frame, node.value)
            frame.returned.append(returned)
            frame.given.append((node.value, returned))
    frame.has_ended = True


def _raise(frame: Frame, node: ast.Raise) -> None:
    _visit_children(frame, node)
    frame.has_ended = True


def _leave_loop(frame: Frame, node: ast.stmt) -> None:
    frame.has_ended = True


def _function(frame: Frame, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    scope = frame.world.sources.scope_of(f"{frame.scope.id}.<locals>.{node.name}") or frame.scope
    frame.names[node.name] = Routine(scope.id, node, scope, None, frame.names)


def _delete(frame: Frame, node: ast.Delete) -> None:
    for target in node.targets:
        if isinstance(target, ast.Name):
            frame.names.pop(target.id, None)


def _named_expression(frame: Frame, node: ast.NamedExpr) -> None:
    visit(frame, node.value)
    bind_value(frame, node.target, node.value)


def _conditional(frame: Frame, node: ast.IfExp) -> None:
    visit(frame, node.test)
    verdict = truth(frame, node.test)
    if verdict is not None:
        visit(frame, node.body if verdict else node.orelse)
        return
    frame.branches += 1
    visit(frame, node.body)
    visit(frame, node.orelse)
    frame.branches -= 1


def _yield(frame: Frame, node: ast.Yield | ast.YieldFrom) -> None:
    frame.yields_vary |= frame.loops > 0 or frame.branches > 0 or isinstance(node, ast.YieldFrom)
    if node.value is not None:
        visit(frame, node.value)
        yielded = thing_of(frame, node.value)
        frame.yielded.append(yielded)
        frame.given.append((node.value, yielded))
    else:
        frame.yielded.append(NONE)


def _nothing(frame: Frame, node: ast.AST) -> None:
    return


STATEMENTS: Mapping[type[ast.AST], Visit] = {
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Expr: _expression,
    ast.Return: _return,
    ast.Raise: _raise,
    ast.Break: _leave_loop,
    ast.Continue: _leave_loop,
    ast.Assert: _visit_children,
    ast.Delete: _delete,
    ast.If: read_if,
    ast.For: read_for,
    ast.AsyncFor: read_for,
    ast.While: read_while,
    ast.With: read_with,
    ast.AsyncWith: read_with,
    ast.Try: read_try,
    ast.Match: match_statement,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    **({ast.TryStar: read_try} if hasattr(ast, "TryStar") else {}),
}
EXPRESSIONS: Mapping[type[ast.AST], Visit] = {
    ast.Call: call,
    ast.Lambda: _nothing,
    ast.NamedExpr: _named_expression,
    ast.IfExp: _conditional,
    ast.Yield: _yield,
    ast.YieldFrom: _yield,
    ast.ListComp: comprehension,
    ast.SetComp: comprehension,
    ast.GeneratorExp: comprehension,
    ast.DictComp: comprehension,
}
