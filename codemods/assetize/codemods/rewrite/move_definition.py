"""A definition moves above the first asset that names it."""

from collections.abc import Sequence

import libcst as cst

from assetize.codemods.model import Action, MoveDefinition
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.definitions import find_definition, insert_before
from assetize.codemods.rewrite.remove_definition import own_comments, without_definition


def rewrite(tree: cst.Module, actions: Sequence[Action], context: FileContext) -> cst.Module:
    """Move every definition of this file that the plan moves, with the comment right above it."""
    for action in actions:
        if isinstance(action, MoveDefinition) and context.is_subject_here(action.id):
            found = find_definition(tree, action.id, context)
            place = find_definition(tree, action.before, context)
            if found.index > place.index:
                moved = found.statement.with_changes(leading_lines=own_comments(found.statement))
                tree = without_definition(tree, found)
                tree = insert_before(tree, find_definition(tree, action.before, context), [moved])
                name, below = action.id.partition(":")[2], action.before.partition(":")[2]
                context.done.append(f"moved {name} above {below}, which names it now")
    return tree
