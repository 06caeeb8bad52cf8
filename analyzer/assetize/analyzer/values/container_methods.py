"""Methods of dicts and lists."""

import ast

from assetize.analyzer.values.arguments import argument
from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.value import (
    Hole,
    Known,
    Template,
    Value,
    elements_of,
    entries_of,
    sequence,
)


def _get(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    """``mapping.get(key, default)``."""
    entries = entries_of(owner)
    key = argument(evaluation, node, 0, "key")
    if entries is None or not isinstance(key, Known):
        return _get_from_hole(evaluation, owner, key, node)
    for name, value in reversed(entries):
        if name == key.value:
            return value
    return argument(evaluation, node, 1, "default") or Known(None)


def _get_from_hole(evaluation: Evaluation, owner: Value, key: Value | None, node: ast.Call) -> Value | None:
    if not isinstance(owner, Template) or not isinstance(key, Known) or not isinstance(key.value, str):
        return None
    hole = owner.parts[0]
    if (
        len(owner.parts) != 1
        or not isinstance(hole, Hole)
        or hole.kind in ("env", "project", "param", "unknown")
    ):
        return None
    name = f"{hole.name}.{key.value}" if hole.name else key.value
    return Template((Hole(hole.kind, name, argument(evaluation, node, 1, "default")),))


def _keys(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    entries = entries_of(owner)
    return Known(tuple(key for key, _ in entries)) if entries is not None else None


def _values(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    entries = entries_of(owner)
    return sequence(value for _, value in entries) if entries is not None else None


def _items(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    entries = entries_of(owner)
    return sequence(sequence((Known(key), value)) for key, value in entries) if entries is not None else None


def _copy(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    return owner if entries_of(owner) is not None or elements_of(owner) is not None else None


CONTAINER_METHODS = {"get": _get, "keys": _keys, "values": _values, "items": _items, "copy": _copy}
