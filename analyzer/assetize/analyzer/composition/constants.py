"""Computes with constants: f-strings, arithmetic, comparisons."""

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

from assetize.analyzer.composition.values import Items, Known, Opaque, Value

BINARY: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
COMPARISONS: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda item, group: item in group,
    ast.NotIn: lambda item, group: item not in group,
}
LONGEST_RESULT = 10_000
"""``"x" * 10**9`` is not worth knowing."""

Evaluate = Callable[[ast.expr], Value]


def fold(expression: ast.expr, evaluate: Evaluate, text: str) -> Value:
    """The value of an operation on constants, else something opaque."""
    match expression:
        case ast.JoinedStr(values=parts):
            return _joined(parts, evaluate, text)
        case ast.BinOp(left=left, op=op, right=right):
            return _binary(evaluate(left), type(op), evaluate(right), text)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            value = evaluate(operand)
            return Known(not value.value) if isinstance(value, Known) else Opaque(text)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            value = evaluate(operand)
            is_number = isinstance(value, Known) and isinstance(value.value, int | float)
            return Known(-value.value) if is_number else Opaque(text)  # type: ignore[union-attr, operator]
        case ast.BoolOp(op=op, values=operands):
            return _boolean(isinstance(op, ast.And), operands, evaluate, text)
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _compared(evaluate(left), type(op), evaluate(right), text)
    for child in ast.iter_child_nodes(expression):
        if isinstance(child, ast.expr):
            evaluate(child)
    return Opaque(text)


def _joined(parts: list[ast.expr], evaluate: Evaluate, text: str) -> Value:
    found: list[str] = []
    for part in parts:
        is_plain = not isinstance(part, ast.FormattedValue) or (
            part.conversion == -1 and part.format_spec is None
        )
        value = evaluate(part.value if isinstance(part, ast.FormattedValue) else part)
        if not is_plain or not isinstance(value, Known):
            return Opaque(text)
        found.append(str(value.value))
    return Known("".join(found))


def _binary(left: Value, op: type[ast.operator], right: Value, text: str) -> Value:
    if op is ast.Add and isinstance(left, Items) and isinstance(right, Items):
        return Items([*left.elements, *right.elements], left.is_list)
    function = BINARY.get(op)
    if function is None or not isinstance(left, Known):
        return Opaque(text)
    other = _plain(right)
    if other is UNKNOWN or _is_too_long(left.value, op, other):
        return Opaque(text)
    return _computed(lambda: function(left.value, other), text)


def _is_too_long(left: object, op: type[ast.operator], right: object) -> bool:
    if op is not ast.Mult:
        return False
    sizes = [len(side) if isinstance(side, str | bytes) else side for side in (left, right)]
    return not all(isinstance(size, int | float) and abs(size) <= LONGEST_RESULT for size in sizes)


def _boolean(is_and: bool, operands: list[ast.expr], evaluate: Evaluate, text: str) -> Value:
    value: Value = Opaque(text)
    for operand in operands:
        value = evaluate(operand)
        if not isinstance(value, Known):
            return Opaque(text)
        if bool(value.value) is not is_and:
            break
    return value


def _compared(left: Value, op: type[ast.cmpop], right: Value, text: str) -> Value:
    first, second = _plain(left), _plain(right)
    if first is UNKNOWN or second is UNKNOWN:
        return Opaque(text)
    return _computed(lambda: COMPARISONS[op](first, second), text)


class _Unknown:
    """Stands for a value that is no constant."""


UNKNOWN = _Unknown()


def _plain(value: Value) -> object:
    """The constant, or tuple of constants, that a value is."""
    if isinstance(value, Known):
        return value.value
    if isinstance(value, Items):
        parts = [_plain(element) for element in value.elements]
        return UNKNOWN if UNKNOWN in parts else tuple(parts)
    return UNKNOWN


def _computed(function: Callable[[], object], text: str) -> Value:
    try:
        return Known(function())
    except (TypeError, ValueError, ArithmeticError, LookupError):
        return Opaque(text)
