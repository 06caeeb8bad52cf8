"""Binds assignment targets."""

import ast

from assetize.analyzer.codes.reading import UNREAD_COMPOSITION
from assetize.analyzer.composition.names import Names
from assetize.analyzer.composition.run import Run
from assetize.analyzer.composition.values import (
    NODE_RESULTS,
    Entries,
    Items,
    Known,
    Opaque,
    Value,
    concerns_graph,
    elements_of,
)


def bind_target(run: Run, names: Names, target: ast.expr, value: Value) -> None:
    """``target = value``."""
    match target:
        case ast.Name(id=name):
            names.bind(name, value)
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            _unpack(run, names, target, elements, value)
        case ast.Starred(value=inner):
            bind_target(run, names, inner, value)
        case _:
            if concerns_graph(value):
                _doubt(run, names, target, "a result is stored where it cannot be followed")


def note_variable(run: Run, target: ast.expr, value: Value) -> None:
    """Tells a node the name of the variable that its result goes to."""
    if run.wiring is not None and isinstance(target, ast.Name) and isinstance(value, NODE_RESULTS):
        run.wiring.note_variable(value.node, target.id)


def store_item(
    run: Run, names: Names, target: ast.Subscript, owner: Value, index: Value, value: Value
) -> None:
    """``owner[index] = value``."""
    match owner, index:
        case Entries(entries=entries), Known(value=key):
            entries[key] = value
        case Items(elements=elements), Known(value=int(position)) if (
            -len(elements) <= position < len(elements)
        ):
            elements[position] = value
        case _:
            if concerns_graph(owner) or concerns_graph(value):
                _doubt(run, names, target, "a result is stored where it cannot be followed")


def _unpack(run: Run, names: Names, target: ast.expr, targets: list[ast.expr], value: Value) -> None:
    elements = elements_of(value)
    star = next((i for i, element in enumerate(targets) if isinstance(element, ast.Starred)), None)
    if elements is not None and star is not None and len(elements) >= len(targets) - 1:
        last = len(elements) - (len(targets) - 1 - star)
        elements = [*elements[:star], Items(elements[star:last]), *elements[last:]]
    if elements is None or len(elements) != len(targets):
        if concerns_graph(value):
            _doubt(run, names, target, "the results do not match the names that they are unpacked into")
        elements = [Opaque(names.here.text(target))] * len(targets)
    for element, item in zip(targets, elements, strict=True):
        bind_target(run, names, element, item)


def _doubt(run: Run, names: Names, node: ast.AST, what: str) -> None:
    run.doubt(names.here, node, UNREAD_COMPOSITION, f"{what}: {names.here.text(node)}")
