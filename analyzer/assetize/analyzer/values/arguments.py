"""Binds a call's arguments to a function's parameters."""

import ast

from assetize.analyzer.names import Scope
from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.value import Value, elements_of, entries_of, mapping, sequence


def bind_arguments(
    evaluation: Evaluation, function: Scope, call: ast.Call, *, skip_first: bool
) -> dict[str, Value] | None:
    """Values by parameter name, defaults included; None when the call does not fit or cannot be followed.

    ``skip_first`` leaves out ``self`` or ``cls``, which the call does not write.
    """
    if not isinstance(function.node, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    arguments = function.node.args
    names = [parameter.arg for parameter in (*arguments.posonlyargs, *arguments.args)][int(skip_first) :]
    keyword_only = [parameter.arg for parameter in arguments.kwonlyargs]
    positional = _positional(evaluation, call)
    named = _named(evaluation, call)
    if positional is None or named is None or (len(positional) > len(names) and arguments.vararg is None):
        return None
    bound: dict[str, Value] = dict(zip(names, positional, strict=False))
    if arguments.vararg is not None:
        bound[arguments.vararg.arg] = sequence(positional[len(names) :])
    extra = {name: value for name, value in named.items() if name not in (*names, *keyword_only)}
    if (extra and arguments.kwarg is None) or any(name in bound for name in named):
        return None
    if arguments.kwarg is not None:
        bound[arguments.kwarg.arg] = mapping(extra.items())
    bound.update({name: value for name, value in named.items() if name not in extra})
    complete = {**default_values(evaluation, function), **bound}
    return complete if complete.keys() >= {*names, *keyword_only} else None


def _positional(evaluation: Evaluation, call: ast.Call) -> list[Value] | None:
    values: list[Value] = []
    for argument in call.args:
        if not isinstance(argument, ast.Starred):
            values.append(evaluation.of(argument))
            continue
        elements = elements_of(evaluation.of(argument.value))
        if elements is None:
            return None
        values.extend(elements)
    return values


def _named(evaluation: Evaluation, call: ast.Call) -> dict[str, Value] | None:
    values: dict[str, Value] = {}
    for word in call.keywords:
        if word.arg is not None:
            values[word.arg] = evaluation.of(word.value)
            continue
        entries = entries_of(evaluation.of(word.value))
        if entries is None:
            return None
        values.update({str(key): value for key, value in entries})
    return values


def default_values(evaluation: Evaluation, function: Scope) -> dict[str, Value]:
    """The values of a function's defaults, evaluated where the function is defined."""
    if not isinstance(function.node, ast.FunctionDef | ast.AsyncFunctionDef):
        return {}
    around = evaluation.elsewhere(function.parent) if function.parent is not None else evaluation
    arguments = function.node.args
    parameters = [*arguments.posonlyargs, *arguments.args]
    with_default = parameters[len(parameters) - len(arguments.defaults) :]
    pairs = [*zip(with_default, arguments.defaults, strict=True)]
    pairs += [
        (parameter, default)
        for parameter, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if default is not None
    ]
    return {parameter.arg: around.of(default) for parameter, default in pairs}


def argument(evaluation: Evaluation, node: ast.Call, position: int, name: str) -> Value | None:
    """The value of an argument given by position or name; None when it is not given."""
    word = next((word.value for word in node.keywords if word.arg == name), None)
    if word is None and position < len(node.args) and not isinstance(node.args[position], ast.Starred):
        word = node.args[position]
    return evaluation.of(word) if word is not None else None


def first_argument(evaluation: Evaluation, node: ast.Call) -> Value | None:
    """The value of the first argument; None when there is none."""
    return evaluation.of(node.args[0]) if node.args and not isinstance(node.args[0], ast.Starred) else None


def method_name(node: ast.Call) -> str:
    """``"lower"`` for ``owner.lower()``."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""
