"""Runs the statements of a body."""

import ast
from collections.abc import Sequence
from typing import Literal, NamedTuple

from assetize.analyzer.codes.reading import UNREAD_COMPOSITION
from assetize.analyzer.composition.expressions import evaluate, truth
from assetize.analyzer.composition.names import Names
from assetize.analyzer.composition.run import Run
from assetize.analyzer.composition.targets import bind_target, note_variable, store_item
from assetize.analyzer.composition.values import (
    Function,
    Items,
    Known,
    Opaque,
    Value,
    concerns_graph,
    elements_of,
)


class Left(NamedTuple):
    """How a block was left before its end; ``value`` is what was returned."""

    how: Literal["return", "break", "continue"]
    value: Value = Known(None)


NOTHING_RETURNED = Known(None)


def perform(run: Run, names: Names, statements: Sequence[ast.stmt]) -> Value:
    """Runs a function's statements and gives what it returns."""
    left = _run_block(run, names, statements)
    return left.value if left is not None else NOTHING_RETURNED


def _run_block(run: Run, names: Names, statements: Sequence[ast.stmt]) -> Left | None:
    for statement in statements:
        if not run.may_go_on():
            _doubt(run, names, statement, "the body is too long or too deep to be followed")
            return None
        left = _run_statement(run, names, statement)
        if left is not None:
            return left
    return None


def _run_statement(run: Run, names: Names, statement: ast.stmt) -> Left | None:
    match statement:
        case ast.Expr(value=value):
            evaluate(run, names, value)
        case ast.Assign(targets=targets, value=value):
            _assign(run, names, targets, evaluate(run, names, value))
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            _assign(run, names, [target], evaluate(run, names, value))
        case ast.AugAssign():
            _augment(run, names, statement)
        case ast.Return(value=None):
            return Left("return")
        case ast.Return(value=ast.expr() as value):
            return Left("return", evaluate(run, names, value))
        case ast.If():
            return _run_if(run, names, statement)
        case ast.For():
            return _run_for(run, names, statement)
        case ast.With(items=items, body=body):
            for item in items:
                _enter(run, names, item)
            return _run_block(run, names, body)
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            _define(names, statement)
        case ast.Break():
            return Left("break")
        case ast.Continue():
            return Left("continue")
        case ast.Raise():
            return Left("return")
        case ast.ClassDef(name=name):
            names.bind(name, Opaque(name))
        case ast.Pass() | ast.Import() | ast.ImportFrom() | ast.Assert() | ast.AnnAssign() | ast.Delete():
            pass
        case _:
            return _run_unclear(run, names, statement)
    return None


def _doubt(run: Run, names: Names, node: ast.AST, what: str) -> None:
    first_line = names.here.text(node).partition("\n")[0]
    run.doubt(names.here, node, UNREAD_COMPOSITION, f"{what}: {first_line}")


def _assign(run: Run, names: Names, targets: Sequence[ast.expr], value: Value) -> None:
    for target in targets:
        if isinstance(target, ast.Subscript):
            owner, index = evaluate(run, names, target.value), evaluate(run, names, target.slice)
            store_item(run, names, target, owner, index, value)
        else:
            bind_target(run, names, target, value)
            note_variable(run, target, value)


def _augment(run: Run, names: Names, statement: ast.AugAssign) -> None:
    """``items += [...]``; other operators only matter for constants."""
    owner, added = evaluate(run, names, statement.target), evaluate(run, names, statement.value)
    elements = elements_of(added)
    if isinstance(statement.op, ast.Add) and isinstance(owner, Items) and elements is not None:
        owner.elements.extend(elements)
        return
    if concerns_graph(owner) or concerns_graph(added):
        _doubt(run, names, statement, "what is added here is not known")
    if isinstance(statement.target, ast.Name):
        sum_of_both = ast.BinOp(statement.target, statement.op, statement.value)
        names.bind(statement.target.id, evaluate(run, names, ast.copy_location(sum_of_both, statement)))


def _run_if(run: Run, names: Names, statement: ast.If) -> Left | None:
    holds = truth(run, names, statement.test)
    if holds is not None:
        return _run_block(run, names, statement.body if holds else statement.orelse)
    _doubt(run, names, statement, "the condition is not known")
    left = _run_block(run, names, statement.body)
    other = _run_block(run, names, statement.orelse)
    return other if left is None or other is None else left


def _run_for(run: Run, names: Names, statement: ast.For) -> Left | None:
    elements = elements_of(evaluate(run, names, statement.iter))
    if elements is None:
        _doubt(run, names, statement, "what is looped over is not known")
        elements = [Opaque(names.here.text(statement.target), is_recorded=run.wiring is not None)]
    for element in elements:
        bind_target(run, names, statement.target, element)
        left = _run_block(run, names, statement.body)
        if left is not None and left.how == "return":
            return left
        if left is not None and left.how == "break":
            return None
    return _run_block(run, names, statement.orelse)


def _enter(run: Run, names: Names, item: ast.withitem) -> None:
    value = evaluate(run, names, item.context_expr)
    if concerns_graph(value):
        _doubt(run, names, item.context_expr, "what is entered here is not known")
    if item.optional_vars is not None:
        bind_target(run, names, item.optional_vars, Opaque(names.here.text(item.context_expr)))


def _define(names: Names, function: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    """A plain function is interpreted when it is called; a decorated one means what its decorator says."""
    if function.decorator_list:
        names.unbind(function.name)
    else:
        names.bind(function.name, Function(function, names))


def _run_unclear(run: Run, names: Names, statement: ast.stmt) -> Left | None:
    """``try``, ``while``, ``match``: whether their blocks run is not known, so that all of them are looked at."""
    _doubt(run, names, statement, "this statement is not understood")
    for block in _blocks(statement):
        _run_block(run, names, block)
    return None


def _blocks(statement: ast.stmt) -> list[list[ast.stmt]]:
    match statement:
        case ast.Try():
            handlers = [handler.body for handler in statement.handlers]
            return [statement.body, *handlers, statement.orelse, statement.finalbody]
        case ast.While() | ast.AsyncFor():
            return [statement.body, statement.orelse]
        case ast.Match():
            return [case.body for case in statement.cases]
        case ast.AsyncWith():
            return [statement.body]
    return []
