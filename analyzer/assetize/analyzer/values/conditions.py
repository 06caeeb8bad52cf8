"""Conditions, comparisons and defaults."""

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
)


def negative(evaluation: Evaluation, node: ast.UnaryOp) -> Value:
    """``-1`` and ``not x``."""
    value = evaluation.of(node.operand)
    truth = truth_of(value) if isinstance(node.op, ast.Not) else None
    if truth is not None:
        return Known(not truth)
    if isinstance(value, Known) and isinstance(node.op, ast.USub) and isinstance(value.value, int | float):
        return Known(-value.value)
    return evaluation.not_known(node)


def either(evaluation: Evaluation, node: ast.BoolOp) -> Value:
    """``a or b``, ``a and b``; a default behind an environment variable is kept with it."""
    wanted = isinstance(node.op, ast.Or)
    for position, operand in enumerate(node.values[:-1]):
        value = evaluation.of(operand)
        truth = truth_of(value)
        if truth is None:
            is_next_to_last = position == len(node.values) - 2
            return _with_default(evaluation, value, node) if wanted and is_next_to_last else _unclear(value)
        if truth is wanted:
            return value
    return evaluation.of(node.values[-1])


def truth_of(value: Value) -> bool | None:
    """Whether a value counts as true; None when that is not known."""
    if isinstance(value, Known):
        return bool(value.value)
    if isinstance(value, Template) and any(isinstance(part, str) for part in value.parts):
        return True
    if (elements := elements_of(value)) is not None:
        return bool(elements)
    if (entries := entries_of(value)) is not None:
        return bool(entries)
    return None


def _with_default(evaluation: Evaluation, value: Value, node: ast.BoolOp) -> Value:
    if isinstance(value, Template) and len(value.parts) == 1:
        hole = value.parts[0]
        if isinstance(hole, Hole) and hole.kind == "env":
            return Template((Hole(hole.kind, hole.name, evaluation.of(node.values[-1]), hole.methods),))
    return _unclear(value)


def _unclear(value: Value) -> Value:
    return value if isinstance(value, NotKnown) else NotKnown("it depends on a condition")


def conditional(evaluation: Evaluation, node: ast.IfExp) -> Value:
    """``a if test else b``: by the test when it is known, else only what both branches share."""
    truth = truth_of(evaluation.of(node.test))
    if truth is not None:
        return evaluation.of(node.body if truth else node.orelse)
    body, other = evaluation.of(node.body), evaluation.of(node.orelse)
    return body if body == other else NotKnown(f"it depends on {evaluation.source(node.test)}")


def comparison(evaluation: Evaluation, node: ast.Compare) -> Value:
    """``a == b``, ``a is None``, ``a in b`` between known values."""
    if len(node.ops) != 1:
        return evaluation.not_known(node)
    left, right = evaluation.of(node.left), evaluation.of(node.comparators[0])
    if not isinstance(left, Known) or not isinstance(right, Known):
        return evaluation.not_known(node)
    match node.ops[0]:
        case ast.Eq() | ast.Is():
            return Known(left.value == right.value)
        case ast.NotEq() | ast.IsNot():
            return Known(left.value != right.value)
        case ast.In() if isinstance(right.value, str) and isinstance(left.value, str):
            return Known(left.value in right.value)
        case ast.In() if isinstance(right.value, tuple | dict):
            return Known(left.value in right.value)
        case ast.NotIn() if isinstance(right.value, tuple | dict):
            return Known(left.value not in right.value)
    return evaluation.not_known(node)
