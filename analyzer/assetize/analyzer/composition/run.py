"""The interpretation of one body: what it has made, and what could not be followed."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from assetize.analyzer.codes.code import Code
from assetize.analyzer.composition.body import Body
from assetize.analyzer.composition.catalogue import Catalogue
from assetize.analyzer.composition.names import Names
from assetize.analyzer.composition.values import Value
from assetize.analyzer.composition.wiring import Wiring
from assetize.analyzer.model import Unknown
from assetize.analyzer.syntax.standpoint import Standpoint

DEEPEST_CALL = 20
MOST_STEPS = 20_000
"""Statements and loop turns: a body that takes more is generated, or goes round in circles."""

Evaluate = Callable[["Run", Names, ast.expr], Value]
Perform = Callable[["Run", Names, Sequence[ast.stmt]], Value]
"""Runs a function's statements and gives what it returns."""


@dataclass(slots=True)
class Run:
    """``wiring`` is None while an expression outside the body is read, where no op can be called."""

    body: Body
    catalogue: Catalogue
    evaluate: Evaluate
    perform: Perform
    wiring: Wiring | None
    depth: int = 0
    unknowns: list[Unknown] = field(default_factory=list)
    steps: list[int] = field(default_factory=lambda: [0])
    """The count of steps, shared by all that belongs to one body."""

    def doubt(self, here: Standpoint, node: ast.AST, code: Code, what: str) -> None:
        """Records that a step was not understood, once."""
        unknown = here.unknown(node, code, what, self.body.id)
        if unknown not in self.unknowns:
            self.unknowns.append(unknown)

    def aside(self) -> Run:
        """To read the value of a name outside the body: nothing that happens there counts."""
        return replace(self, wiring=None, depth=self.depth + 1, unknowns=[])

    def deeper(self) -> Run:
        """To interpret the body of a function that is called."""
        return replace(self, depth=self.depth + 1)

    def may_go_on(self) -> bool:
        """Counts a step; False when there were too many, or calls are nested too deeply."""
        self.steps[0] += 1
        return self.steps[0] <= MOST_STEPS and self.depth <= DEEPEST_CALL
