"""F-strings, and how values are shown in texts."""

import ast
import re
import sys

from assetize.analyzer.values.dates import DATE, is_date, shows_a_date
from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.text import known_parts, parts_of, text
from assetize.analyzer.values.value import Hole, Known, NotKnown, Value

SAFE_FORMAT = re.compile(r"[^\d]*\d{0,3}[^\d]*\d{0,3}[^\d]*")
"""No width with four digits: formatting must not make texts of any length."""


def interpolated(evaluation: Evaluation, node: ast.JoinedStr) -> Value:
    """An f-string; what is not known becomes a hole."""
    return text(part for piece in node.values for part in _piece(evaluation, piece))


def _piece(evaluation: Evaluation, piece: ast.expr) -> tuple[str | Hole, ...]:
    if isinstance(piece, ast.Constant):
        return (str(piece.value),)
    if not isinstance(piece, ast.FormattedValue):
        return (Hole("unknown", evaluation.source(piece)),)
    value = shown(evaluation, piece.value)
    if piece.conversion not in (-1, ord("s")) or piece.format_spec is not None:
        return _formatted(evaluation, piece, value, _inner_source(evaluation, piece))
    parts = known_parts(value)
    return (Hole("unknown", _inner_source(evaluation, piece)),) if parts is None else parts


def shown(evaluation: Evaluation, expression: ast.expr) -> Value:
    """The value as ``str()`` would show it: a member of an ``Enum`` shows its own name on some versions of Python."""
    value = evaluation.of(expression)
    if isinstance(value, Known) and isinstance(expression, ast.Attribute):
        owner = evaluation.meaning(expression.value)
        if owner is not None and "enum.Enum" in evaluation.sources.lineage(owner):
            return NotKnown("how an enum member is shown depends on the version of Python")
    return value


def _inner_source(evaluation: Evaluation, piece: ast.FormattedValue) -> str:
    """Before Python 3.12 the parts of an f-string do not know where they stand."""
    if sys.version_info >= (3, 12):
        return evaluation.source(piece.value)
    try:
        return " ".join(ast.unparse(piece.value).split())[:60]
    except RecursionError:
        return "..."


def _formatted(
    evaluation: Evaluation, piece: ast.FormattedValue, value: Value, source: str
) -> tuple[str | Hole, ...]:
    spec = evaluation.of(piece.format_spec) if piece.format_spec is not None else Known("")
    if isinstance(value, Known) and isinstance(spec, Known) and isinstance(spec.value, str):
        shown_value = _convert(value.value, piece.conversion)
        formatted = format_known(shown_value, spec.value)
        if formatted is not None:
            return (formatted,)
    if is_date(value):
        return parts_of(value, source)
    is_shown_date = isinstance(spec, Known) and shows_a_date(str(spec.value))
    return (Hole(DATE if is_shown_date else "unknown", source),)


def _convert(value: object, conversion: int) -> object:
    if conversion == ord("r"):
        return repr(value)
    if conversion == ord("a"):
        return ascii(value)
    return str(value) if conversion == ord("s") else value


def format_known(value: object, spec: str) -> str | None:
    """``format(value, spec)`` for simple values and short specifications."""
    if not isinstance(value, str | int | float | None) or not SAFE_FORMAT.fullmatch(spec):
        return None
    try:
        return format(value, spec)
    except (ValueError, TypeError):
        return None
