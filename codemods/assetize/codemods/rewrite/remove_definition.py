"""A definition that nothing uses any more goes away, with its decorators and its own comment."""

from collections.abc import Sequence

import libcst as cst

from assetize.analyzer.codes.rewriting import SHAPE_NOT_SUPPORTED
from assetize.codemods.model import Action, RemoveDefinition
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.definitions import Found, Statement, find_definition, substitute


def rewrite(tree: cst.Module, actions: Sequence[Action], context: FileContext) -> cst.Module:
    """Remove every definition of this file that the plan removes."""
    for action in actions:
        if isinstance(action, RemoveDefinition) and context.is_subject_here(action.id):
            found = find_definition(tree, action.id, context)
            if isinstance(found.statement, cst.SimpleStatementLine) and len(found.statement.body) > 1:
                raise context.fail(
                    SHAPE_NOT_SUPPORTED, f"{action.id} shares its line with others.", action.id
                )
            tree = without_definition(tree, found)
            context.done.append(f"removed {action.id.partition(':')[2]}, which nothing uses any more")
    return tree


def without_definition(tree: cst.Module, found: Found) -> cst.Module:
    """The module without the statement and the comment that is its own."""
    kept = _not_its_own(found.statement.leading_lines)
    if not found.is_top(tree) or not kept:
        return substitute(tree, found, [])
    following = tree.body[found.index + 1 : found.index + 2]
    if not following:
        return substitute(tree, found, []).with_changes(footer=[*kept, *tree.footer])
    below = following[0]
    below = below.with_changes(leading_lines=[*kept, *below.leading_lines])
    body = [*tree.body[: found.index], below, *tree.body[found.index + 2 :]]
    return tree.with_changes(body=body)


def _not_its_own(lines: Sequence[cst.EmptyLine]) -> list[cst.EmptyLine]:
    """Comments set apart from the definition by a blank line belong to the file; trailing blank lines are dropped."""
    last_blank = max((index for index, line in enumerate(lines) if line.comment is None), default=-1)
    kept = list(lines[: last_blank + 1])
    while kept and kept[-1].comment is None:
        kept.pop()
    return kept


def own_comments(statement: Statement) -> list[cst.EmptyLine]:
    """The comment right above a definition."""
    lines = list(statement.leading_lines)
    last_blank = max((index for index, line in enumerate(lines) if line.comment is None), default=-1)
    return lines[last_blank + 1 :]
