"""Decorators of the project that hand a function on to ``op``, ``graph`` or ``job``."""

import ast
from collections.abc import Sequence
from dataclasses import replace

from assetize.analyzer.names import Scope
from assetize.analyzer.readers.factories.arguments import bind_call
from assetize.analyzer.readers.factories.expansion import NotExpandableError
from assetize.analyzer.readers.factories.frame import Frame
from assetize.analyzer.readers.factories.literals import literal, moved_expression, relocated
from assetize.analyzer.syntax.standpoint import FunctionNode
from assetize.analyzer.values import Instance, Known

MAKERS = frozenset({"dagster.op", "dagster.graph", "dagster.job"})
NOT_PLAIN = "what the decorator does is not understood"


def factory_of(frame: Frame, decorator: ast.expr) -> Scope | None:
    """The function of the project that a decorator calls to make something."""
    name = frame.resolve(decorator.func if isinstance(decorator, ast.Call) else decorator)
    return frame.world.factories.get(name or "")


def named(function: str) -> Instance:
    """A function of which nothing is known but its name."""
    return Instance("builtins.function", (("__name__", Known(function)),))


def open_decorator(frame: Frame, decorator: ast.expr, factory: Scope, function: str) -> ast.expr:
    """Dagster's own decorator that stands behind one of the project; ``function`` is the name of what it decorates.

    Raises ``NotExpandableError`` for one that does more than to hand the function on.
    """
    if frame.barrier:
        raise NotExpandableError(frame.barrier)
    node, source = factory.node, frame.world.sources.module(factory.module_id)
    if not isinstance(node, FunctionNode) or source is None:
        raise NotExpandableError(NOT_PLAIN)
    there = replace(frame, source=source, scope=factory, made=None, bindings={}, replaced={})
    if not isinstance(decorator, ast.Call):
        return _handing_on(there, node, decorator, function)
    for name, item in bind_call(factory, [(frame, decorator)]).items():
        there.bindings[name] = item.value
        there.replaced[name] = item.expression
    returned = _only_return(node.body, allowed=1)
    if isinstance(returned, ast.Call):
        return relocated(_maker(there, returned), decorator)
    inner = next((item for item in node.body if isinstance(item, FunctionNode)), None)
    if inner is None or not isinstance(returned, ast.Name) or returned.id != inner.name:
        raise NotExpandableError(NOT_PLAIN)
    return _handing_on(there, inner, decorator, function)


def _handing_on(frame: Frame, function: FunctionNode, at: ast.expr, name: str) -> ast.expr:
    """``return op(...)(function)`` or ``return op(function)``, with the one parameter of a function."""
    returned = _only_return(function.body, allowed=0)
    parameters = [item.arg for item in function.args.args]
    if not isinstance(returned, ast.Call) or returned.keywords or len(parameters) != 1:
        raise NotExpandableError(NOT_PLAIN)
    match returned.args:
        case [ast.Name(id=given)] if given == parameters[0]:
            frame.bindings[given] = named(name)
            return relocated(_maker(frame, returned.func), at)
    raise NotExpandableError(NOT_PLAIN)


def _maker(frame: Frame, expression: ast.expr) -> ast.expr:
    name = frame.resolve(expression.func if isinstance(expression, ast.Call) else expression)
    if name not in MAKERS:
        raise NotExpandableError(NOT_PLAIN)
    if isinstance(expression, ast.Call):
        words = [ast.keyword(word.arg, _folded(frame, word.value)) for word in expression.keywords]
        expression = ast.copy_location(ast.Call(expression.func, expression.args, words), expression)
    return moved_expression(frame, expression)


def _folded(frame: Frame, expression: ast.expr) -> ast.expr:
    """``f"{fn.__name__}_op"`` as the text that it gives."""
    known = literal(frame.value(expression), expression)
    return known if isinstance(known, ast.Constant) else expression


def _only_return(body: Sequence[ast.stmt], allowed: int) -> ast.expr | None:
    """What a body returns that does nothing else, besides defining ``allowed`` functions."""
    plain = [item for item in body if not _is_text(item)]
    functions = [item for item in plain if isinstance(item, FunctionNode)]
    last = plain[-1] if plain else None
    if len(functions) > allowed or len(plain) != len(functions) + 1 or not isinstance(last, ast.Return):
        return None
    return last.value


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
