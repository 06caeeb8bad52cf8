"""What loops over known lists go through."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assetize.analyzer.readers.factories.frame import Frame
from assetize.analyzer.readers.factories.labels import label_of
from assetize.analyzer.readers.factories.literals import movable
from assetize.analyzer.records import dataclass
from assetize.analyzer.syntax.arguments import Given, read_dict, read_list
from assetize.analyzer.syntax.standpoint import Standpoint
from assetize.analyzer.values import Known, NotKnown, Value
from assetize.analyzer.values.subscripts import item_of
from assetize.analyzer.values.value import elements_of, entries_of

LONGEST_LOOP = 1_000
NOTHING_KNOWN = NotKnown("it is only known while running")


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: the value that is known of its element, and the expression that gives the element."""

    value: Value
    expression: ast.expr | None
    label: str


def turns_of(frame: Frame, iterated: ast.expr) -> Sequence[Turn] | None:
    """The turns of a loop over an expression; None when they are not known."""
    values = _values(frame.value(iterated))
    written = _written(frame, iterated)
    if written is not None and (values is None or len(values) != len(written)):
        values = [NOTHING_KNOWN] * len(written)
    if values is None or len(values) > LONGEST_LOOP:
        return None
    expressions: Sequence[ast.expr | None] = written or [None] * len(values)
    taken: set[str] = set()
    turns: list[Turn] = []
    for position, (value, expression) in enumerate(zip(values, expressions, strict=True)):
        label = label_of(value) or str(position)
        label = f"{label}-{position}" if label in taken else label
        taken.add(label)
        turns.append(Turn(value, expression, label))
    return turns


def _values(value: Value) -> list[Value] | None:
    elements = elements_of(value)
    if elements is not None:
        return list(elements)
    entries = entries_of(value)
    if entries is not None:
        return [Known(key) for key, _ in entries]
    content = value.value if isinstance(value, Known) else None
    return [Known(letter) for letter in content] if isinstance(content, str | range) else None


def _written(frame: Frame, iterated: ast.expr) -> list[ast.expr] | None:
    """The elements as expressions, where the list or dict is written out."""
    here = Standpoint(frame.world.sources, frame.source, frame.scope)
    if isinstance(iterated, ast.Name) and (iterated.id in frame.replaced or iterated.id in frame.written):
        stands = frame.display(iterated)
        return list(stands.elts) if isinstance(stands, ast.List | ast.Tuple) else None
    if isinstance(iterated, ast.Call) and isinstance(iterated.func, ast.Attribute) and not iterated.args:
        stands = frame.display(iterated.func.value)
        if isinstance(stands, ast.Dict) and None not in stands.keys:
            return _of_display(iterated.func.attr, stands)
        entries = read_dict(here, iterated.func.value)
        return None if entries is None else _of_dict(frame, iterated.func.attr, entries)
    items = read_list(here, iterated)
    return None if items is None else [moved(frame, item) for item in items]


def _of_dict(frame: Frame, method: str, entries: Sequence[tuple[str, Given]]) -> list[ast.expr] | None:
    if method == "values":
        return [moved(frame, item) for _, item in entries]
    if method != "items":
        return None
    return [
        ast.copy_location(ast.Tuple([_text(name, item), moved(frame, item)], ast.Load()), item.value)
        for name, item in entries
    ]


def _of_display(method: str, stands: ast.Dict) -> list[ast.expr] | None:
    if method == "values":
        return list(stands.values)
    if method != "items":
        return None
    return [
        ast.copy_location(ast.Tuple([key, item], ast.Load()), item)
        for key, item in zip(stands.keys, stands.values, strict=True)
        if key is not None
    ]


def _text(name: str, item: Given) -> ast.expr:
    return ast.copy_location(ast.Constant(name), item.value)


def moved(frame: Frame, item: Given) -> ast.expr:
    """An expression of any scope of the original tree, as one that means the same everywhere."""
    if item.here.scope is frame.scope:
        return movable(frame, item.value)
    there = replace(
        frame, source=item.here.module, scope=item.here.scope, bindings={}, replaced={}, made=None
    )
    return movable(there, item.value)


def bound_names(
    target: ast.expr, value: Value, expression: ast.expr | None
) -> Iterator[tuple[str, Value, ast.expr | None]]:
    """The names that ``target = element`` binds, each with what is known of it."""
    if isinstance(target, ast.Name):
        yield target.id, value, expression
    elif isinstance(target, ast.Tuple | ast.List):
        parts: Sequence[ast.expr | None] = [None] * len(target.elts)
        if isinstance(expression, ast.Tuple | ast.List) and len(expression.elts) == len(parts):
            parts = expression.elts
        for position, (inner, part) in enumerate(zip(target.elts, parts, strict=True)):
            if isinstance(inner, ast.Starred):
                inner, part, known = inner.value, None, None
            else:
                known = item_of(value, position)
            yield from bound_names(inner, known or NOTHING_KNOWN, part)
