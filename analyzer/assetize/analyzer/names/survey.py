"""Collects the bindings of every scope of a module in one pass over its statements."""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from assetize.analyzer.names.bindings import Binding
from assetize.analyzer.names.scopes import Scope
from assetize.analyzer.names.targets import walruses


class Position(NamedTuple):
    """What surrounds a statement in its scope."""

    in_loop: bool = False
    in_branch: bool = False
    type_checking: bool = False
    is_fallback: bool = False


OUTSIDE = Position()


@dataclass
class Survey:
    """The statements still to be visited, and what was found so far."""

    module: Scope
    scopes: list[Scope] = field(default_factory=list)
    imported: list[tuple[int, str]] = field(default_factory=list)
    pending: list[tuple[Scope, Position, ast.stmt]] = field(default_factory=list)

    def later(self, scope: Scope, position: Position, statements: Sequence[ast.stmt]) -> None:
        """Visits statements next, in their order: a stack, so that deep nesting costs no recursion."""
        self.pending.extend([(scope, position, statement) for statement in reversed(statements)])

    def bind(self, scope: Scope, position: Position, name: str, binding: Binding) -> None:
        """Notes a binding in the scope that it belongs to."""
        if position is not OUTSIDE:
            kind, node, text, member, level, top_only, path, *_ = binding
            binding = Binding(kind, node, text, member, level, top_only, path, *position)
        owner = scope.outer_names.get(name)
        if owner is not None:
            reason = f"{name} is also assigned inside {scope.qualname}"
            scope, binding = owner, binding._replace(kind="varies", text=reason, from_inside=True)
        names = scope.bindings
        if name in names:
            names[name].append(binding)
        else:
            names[name] = [binding]


Visitor = Callable[[Survey, Scope, Position, Any], None]


def survey(
    module_id: str, tree: ast.Module, visitors: Mapping[type[ast.AST], Visitor], walrus_lines: Sequence[int]
) -> Survey:
    """The scopes of a module, found by one visitor for each kind of statement that binds names.

    ``walrus_lines`` are the lines that hold ``:=``, which any statement's expressions may bind with.
    """
    result = Survey(Scope(module_id, "", "module", tree, None))
    result.later(result.module, OUTSIDE, tree.body)
    pending = result.pending
    while pending:
        scope, position, statement = pending.pop()
        if walrus_lines and any(
            statement.lineno <= line <= (statement.end_lineno or line) for line in walrus_lines
        ):
            for walrus in walruses(statement):
                result.bind(scope, position, walrus.target.id, Binding("value", walrus.value))
        visit = visitors.get(type(statement))
        if visit is not None:
            visit(result, scope, position, statement)
    return result
