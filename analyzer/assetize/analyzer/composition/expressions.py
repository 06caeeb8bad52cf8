"""Evaluates the expressions of a body."""

import ast
from collections.abc import Callable, Mapping
from typing import Any

from assetize.analyzer.codes.reading import UNREAD_COMPOSITION
from assetize.analyzer.composition.call_site import CallSite
from assetize.analyzer.composition.calls import call_value
from assetize.analyzer.composition.constants import fold
from assetize.analyzer.composition.lookup import method_of, value_of_name
from assetize.analyzer.composition.names import Names
from assetize.analyzer.composition.run import Run
from assetize.analyzer.composition.targets import bind_target
from assetize.analyzer.composition.values import (
    Description,
    Entries,
    Function,
    Items,
    Known,
    NamedOutputs,
    Opaque,
    Value,
    concerns_graph,
    elements_of,
)


def evaluate(run: Run, names: Names, expression: ast.expr) -> Value:
    """What an expression stands for."""
    match expression:
        case ast.Constant(value=constant):
            return Known(constant)
        case ast.Name():
            return value_of_name(run, names, expression)
        case ast.Attribute():
            return _attribute(run, names, expression)
        case ast.Call():
            return _call(run, names, expression)
        case ast.List(elts=elements) | ast.Set(elts=elements):
            return Items(evaluate_all(run, names, elements), is_list=True)
        case ast.Tuple(elts=elements):
            return Items(evaluate_all(run, names, elements), is_list=False)
        case ast.Dict():
            return _dict(run, names, expression)
        case ast.Subscript():
            return _subscript(run, names, expression)
        case ast.Lambda():
            return Function(expression, names)
        case ast.IfExp():
            return _conditional(run, names, expression)
        case ast.NamedExpr(target=target, value=inner):
            value = evaluate(run, names, inner)
            names.bind(target.id, value)
            return value
        case ast.ListComp() | ast.GeneratorExp() | ast.SetComp():
            return _comprehension(run, names, expression)
        case ast.DictComp():
            return _dict_comprehension(run, names, expression)
    return fold(expression, lambda part: evaluate(run, names, part), names.here.text(expression))


def evaluate_all(run: Run, names: Names, expressions: list[ast.expr]) -> list[Value]:
    """The values of a list's elements, ``*spread`` ones included."""
    found: list[Value] = []
    for expression in expressions:
        if not isinstance(expression, ast.Starred):
            found.append(evaluate(run, names, expression))
            continue
        value = evaluate(run, names, expression.value)
        elements = elements_of(value)
        if elements is None:
            _doubt(run, names, expression, "what is spread here is not known")
        found.extend(elements or [])
    return found


def truth(run: Run, names: Names, test: ast.expr) -> bool | None:
    """Whether a condition holds; None when that is not known."""
    value = evaluate(run, names, test)
    match value:
        case Known(value=constant):
            return bool(constant)
        case Items(elements=elements):
            return bool(elements)
        case Entries(entries=entries):
            return bool(entries)
        case Opaque():
            return None
    return True if concerns_graph(value) else None


def _doubt(run: Run, names: Names, node: ast.AST, what: str) -> None:
    run.doubt(names.here, node, UNREAD_COMPOSITION, f"{what}: {names.here.text(node)}")


def _attribute(run: Run, names: Names, node: ast.Attribute) -> Value:
    root: ast.expr = node
    while isinstance(root, ast.Attribute):
        root = root.value
    if isinstance(root, ast.Name) and names.find(root.id) is None:
        value = value_of_name(run, names, node)
        if not isinstance(value, Opaque):
            return value
    return method_of(run, names, evaluate(run, names, node.value), node)


def _dict(run: Run, names: Names, node: ast.Dict) -> Value:
    entries: dict[Any, Value] = {}
    for key, item in zip(node.keys, node.values, strict=True):
        value = evaluate(run, names, item)
        name = None if key is None else evaluate(run, names, key)
        if key is None and isinstance(value, Entries):
            entries.update(value.entries)
        elif isinstance(name, Known):
            entries[name.value] = value
        elif isinstance(name, Description):
            entries[name] = value
        elif concerns_graph(value):
            _doubt(run, names, node, "a key of this dict is not known")
        else:
            return Opaque(names.here.text(node))
    return Entries(entries)


def _subscript(run: Run, names: Names, node: ast.Subscript) -> Value:
    owner, index = evaluate(run, names, node.value), evaluate(run, names, node.slice)
    match owner, index:
        case Entries(entries=entries), Known(value=key) if key in entries:
            return entries[key]
        case ((Items() | NamedOutputs()), Known(value=int(position))):
            elements = elements_of(owner) or []
            if -len(elements) <= position < len(elements):
                return elements[position]
        case Known(value=str(text)), Known(value=int(position)) if -len(text) <= position < len(text):
            return Known(text[position])
    if concerns_graph(owner):
        _doubt(run, names, node, "this element is not known")
    return Opaque(names.here.text(node))


def _conditional(run: Run, names: Names, node: ast.IfExp) -> Value:
    holds = truth(run, names, node.test)
    if holds is not None:
        return evaluate(run, names, node.body if holds else node.orelse)
    first, second = evaluate(run, names, node.body), evaluate(run, names, node.orelse)
    if concerns_graph(first) or concerns_graph(second):
        _doubt(run, names, node, "the condition is not known")
    return first if first == second else Opaque(names.here.text(node))


def _comprehension(run: Run, names: Names, node: ast.ListComp | ast.GeneratorExp | ast.SetComp) -> Value:
    found: list[Value] = []
    _turns(run, names, node.generators, lambda inner: found.append(evaluate(run, inner, node.elt)))
    return Items(found)


def _dict_comprehension(run: Run, names: Names, node: ast.DictComp) -> Value:
    entries: dict[Any, Value] = {}

    def add(inner: Names) -> None:
        key, value = evaluate(run, inner, node.key), evaluate(run, inner, node.value)
        if isinstance(key, Known | Description):
            entries[key.value if isinstance(key, Known) else key] = value
        elif concerns_graph(value):
            _doubt(run, names, node, "a key of this dict is not known")

    _turns(run, names, node.generators, add)
    return Entries(entries)


def _turns(
    run: Run, names: Names, generators: list[ast.comprehension], visit: Callable[[Names], object]
) -> None:
    """Calls ``visit`` for each turn of the loops of a comprehension; once, with a record, when they are not known."""
    first, rest = generators[0], generators[1:]
    elements = elements_of(evaluate(run, names, first.iter))
    if elements is None:
        _doubt(run, names, first.iter, "what is looped over is not known")
        elements = [Opaque(names.here.text(first.iter), is_recorded=run.wiring is not None)]
    for element in elements:
        inner = Names(names.here, names)
        bind_target(run, inner, first.target, element)
        kept = [truth(run, inner, test) for test in first.ifs]
        if None in kept:
            _doubt(run, names, first.iter, "the condition of this loop is not known")
        if False in kept or not run.may_go_on():
            continue
        if rest:
            _turns(run, inner, rest, visit)
        else:
            visit(inner)


def _call(run: Run, names: Names, node: ast.Call) -> Value:
    target = evaluate(run, names, node.func)
    positional = evaluate_all(run, names, node.args)
    return call_value(CallSite(run, names, node, positional, _keywords(run, names, node)), target)


def _keywords(run: Run, names: Names, node: ast.Call) -> Mapping[str, Value]:
    found: dict[str, Value] = {}
    for keyword in node.keywords:
        value = evaluate(run, names, keyword.value)
        if keyword.arg is not None:
            found[keyword.arg] = value
        elif isinstance(value, Entries) and all(isinstance(key, str) for key in value.entries):
            found.update({str(key): item for key, item in value.entries.items()})
        else:
            _doubt(run, names, keyword.value, "what is spread here is not known")
    return found
