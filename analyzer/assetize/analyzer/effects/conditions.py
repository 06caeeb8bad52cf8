"""Whether a condition holds, as far as the text says."""

import ast

from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.things import Built, Klass, Made, Plain, Routine, Thing, value_of
from assetize.analyzer.values import Known


def truth(frame: Frame, node: ast.expr) -> bool | None:
    """Whether a condition holds; None when only a run can tell."""
    match node:
        case ast.UnaryOp(ast.Not(), operand):
            inner = truth(frame, operand)
            return None if inner is None else not inner
        case ast.BoolOp(operator, values):
            verdicts = [truth(frame, value) for value in values]
            decisive = isinstance(operator, ast.Or)
            if decisive in verdicts:
                return decisive
            return None if None in verdicts else not decisive
        case ast.Compare(left, [operator], [right]):
            return _compared(frame, left, operator, right)
        case _:
            return _truth_of(frame.world.know(frame, node))


def _truth_of(thing: Thing) -> bool | None:
    if isinstance(thing, Built | Made | Klass | Routine):
        return True
    if isinstance(thing, Plain) and isinstance(thing.value, Known):
        known = thing.value.value
        return None if known in ((), {}) else bool(known)  # an empty container is there to be filled
    return None


def _compared(frame: Frame, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> bool | None:
    first, second = frame.world.know(frame, left), frame.world.know(frame, right)
    against_none = isinstance(right, ast.Constant) and right.value is None
    if (
        against_none
        and isinstance(operator, ast.Is | ast.IsNot)
        and isinstance(first, Built | Made | Klass | Routine)
    ):
        return isinstance(operator, ast.IsNot)
    one, other = value_of(first), value_of(second)
    if not isinstance(one, Known) or not isinstance(other, Known):
        return None
    match operator:
        case ast.Eq() | ast.Is():
            return one.value == other.value
        case ast.NotEq() | ast.IsNot():
            return one.value != other.value
        case ast.In() | ast.NotIn() if isinstance(other.value, str | tuple | dict):
            if isinstance(other.value, str) and not isinstance(one.value, str):
                return None
            return (one.value in other.value) is isinstance(operator, ast.In)
        case _:
            return None
