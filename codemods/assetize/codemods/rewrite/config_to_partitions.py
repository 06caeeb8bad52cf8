"""``@daily_partitioned_config(…) def one_day(start, end)`` becomes ``one_day = DailyPartitionsDefinition(…)``."""

from collections.abc import Sequence

import libcst as cst

from assetize.codemods.model import Action, ConfigToPartitions
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.definitions import as_plain_statement, find_function, substitute


def rewrite(tree: cst.Module, actions: Sequence[Action], context: FileContext) -> cst.Module:
    """Rewrite every partitioned config of this file of which only the partitions are left."""
    for action in actions:
        if isinstance(action, ConfigToPartitions) and context.is_subject_here(action.id):
            found, function = find_function(tree, action.id, context)
            text = f"{function.name.value} = {context.dagster(action.maker)}{action.arguments}\n"
            statement = context.statement(text).with_changes(leading_lines=function.leading_lines)
            tree = substitute(tree, found, [as_plain_statement(statement, tree, found)])
            context.done.append(f"partitioned config {function.name.value} became its partitions")
    return tree
