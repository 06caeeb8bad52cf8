"""Calls of plain functions and lambdas: their bodies are interpreted in place."""

import ast
from collections.abc import Mapping

from assetize.analyzer.composition.call_site import CallSite
from assetize.analyzer.composition.names import Names
from assetize.analyzer.composition.run import Run
from assetize.analyzer.composition.values import Entries, Function, Items, Value

FUNCTION_NODES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def call_function(call: CallSite, function: Function) -> Value:
    """What a plain function returns; the nodes that it makes belong to the graph."""
    code = function.node
    inner = _inner_names(function)
    problem = _bind_parameters(call, function, inner)
    if problem is None and not call.run.may_go_on():
        problem = "it calls itself, or too much"
    if problem is None and (isinstance(code, ast.AsyncFunctionDef) or _has_yield(code)):
        problem = "it does not run when it is called"
    if problem is not None:
        return call.unclear(f"the call {call.text} is not understood: {problem}")
    if isinstance(code, ast.Lambda):
        return call.run.evaluate(call.run.deeper(), inner, code.body)
    return call.run.perform(call.run.deeper(), inner, code.body)


def _inner_names(function: Function) -> Names:
    if isinstance(function.node, ast.Lambda):
        return Names(function.names.here, function.names)
    return Names(function.names.here.inside(function.node), function.names)


def _bind_parameters(call: CallSite, function: Function, inner: Names) -> str | None:
    """Python's rules for arguments; gives what is wrong with them."""
    arguments = function.node.args
    places = [*arguments.posonlyargs, *arguments.args]
    known = {place.arg for place in (*places, *arguments.kwonlyargs)}
    bound: dict[str, Value] = dict(_defaults(call.run, function, places))
    bound.update(zip((place.arg for place in places), call.positional, strict=False))
    bound.update((name, value) for name, value in call.keywords.items() if name in known)
    missing = known - bound.keys()
    extra = list(call.positional[len(places) :])
    others = {name: value for name, value in call.keywords.items() if name not in known}
    if arguments.vararg is not None:
        bound[arguments.vararg.arg] = Items(extra, is_list=False)
    if arguments.kwarg is not None:
        bound[arguments.kwarg.arg] = Entries(dict(others))
    if missing or (extra and arguments.vararg is None) or (others and arguments.kwarg is None):
        return "its arguments do not match its parameters"
    for name, value in bound.items():
        inner.bind(name, value)
    return None


def _defaults(run: Run, function: Function, places: list[ast.arg]) -> Mapping[str, Value]:
    arguments = function.node.args
    with_default = places[len(places) - len(arguments.defaults) :]
    pairs = [
        *zip(with_default, arguments.defaults, strict=True),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    return {
        argument.arg: run.evaluate(run.aside(), function.names, default)
        for argument, default in pairs
        if default is not None
    }


def _has_yield(code: ast.AST) -> bool:
    pending = list(ast.iter_child_nodes(code))
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(node, FUNCTION_NODES):
            pending.extend(ast.iter_child_nodes(node))
    return False
