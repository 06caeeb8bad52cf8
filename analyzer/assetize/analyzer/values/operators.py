"""Operators on texts, paths, numbers and containers."""

import ast

from assetize.analyzer.values.dates import is_date
from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.paths import join_paths
from assetize.analyzer.values.percent import percent
from assetize.analyzer.values.text import concatenate
from assetize.analyzer.values.value import (
    Known,
    NotKnown,
    Template,
    Value,
    elements_of,
    entries_of,
    mapping,
    sequence,
)

LONGEST_REPEAT = 10_000


def binary(evaluation: Evaluation, node: ast.BinOp) -> Value:
    """``+ / % * |`` on texts, paths, numbers and containers."""
    if isinstance(node.op, ast.Add):
        return _sum(evaluation, _terms(node))
    left, right = evaluation.of(node.left), evaluation.of(node.right)
    if isinstance(node.op, ast.Sub) and is_date(left):
        return left  # another day is another partition of the same object
    if isinstance(node.op, ast.Mod) and (isinstance(left, Template) or _is_text(left)):
        return percent(evaluation, left, node.right)
    if isinstance(node.op, ast.Div):
        pieces = [(left, evaluation.source(node.left)), (right, evaluation.source(node.right))]
        return join_paths(pieces) or evaluation.not_known(node)
    if isinstance(node.op, ast.Mult) and isinstance(left, Known) and isinstance(right, Known):
        return _repeat(left.value, right.value)
    if isinstance(node.op, ast.BitOr):
        first, second = entries_of(left), entries_of(right)
        if first is not None and second is not None:
            return mapping({**dict(first), **dict(second)}.items())
    return evaluation.not_known(node)


def _terms(node: ast.expr) -> list[ast.expr]:
    """The terms of a sum in order; long sums nest as deep as they are long."""
    terms: list[ast.expr] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        terms.append(node.right)
        node = node.left
    return [node, *reversed(terms)]


def _sum(evaluation: Evaluation, terms: list[ast.expr]) -> Value:
    values = [evaluation.of(term) for term in terms]
    if all(isinstance(value, Known) and type(value.value) in (int, float) for value in values):
        return Known(sum(value.value for value in values if isinstance(value, Known)))  # type: ignore[misc]
    series = [elements_of(value) for value in values]
    if all(elements is not None for elements in series):
        return sequence(element for elements in series if elements is not None for element in elements)
    if any(_is_text(value) or (isinstance(value, Template) and len(value.parts) > 1) for value in values):
        if any(isinstance(value, Known) and not _is_text(value) for value in values):
            return NotKnown("a text and something else are added")
        return concatenate(
            (value, evaluation.source(term)) for value, term in zip(values, terms, strict=True)
        )
    if all(isinstance(value, Template) for value in values):
        return concatenate(
            (value, evaluation.source(term)) for value, term in zip(values, terms, strict=True)
        )
    if is_date(values[0]) and len(values) == 2:
        return values[0]
    unknown = next((value for value in values if isinstance(value, NotKnown)), None)
    return unknown or NotKnown("it is a sum")


def _is_text(value: Value) -> bool:
    return isinstance(value, Known) and isinstance(value.value, str)


def _repeat(left: object, right: object) -> Value:
    if isinstance(left, int) and isinstance(right, str):
        left, right = right, left
    if isinstance(right, int) and not isinstance(right, bool):
        if isinstance(left, str) and len(left) * right <= LONGEST_REPEAT:
            return Known(left * right)
        if isinstance(left, int) and abs(left) < LONGEST_REPEAT**2 and abs(right) < LONGEST_REPEAT**2:
            return Known(left * right)
    return NotKnown("it is a product")


def assignment_expression(evaluation: Evaluation, node: ast.NamedExpr) -> Value:
    """``(name := value)``."""
    return evaluation.of(node.value)
