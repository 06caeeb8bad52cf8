"""Elements, entries and slices."""

import ast

from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.value import (
    Hole,
    Known,
    NotKnown,
    Template,
    Value,
    elements_of,
    entries_of,
    sequence,
)


def subscript(evaluation: Evaluation, node: ast.Subscript) -> Value:
    """``container[key]``, ``text[1:3]``, and what the caller bound: ``config["table"]``."""
    owner = evaluation.of(node.value)
    if isinstance(node.slice, ast.Slice):
        return _slice(evaluation, owner, node.slice)
    key = evaluation.of(node.slice)
    if isinstance(owner, NotKnown):
        return environment_entry(evaluation, node.value, key) or owner
    if not isinstance(key, Known):
        return NotKnown(f"the key {evaluation.source(node.slice)} is not known")
    return item_of(owner, key.value) or NotKnown(f"{evaluation.source(node)} has no known value")


def environment_entry(evaluation: Evaluation, owner: ast.expr, key: Value) -> Value | None:
    """``os.environ["NAME"]``."""
    if evaluation.meaning(owner) == "os.environ" and isinstance(key, Known) and isinstance(key.value, str):
        return Template((Hole("env", key.value),))
    return None


def item_of(owner: Value, key: object) -> Value | None:
    """One element, entry or character; one more step into a lone hole that the caller bound."""
    entries = entries_of(owner)
    if entries is not None:
        return next((value for name, value in reversed(entries) if name == key), None)
    if isinstance(owner, Template):
        return member_of_hole(owner, str(key)) if isinstance(key, str) else None
    if not isinstance(key, int):
        return None
    elements = elements_of(owner)
    if elements is None and isinstance(owner, Known) and isinstance(owner.value, str):
        elements = tuple(Known(character) for character in owner.value)
    return elements[key] if elements is not None and -len(elements) <= key < len(elements) else None


def member_of_hole(owner: Template, name: str) -> Value | None:
    """``{config:ops.load}`` from ``{config:ops}``: a lone hole of a caller's kind stands for a whole structure."""
    hole = owner.parts[0]
    if len(owner.parts) != 1 or not isinstance(hole, Hole) or hole.kind in ("env", "project"):
        return None
    if hole.kind in ("param", "unknown"):
        return Template((Hole(hole.kind, f"{hole.name}[{name}]"),))
    return Template((Hole(hole.kind, f"{hole.name}.{name}" if hole.name else name),))


def _slice(evaluation: Evaluation, owner: Value, bounds: ast.Slice) -> Value:
    limits: list[int | None] = []
    for bound in (bounds.lower, bounds.upper, bounds.step):
        value = evaluation.of(bound) if bound is not None else Known(None)
        if not isinstance(value, Known) or not isinstance(value.value, int | None):
            return NotKnown("a slice whose bounds are not known")
        limits.append(value.value)
    window = slice(*limits)
    if limits[2] == 0:
        return NotKnown("a slice with step 0")
    if isinstance(owner, Known) and isinstance(owner.value, str):
        return Known(owner.value[window])
    elements = elements_of(owner)
    return sequence(elements[window]) if elements is not None else NotKnown("a slice of something not known")
