"""The state of opening factories: of the whole project, and of the block being copied."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from assetize.analyzer.model import MadeBy
from assetize.analyzer.names import ModuleSource, Scope, Sources
from assetize.analyzer.names.absolute import NOT_KNOWN
from assetize.analyzer.readers.factories.expansion import NotExpandableError
from assetize.analyzer.values import NotKnown, Value, evaluate
from assetize.analyzer.values.changes import is_changed_in_place
from assetize.analyzer.values.value import elements_of, entries_of

DEEPEST = 8
"""Factories that call factories are followed this far."""
MOST_MADE = 1_000
MOST_COPIED = 400_000
"""Syntax nodes copied for a whole project."""

FrameKind = Literal["module", "factory", "function", "body"]
"""``factory``: the function that a call was opened for; ``body``: what Dagster calls to see what it composes, read in order."""


@dataclass(frozen=True, slots=True, eq=False)
class Partial:
    """``variable = partial(factory, ...)``."""

    factory: str
    call: ast.Call
    scope: Scope


@dataclass(eq=False, slots=True)
class World:
    """What all blocks share."""

    sources: Sources
    factories: Mapping[str, Scope]
    """The functions that make definitions, by id."""
    calls: frozenset[int]
    """Identities of the calls of factories."""
    interesting: frozenset[int]
    """The same, and whatever defines something in a loop."""
    decorated: frozenset[int]
    """Identities of the functions that a decorator of the project makes something of."""
    applied: frozenset[int]
    """Identities of calls that make something of a function: ``op(name="load")(load_rows)``."""
    mapped: frozenset[int]
    """Identities of the calls ``map(make_job, names)``."""
    partials: Mapping[str, Partial]
    """By the id of a variable, what ``functools.partial`` made of a factory."""
    bodies: frozenset[int]
    """Identities of the functions that Dagster calls to see what they compose."""
    rebuild: Callable[[Frame, ast.AST], ast.AST]
    """Copies an expression."""
    run: Callable[[Frame, Sequence[ast.stmt]], ast.expr | None]
    """Copies statements; gives what they return."""
    additions: list[tuple[str, ast.stmt]] = field(default_factory=list)
    made: dict[int, tuple[ast.AST, MadeBy]] = field(default_factory=dict)
    closed: dict[str, str] = field(default_factory=dict)
    labels: Counter[str] = field(default_factory=Counter)
    remembered: dict[tuple[str, str], ast.expr] = field(default_factory=dict)
    """What cached factories gave."""
    active: list[str] = field(default_factory=list)
    """The factories that are being opened, outermost first."""
    copied: int = 0
    count: int = 0

    def concerns(self, node: ast.AST) -> bool:
        """Something in the tree is to be opened."""
        return any(id(inner) in self.interesting for inner in ast.walk(node))


@dataclass(eq=False, slots=True)
class Frame:
    """One block of statements on its way into the new tree; names in it mean what they mean in ``scope``."""

    world: World
    source: ModuleSource
    scope: Scope
    path: str
    """The qualified name of the block in the new tree; ``""`` for a module."""
    kind: FrameKind
    made: MadeBy | None = None
    """The call that the block is copied for; None where the text stands as it is written."""
    bindings: dict[str, Value] = field(default_factory=dict)
    replaced: dict[str, ast.expr] = field(default_factory=dict)
    """What stands for a name from here on."""
    written: dict[str, ast.expr] = field(default_factory=dict)
    """Lists and dicts that parameters were given, with names that mean the same everywhere."""
    turns: str = ""
    """The loop turns around, as they show in names: ``"[users]"``."""
    turn_names: frozenset[str] = frozenset()
    """Names that later turns of the loops around bind again."""
    barrier: str = ""
    """Why nothing can be opened here."""
    out: list[ast.stmt] = field(default_factory=list)
    lists: dict[str, ast.List | ast.Dict] = field(default_factory=dict)
    """The lists and dicts of the block that grow only in ways that are understood."""

    def value(self, expression: ast.expr) -> Value:
        """The value of an expression of the original tree."""
        try:
            return evaluate(self.world.sources, self.scope.module_id, expression, self.bindings, self.scope)
        except RecursionError:
            return NotKnown("it has too many parts")

    def display(self, expression: ast.expr) -> ast.expr | None:
        """The written-out list or dict that a name stands for."""
        if not isinstance(expression, ast.Name):
            return None
        found = self.replaced.get(expression.id) or self.written.get(expression.id)
        return found if isinstance(found, ast.Dict | ast.List | ast.Tuple) else None

    def is_changed(self, name: str, value: Value) -> bool:
        """The name holds a list or dict that its module changes, so that it is not what it was at first."""
        is_container = elements_of(value) is not None or entries_of(value) is not None
        return is_container and is_changed_in_place(self.world.sources, self.scope.module_id, name)

    def resolve(self, expression: ast.expr) -> str | None:
        """The qualified name of an expression of the original tree."""
        return self.world.sources.resolve(self.scope.module_id, expression, self.scope)

    def local(self, name: str) -> str:
        """The id of a name of this block in the new tree."""
        around = f"{self.path}.<locals>." if self.path else ""
        return f"{self.scope.module_id}:{around}{name}"

    def inner(self, names: frozenset[str]) -> Frame:
        """The frame for an expression or block in which these names mean something else."""
        return replace(
            self,
            bindings={name: value for name, value in self.bindings.items() if name not in names},
            replaced={name: value for name, value in self.replaced.items() if name not in names},
            written={name: value for name, value in self.written.items() if name not in names},
        )

    def later(self) -> Frame:
        """The frame for a function that runs when the loops around it are over."""
        frame = self.inner(self.turn_names)
        frame.replaced.update((name, ast.Name(NOT_KNOWN, ast.Load())) for name in self.turn_names)
        return frame

    def behind(self, barrier: str) -> Frame:
        """The frame of a block that may be run any number of times, or not at all."""
        return replace(
            self,
            barrier=self.barrier or barrier,
            bindings=dict(self.bindings),
            replaced=dict(self.replaced),
            out=[],
            lists={},
        )

    def note(self, old: ast.AST, new: ast.AST) -> None:
        """Counts a copied node, and notes what it was copied for."""
        world = self.world
        world.copied += 1
        if world.copied > MOST_COPIED:
            raise NotExpandableError("too much would be made")
        if self.made is not None and isinstance(old, ast.Call | ast.FunctionDef | ast.AsyncFunctionDef):
            world.made[id(new)] = (new, self.made)
