"""Values that are put together step by step: by a function, or by the statements of a module."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from assetize.analyzer.names import Scope
from assetize.analyzer.values.evaluation import Evaluation, end_of_node
from assetize.analyzer.values.running import NotFollowedError, Run, perform
from assetize.analyzer.values.stored import CHANGING
from assetize.analyzer.values.value import NotKnown, Value, sequence

NO_VALUE = NotKnown("it has no value yet")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def is_built(function: ast.FunctionDef) -> bool:
    """Whether what the function gives may be put together in it."""
    return any(
        isinstance(node, ast.For | ast.Yield | ast.YieldFrom) or _changes(node) for node in ast.walk(function)
    )


def built_by_function(evaluation: Evaluation, function: Scope, given: Mapping[str, Value]) -> Value:
    """What a call of the function gives, or the list of what it yields."""
    node = function.node
    assert isinstance(node, ast.FunctionDef)
    names: dict[str, Value] = {**dict.fromkeys(function.bindings, NO_VALUE), **given}
    run = Run(evaluation.elsewhere(function), names)
    problem = NotKnown(f"what {function.qualname} puts together is not known")
    try:
        left = perform(run, node.body)
    except NotFollowedError:
        return problem
    if any(isinstance(inner, ast.Yield | ast.YieldFrom) for inner in ast.walk(node)):
        return sequence(run.yielded) if left in ("", "return") else problem
    return run.returned if left in ("", "return") else problem


def built_by_module(evaluation: Evaluation, owner: Scope, name: str) -> Value | None:
    """What the statements of a module leave in a name; None where something else may change it, too."""
    memory = evaluation.sources.remembered
    key = ("built", owner, name)
    if key not in memory:
        memory[key] = NO_VALUE, (0, 0)  # what it answers that is looked up for its own sake
        memory[key] = _built(evaluation, owner, name)
    value, end = cast("tuple[Value | None, tuple[int, int]]", memory[key])
    is_done = evaluation.scope is not owner or end <= evaluation.position
    return value if is_done else None


def _built(evaluation: Evaluation, owner: Scope, name: str) -> tuple[Value | None, tuple[int, int]]:
    tree = owner.node
    if not isinstance(tree, ast.Module) or any(_is_changed_inside(item, name) for item in tree.body):
        return None, (0, 0)
    statements = [item for item in tree.body if any(_binds(node, name) for node in ast.walk(item))]
    assigned = {
        node.id
        for item in statements
        for node in ast.walk(item)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    run = Run(evaluation.elsewhere(owner), {**dict.fromkeys(assigned, NO_VALUE)})
    try:
        left = perform(run, statements)
    except NotFollowedError:
        return None, (0, 0)
    end = end_of_node(statements[-1]) if statements else (0, 0)
    return (run.names.get(name) if left == "" else None), end


def _is_changed_inside(statement: ast.stmt, name: str) -> bool:
    """A function changes it, whenever that is called."""
    functions = [node for node in ast.walk(statement) if isinstance(node, _FUNCTIONS)]
    return any(_binds(node, name) for function in functions for node in ast.walk(function))


def _binds(node: ast.AST, name: str) -> bool:
    if isinstance(node, ast.Name):
        return node.id == name and not isinstance(node.ctx, ast.Load)
    return name in _changes(node)


def _changes(node: ast.AST) -> Sequence[str]:
    """The names whose lists or dicts a node changes."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if method in CHANGING:
            return (name,)
        case ast.Subscript(ctx=ast.Store() | ast.Del(), value=owner):
            return tuple(_root(owner))
    return ()


def _root(node: ast.expr) -> Iterator[str]:
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id
