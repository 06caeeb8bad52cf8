"""One evaluation under way: where it stands, what is bound, how deep it went."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Hashable, Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Any

from assetize.analyzer.names import Scope, Sources
from assetize.analyzer.records import dataclass
from assetize.analyzer.values.value import NotKnown, Value

DEEPEST = 60
MOST_WAYS = 500
END = (sys.maxsize, 0)
NOTHING: Mapping[str, Value] = MappingProxyType({})


class Exact(dict[str, "Value"]):
    """Bindings of all names of a scope, whatever the scope assigns to them elsewhere."""


@dataclass(slots=True)
class Progress:
    """How far one evaluation went: what doubles at every step, or leads back to itself, must end too."""

    ways: int = 0
    """How many variables and functions were followed."""
    depth: int = 0
    trail: set[object] = field(default_factory=set)
    """The variables and functions that are being evaluated."""
    was_cut: bool = False
    """Something was given up, so that the result says little about other evaluations."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """``bindings`` hold for names in ``scope`` and the functions around it, by dotted source name."""

    sources: Sources
    scope: Scope
    evaluators: Mapping[type[ast.AST], Evaluator]
    bindings: Mapping[str, Value]
    position: tuple[int, int]
    """Line and column of the expression that was asked for: what is assigned below it does not count."""
    progress: Progress

    def of(self, expression: ast.AST) -> Value:
        """The value of an expression here."""
        progress = self.progress
        if progress.depth > DEEPEST or progress.ways > MOST_WAYS:
            progress.was_cut = True
            return NotKnown("it is nested too deeply")
        if self.bindings and isinstance(expression, ast.Attribute):
            given = self.bindings.get(dotted_name(expression) or "")
            if given is not None:
                return given
        evaluator = self.evaluators.get(type(expression))
        if evaluator is None:
            return self.not_known(expression)
        progress.depth += 1
        try:
            return evaluator(self, expression)
        finally:
            progress.depth -= 1

    def elsewhere(
        self, scope: Scope, bindings: Mapping[str, Value] = NOTHING, position: tuple[int, int] = END
    ) -> Evaluation:
        """The same evaluation continued in another scope, where other names are bound."""
        return Evaluation(self.sources, scope, self.evaluators, bindings, position, self.progress)

    def through(self, step: Hashable, way: Callable[[], Value]) -> Value | None:
        """The value found on a way through a variable or function; None when it leads back to itself."""
        progress = self.progress
        if step in progress.trail:
            progress.was_cut = True
            return None
        progress.ways += 1
        progress.trail.add(step)
        try:
            return way()
        finally:
            progress.trail.discard(step)

    def source(self, expression: ast.AST) -> str:
        """The expression's source text on one line, shortened."""
        module = self.sources.module(self.scope.module_id)
        segment = module.segment(expression) if module is not None else ""
        words = " ".join(segment.split())
        return words if len(words) <= 60 else words[:57] + "..."

    def not_known(self, expression: ast.AST) -> NotKnown:
        """What is said of an expression that only running it can tell."""
        return NotKnown(f"{self.source(expression)} is computed")

    def meaning(self, expression: ast.expr) -> str | None:
        """The qualified name of what an expression names."""
        return self.sources.resolve(self.scope.module_id, expression, self.scope)


Evaluator = Callable[[Evaluation, Any], Value]


def dotted_name(expression: ast.AST) -> str | None:
    """``"context.op_config"`` for such an attribute of a name; None for other expressions."""
    parts: list[str] = []
    while isinstance(expression, ast.Attribute):
        parts.append(expression.attr)
        expression = expression.value
    if not isinstance(expression, ast.Name):
        return None
    return ".".join([expression.id, *reversed(parts)])


def start_of(node: ast.AST) -> tuple[int, int]:
    """Where an expression starts."""
    return (getattr(node, "lineno", 0), getattr(node, "col_offset", 0))


def end_of_node(node: ast.AST) -> tuple[int, int]:
    """Where a node ends."""
    return (getattr(node, "end_lineno", 0) or 0, getattr(node, "end_col_offset", 0) or 0)
