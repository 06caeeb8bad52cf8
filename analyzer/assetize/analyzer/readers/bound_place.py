"""Where a name that a job is given is bound, and how far up its definition may go without meaning something else."""

import ast
import builtins
from collections.abc import Iterator

from assetize.analyzer.model.places import BoundPlace
from assetize.analyzer.names import Definition
from assetize.analyzer.readers.job_statement import shares_a_line
from assetize.analyzer.syntax.arguments import Given
from assetize.analyzer.syntax.standpoint import FunctionNode, Standpoint

PLAIN_CALLS = ("dagster.", "datetime.")
"""Calls that look at nothing but their arguments, and change nothing."""


def read_bound_place(given: Given | None) -> BoundPlace | None:
    """The place of what a name at module level stands for; None for anything else."""
    if given is None or not isinstance(given.value, ast.Name | ast.Attribute):
        return None
    definition = given.here.definition(given.value)
    if definition is None or definition.is_nested:
        return None
    there = given.here.of(definition)
    statement = _statement_of(there, definition)
    if statement is None:
        return None
    decorators = statement.decorator_list if isinstance(statement, FunctionNode) else []
    line = min([statement.lineno, *(decorator.lineno for decorator in decorators)])
    return BoundPlace(
        definition.id, line, statement.end_lineno or line, _free_below(there, definition, statement)
    )


def _statement_of(there: Standpoint, definition: Definition) -> ast.stmt | None:
    """A statement of the module's own: one in a block may not run."""
    for statement in there.module.tree.body:
        if statement is definition.node or getattr(statement, "value", None) is definition.node:
            return statement
    return None


def _free_below(there: Standpoint, definition: Definition, statement: ast.stmt) -> int | None:
    """The last line of what it needs, where its value depends on nothing else and nothing else on it."""
    statements = there.module.tree.body
    name = definition.id.rpartition(":")[2]
    is_only = len(there.module.scope.bindings.get(name, ())) == 1
    is_alone = not any(item is not statement and shares_a_line(item, statement) for item in statements)
    is_one_name = isinstance(statement, FunctionNode | ast.AnnAssign) or (
        isinstance(statement, ast.Assign) and len(statement.targets) == 1
    )
    needed = list(_needed_lines(there, statement))
    if not (is_only and is_alone and is_one_name) or None in needed:
        return None
    return max((line for line in needed if line is not None), default=0)


def _needed_lines(there: Standpoint, statement: ast.stmt) -> Iterator[int | None]:
    """For each name that is read at once the line on which it is bound, 0 for a built-in one; None for what may change."""
    for node in _read_at_once(statement):
        if isinstance(node, ast.Subscript) or not _is_plain(there, node):
            yield None
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            bindings = there.module.scope.bindings.get(node.id, [])
            is_plain = len(bindings) == 1 and not bindings[0].in_branch
            is_fixed = is_plain and (
                bindings[0].kind == "import" or isinstance(bindings[0].node, ast.Constant)
            )
            # Other names than these come out of ``from settings import *``, on whichever line that is.
            is_known = hasattr(builtins, node.id) or (there.resolve(node) or "").startswith(PLAIN_CALLS)
            is_early = not bindings and is_known
            yield 0 if is_early else (_end_of(bindings[0].node) if is_fixed else None)


def _is_plain(there: Standpoint, node: ast.AST) -> bool:
    """No call and no attribute but of what never changes: those of other modules may be set in between."""
    asked = node.func if isinstance(node, ast.Call) else node
    if not isinstance(node, ast.Call | ast.Attribute):
        return True
    return isinstance(asked, ast.expr) and (there.resolve(asked) or "").startswith(PLAIN_CALLS)


def _end_of(node: ast.AST) -> int:
    return int(getattr(node, "end_lineno", 0) or 0)


def _read_at_once(statement: ast.stmt) -> Iterator[ast.AST]:
    if isinstance(statement, FunctionNode):
        arguments = statement.args
        annotations = [item.annotation for item in (*arguments.args, *arguments.kwonlyargs)]
        parts = [*statement.decorator_list, *arguments.defaults, *arguments.kw_defaults, *annotations]
        for part in (*parts, statement.returns):
            yield from ast.walk(part) if part is not None else ()
    elif isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
        yield from ast.walk(statement.value)
