"""A schedule or sensor asks for a partition of its job by ``RunRequest``: an asset job makes no requests itself."""

from collections.abc import Sequence

import libcst as cst

from assetize.analyzer.codes.rewriting import SHAPE_NOT_SUPPORTED
from assetize.codemods.model import Action, RequestPartition
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.step_places import FirstText, places_of

METHOD = "run_request_for_partition"
POSITIONS = ("partition_key", "run_key", "tags", "asset_selection", "run_config")


def rewrite(tree: cst.Module, actions: Sequence[Action], context: FileContext) -> cst.Module:
    """Rewrite the requests of this file."""
    wanted = [
        action
        for action in actions
        if isinstance(action, RequestPartition) and action.module == context.module.id
    ]
    if not wanted:
        return tree
    numbers = FirstText(context).numbers(_is_request, lambda node: node)
    places = places_of(tree, _is_request)
    chosen: set[cst.CSTNode] = set()
    for action in wanted:
        found = numbers.get(action.line, [])
        if len(found) != 1:
            message = f"{len(found)} requests begin on this line."
            raise context.fail(SHAPE_NOT_SUPPORTED, message, action.job, action.line)
        chosen.add(places[found[0]])
        context.done.append(f"{action.job.partition(':')[2]} is asked for partitions by RunRequest")
    return cst.ensure_type(tree.visit(_Request(chosen, context)), cst.Module)


def _is_request(node: cst.CSTNode) -> bool:
    return (
        isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value == METHOD
    )


class _Request(cst.CSTTransformer):
    """The same arguments, all of them named, given to ``RunRequest``."""

    def __init__(self, chosen: set[cst.CSTNode], context: FileContext) -> None:
        self.chosen = chosen
        self.context = context

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        if original_node not in self.chosen:
            return updated_node
        function = cst.parse_expression(self.context.dagster("RunRequest"))
        arguments = [
            argument if argument.keyword else _named(argument, name)
            for argument, name in zip(
                updated_node.args, [*POSITIONS, *[""] * len(updated_node.args)], strict=False
            )
        ]
        return updated_node.with_changes(func=function, args=arguments)


def _named(argument: cst.Arg, name: str) -> cst.Arg:
    tight = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    return argument.with_changes(keyword=cst.Name(name), equal=tight)
