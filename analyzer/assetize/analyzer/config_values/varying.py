"""Names of a function that hold the date of a tick or the partition of a run: holes that many runs fill differently."""

import ast
from collections.abc import Mapping
from dataclasses import field

from assetize.analyzer.records import dataclass
from assetize.analyzer.syntax.standpoint import FunctionNode
from assetize.analyzer.values import Hole, Template, Value

TICK = "scheduled_execution_time"
CLOCKS = frozenset({TICK, "now", "today", "utcnow"})
"""Attributes that give the date of a tick, or the clock's."""


@dataclass(frozen=True, slots=True, eq=False)
class Varying:
    """Local names and the holes that they stand for."""

    holes: Mapping[str, Hole] = field(default_factory=dict)

    def hole_in(self, expression: ast.expr) -> Template | None:
        """The hole that an expression is made from, if any."""
        for node in ast.walk(expression):
            if isinstance(node, ast.Name) and node.id in self.holes:
                return Template((self.holes[node.id],))
            if isinstance(node, ast.Attribute) and node.attr in CLOCKS:
                return Template((Hole("date", "day"),))
        return None


NO_VARYING = Varying()


def bound(varying: Varying) -> Mapping[str, Value]:
    """The names as values for an evaluation."""
    return {name: Template((hole,)) for name, hole in varying.holes.items()}


def partition_names(function: FunctionNode | ast.Lambda) -> Varying:
    """The parameters of a function that makes a config from a partition, and what is made from them."""
    arguments = function.args
    names = [item.arg for item in (*arguments.posonlyargs, *arguments.args)]
    return _spread(function, {name: Hole("partition", name.lstrip("_") or "key") for name in names})


def nothing_varies(function: FunctionNode | ast.Lambda) -> Varying:
    """For functions whose parameters are given by people."""
    return NO_VARYING


def tick_names(function: FunctionNode) -> Varying:
    """What a schedule's function makes from the time of its tick."""
    return _spread(function, {})


def _spread(function: FunctionNode | ast.Lambda, holes: dict[str, Hole]) -> Varying:
    """Follows assignments in the order of the text."""
    for statement in function.body if not isinstance(function, ast.Lambda) else ():
        for node in ast.walk(statement):
            if not isinstance(node, ast.Assign) or isinstance(
                node.value, ast.Dict | ast.List | ast.JoinedStr
            ):
                continue
            found = Varying(holes).hole_in(node.value)
            target = node.targets[0]
            if found is not None and isinstance(target, ast.Name) and not _holds_config(node.value):
                holes[target.id] = found.holes[0]
    return Varying(holes)


def _holds_config(value: ast.expr) -> bool:
    """A container or an object that is made with the date is more than the date."""
    return any(isinstance(node, ast.Dict) for node in ast.walk(value)) or any(
        isinstance(node, ast.Call) and bool(node.keywords) for node in ast.walk(value)
    )
