"""Dates of the run: every function and method that gives one gives a hole that marks partitions, not another object."""

import ast
import re

from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.value import Hole, Known, Template, Value

DATE = "date"
DATE_FUNCTIONS = (
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "pandas.Timestamp.now",
    "pandas.Timestamp.today",
    "pandas.Timestamp.utcnow",
    "pendulum.now",
    "pendulum.today",
    "pendulum.yesterday",
    "arrow.now",
    "arrow.utcnow",
    "time.strftime",
)
_DATED_KINDS = frozenset({DATE, "partition"})
_SPECIFICATION = re.compile(r"%[YymdHjUFB]")


def run_date(evaluation: Evaluation, node: ast.Call) -> Value:
    """``date.today()`` and its like."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else evaluation.source(node.func)
    return Template((Hole(DATE, name),))


def same_date(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    """A date shown as text, or moved: ``day.strftime("%Y")``, ``now.date()``, ``day.replace(day=1)``."""
    return owner if is_date(owner) else None


def text_of_date(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    """``strftime`` and ``isoformat`` give the text of a date, whatever they are called on."""
    if is_date(owner):
        return owner
    if isinstance(owner, Known):
        return None
    return Template((Hole(DATE, evaluation.source(node.func)),))


def is_date(value: Value) -> bool:
    """Whether a value is one hole that holds a date or a partition."""
    hole = value.parts[0] if isinstance(value, Template) and len(value.parts) == 1 else None
    return isinstance(hole, Hole) and hole.kind in _DATED_KINDS


def shows_a_date(specification: str) -> bool:
    """Whether a format specification is one of dates: ``f"{day:%Y-%m-%d}"``."""
    return _SPECIFICATION.search(specification) is not None


DATE_METHODS = {
    "strftime": text_of_date,
    "isoformat": text_of_date,
    "date": same_date,
    "astimezone": same_date,
    "to_date_string": same_date,
    "subtract": same_date,
}
