"""``@op`` with several asset outputs becomes ``@multi_asset``."""

from collections.abc import Sequence
from dataclasses import replace

import libcst as cst

from assetize.analyzer.codes.rewriting import ARGUMENTS_NOT_LITERAL, SHAPE_NOT_SUPPORTED
from assetize.codemods.model import Action, AssetInput, MultiAssetOutput, OpToMultiAsset
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.context_annotation import with_asset_context
from assetize.codemods.rewrite.decorators import decorated, decorator_arguments, find_decorator
from assetize.codemods.rewrite.definitions import find_function, substitute
from assetize.codemods.rewrite.deprecated_context import with_op_context
from assetize.codemods.rewrite.keys import group_items, key_argument
from assetize.codemods.rewrite.layout import Bracket, Doc, Item, call, keyword, mapping
from assetize.codemods.rewrite.op_inputs import upstream_items
from assetize.codemods.rewrite.op_outputs import ASSET_OUT_NAMES, out_call, out_items, several_outs
from assetize.codemods.rewrite.op_to_asset import renamed_argument
from assetize.codemods.rewrite.partitions import partition_items
from assetize.codemods.rewrite.pieces import Piece


def rewrite(tree: cst.Module, actions: Sequence[Action], context: FileContext) -> cst.Module:
    """Rewrite every op of this file that becomes a multi-asset."""
    for action in actions:
        if isinstance(action, OpToMultiAsset) and context.is_subject_here(action.op):
            tree = _rewrite_op(tree, action, context)
    return tree


def _rewrite_op(tree: cst.Module, action: OpToMultiAsset, context: FileContext) -> cst.Module:
    found, function = find_function(tree, action.op, context)
    decorator = find_decorator(function, ("op",), context, action.op)
    pieces = decorator_arguments(decorator, context, action.op)
    out = pieces.find("out")
    if out is None:
        raise context.fail(
            SHAPE_NOT_SUPPORTED, f"{function.name.value} has no out= to make assets of.", action.op
        )
    place = context.place_of(action.op)
    upstream = upstream_items(action.inputs, pieces.find("ins"), function, place, context, action.op)
    outs = [out.with_value(_outs(out, action, context), "outs="), *_internal_deps(action, context)]
    if pieces.find("ins") is None:
        outs += upstream
    items: list[Item] = []
    for piece in pieces.pieces:
        match piece.name:
            case "ins":
                items += upstream
            case "out":
                items += outs
            case "name":
                items.append(piece.item)
            case _:
                items.append(renamed_argument(piece, context, action.op))
    items += group_items(action.group_name, context.style)
    items += partition_items(action, context)
    new = decorated(function, decorator, context.dagster("multi_asset"), items, pieces.shell, context)
    names = ", ".join("/".join(output.key) for output in action.outputs)
    context.done.append(f"op {action.op.partition(':')[2]} became a multi-asset of {names}")
    return substitute(tree, found, [with_op_context(with_asset_context(new, context), context)])


def _outs(out: Piece, action: OpToMultiAsset, context: FileContext) -> Doc:
    """``{name: AssetOut(…)}`` laid out as ``out=`` was."""
    entries = several_outs(out, context, action.op)
    planned = {output.output: output for output in action.outputs}
    if {piece.name for piece in entries.pieces} != set(planned):
        message = f"The outputs of {action.op.partition(':')[2]} are not {', '.join(planned)}."
        raise context.fail(ARGUMENTS_NOT_LITERAL, message, action.op)
    items = [_entry(piece, planned[piece.name or ""], action, context) for piece in entries.pieces]
    return replace(entries.shell, items=tuple(items))


def _entry(piece: Piece, output: MultiAssetOutput, action: OpToMultiAsset, context: FileContext) -> Item:
    node = out_call(piece.node, context, action.op)
    arguments = out_items(node, ASSET_OUT_NAMES, None, "", context, action.op)
    if output.key != (output.output,):
        arguments.insert(0, keyword("key", key_argument(output.key, context.style)))
    return piece.with_value(call(context.dagster("AssetOut"), *arguments))


def _internal_deps(action: OpToMultiAsset, context: FileContext) -> list[Item]:
    """Which output depends on what; left out where all depend on all inputs, as Dagster takes it then."""
    if all(output.upstreams is None for output in action.outputs):
        return []
    everything = tuple(upstream.key for upstream in action.inputs)
    entries = [
        Item(
            _key_set(everything if output.upstreams is None else output.upstreams, context),
            f"{context.style.string(output.output)}: ",
        )
        for output in action.outputs
    ]
    _check_all_named(action.inputs, action, context)
    return [keyword("internal_asset_deps", mapping(*entries))]


def _key_set(keys: Sequence[tuple[str, ...]], context: FileContext) -> Doc:
    if not keys:
        return "set()"
    asset_key = context.dagster("AssetKey")
    items = tuple(Item(call(asset_key, Item(key_argument(key, context.style)))) for key in keys)
    return Bracket("{", items, "}")


def _check_all_named(inputs: Sequence[AssetInput], action: OpToMultiAsset, context: FileContext) -> None:
    """Dagster refuses an input that no output depends on."""
    named = {key for output in action.outputs for key in output.upstreams or ()}
    if any(output.upstreams is None for output in action.outputs):
        return
    for upstream in inputs:
        if upstream.key not in named:
            message = f"No output of {action.op.partition(':')[2]} depends on {'/'.join(upstream.key)}."
            raise context.fail(SHAPE_NOT_SUPPORTED, message, action.op)
