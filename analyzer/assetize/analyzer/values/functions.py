"""What a simple function of the project gives back."""

import ast
from collections.abc import Mapping, Sequence
from typing import cast

from assetize.analyzer.names import Scope
from assetize.analyzer.values.built import built_by_function, is_built
from assetize.analyzer.values.evaluation import Evaluation, start_of
from assetize.analyzer.values.value import NotKnown, Value

TRANSPARENT = frozenset(
    {
        "functools.cache",
        "functools.lru_cache",
        "builtins.staticmethod",
        "builtins.classmethod",
        "typing.no_type_check",
    }
)
"""Decorators that leave what a function gives back as it is."""


def returned(
    evaluation: Evaluation,
    function: Scope,
    bindings: Mapping[str, Value],
    allowed_decorators: frozenset[str] = TRANSPARENT,
) -> Value:
    """The value that all of a function's ``return`` statements agree on."""
    node = function.node
    if not isinstance(node, ast.FunctionDef) or function.parent is None:
        return NotKnown(f"{function.qualname} is no plain function")
    around = evaluation.elsewhere(function.parent)
    decorators = [item.func if isinstance(item, ast.Call) else item for item in node.decorator_list]
    if not all(around.meaning(decorator) in allowed_decorators for decorator in decorators):
        return NotKnown(f"{function.qualname} is decorated")
    returns = _returns(evaluation, function, node)
    if returns is None and not is_built(node):
        return NotKnown(f"{function.qualname} does not always return a value")
    memory = evaluation.sources.remembered
    key = ("returned", function, frozenset(bindings.items()))
    if key in memory:
        return cast(Value, memory[key])
    value = evaluation.through(("call", function), lambda: _given(evaluation, function, bindings, returns))
    if value is None:
        return NotKnown(f"{function.qualname} calls itself")
    if not evaluation.progress.was_cut:
        memory[key] = value
    return value


def _given(
    evaluation: Evaluation,
    function: Scope,
    bindings: Mapping[str, Value],
    returns: Sequence[ast.expr] | None,
) -> Value:
    """What the text of its ``return`` says, else what its statements put together."""
    node = function.node
    assert isinstance(node, ast.FunctionDef)
    value = None if returns is None else _agreed(evaluation, function, bindings, returns)
    if (value is None or isinstance(value, NotKnown)) and is_built(node):
        built = built_by_function(evaluation, function, bindings)
        return built if value is None or not isinstance(built, NotKnown) else value
    return value or NotKnown(f"{function.qualname} gives nothing")


def _agreed(
    evaluation: Evaluation, function: Scope, bindings: Mapping[str, Value], returns: Sequence[ast.expr]
) -> Value:
    first: Value | None = None
    for expression in returns:
        value = evaluation.elsewhere(function, bindings, start_of(expression)).of(expression)
        if isinstance(value, NotKnown):
            return value
        if first is not None and value != first:
            return NotKnown(f"{function.qualname} returns different values")
        first = value
    return first or NotKnown(f"{function.qualname} returns nothing")


def _returns(evaluation: Evaluation, function: Scope, node: ast.FunctionDef) -> list[ast.expr] | None:
    """What the function's own ``return`` statements give; None for generators and where it may end without one."""
    memory = evaluation.sources.remembered
    key = ("returns", function)
    if key not in memory:
        memory[key] = _find_returns(node)
    return cast("list[ast.expr] | None", memory[key])


def _find_returns(node: ast.FunctionDef) -> list[ast.expr] | None:
    if not _always_returns(node.body):
        return None
    found: list[ast.expr] = []
    pending: list[ast.AST] = list(node.body)
    while pending:
        current = pending.pop(0)
        if isinstance(current, ast.Yield | ast.YieldFrom):
            return None
        if isinstance(current, ast.Return):
            if current.value is None:
                return None
            found.append(current.value)
        if not isinstance(current, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            pending.extend(ast.iter_child_nodes(current))
    return found or None


def _always_returns(body: list[ast.stmt]) -> bool:
    last = body[-1]
    if isinstance(last, ast.If):
        return bool(last.orelse) and _always_returns(last.body) and _always_returns(last.orelse)
    if isinstance(last, ast.With):
        return _always_returns(last.body)
    return isinstance(last, ast.Return | ast.Raise)
