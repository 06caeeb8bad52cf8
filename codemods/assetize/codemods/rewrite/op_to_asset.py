"""``@op`` with one output becomes ``@asset``."""

from collections.abc import Sequence
from dataclasses import replace

import libcst as cst

from assetize.analyzer.codes.rewriting import ARGUMENTS_NOT_LITERAL
from assetize.codemods.model import Action, OpToAsset
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.context_annotation import with_asset_context
from assetize.codemods.rewrite.decorators import decorated, decorator_arguments, find_decorator
from assetize.codemods.rewrite.definitions import find_function, substitute
from assetize.codemods.rewrite.deprecated_context import with_op_context
from assetize.codemods.rewrite.keys import group_items, spelling_items
from assetize.codemods.rewrite.layout import Item
from assetize.codemods.rewrite.op_inputs import upstream_items
from assetize.codemods.rewrite.op_outputs import ASSET_NAMES, is_nothing_out, out_items, single_out
from assetize.codemods.rewrite.output_name import without_output_name
from assetize.codemods.rewrite.partition_reads import with_partition_reads
from assetize.codemods.rewrite.partitions import partition_items
from assetize.codemods.rewrite.pieces import Piece, Pieces, code
from assetize.codemods.rewrite.signature import with_none_return

SAME = ("description", "config_schema", "required_resource_keys", "retry_policy", "code_version", "pool")
RENAMED = {"tags": "op_tags", "version": "code_version"}


def rewrite(tree: cst.Module, actions: Sequence[Action], context: FileContext) -> cst.Module:
    """Rewrite every op of this file that becomes an asset of its own."""
    for action in actions:
        if isinstance(action, OpToAsset) and context.is_subject_here(action.op):
            tree = _rewrite_op(tree, action, context)
    return tree


def _rewrite_op(tree: cst.Module, action: OpToAsset, context: FileContext) -> cst.Module:
    found, function = find_function(tree, action.op, context)
    place = context.place_of(action.op)
    decorator = find_decorator(function, ("op",), context, action.op)
    pieces = decorator_arguments(decorator, context, action.op)
    if action.partition_reads:
        kept = tuple(piece for piece in pieces.pieces if piece.name != "config_schema")
        pieces = replace(pieces, pieces=kept)
        function = with_partition_reads(function, action.partition_reads)
    if action.add_none_return or _is_nothing(function, pieces, context):
        function = with_none_return(function, action.op, context)
    returns = function.returns
    out = pieces.find("out")
    output, out_arguments = "result", list[Item]()
    if out is not None:
        output, node = single_out(out, context, action.op)
        type_said = code(returns.annotation) if returns else None
        out_arguments = out_items(node, ASSET_NAMES, type_said, "", context, action.op)
    upstream = upstream_items(action.inputs, pieces.find("ins"), function, place, context, action.op)
    style = context.style
    items = [*spelling_items(action.spelling, style), *group_items(action.group_name, style)]
    items += _arguments(pieces, upstream, out_arguments, context, action.op)
    items += partition_items(action, context)
    new = decorated(function, decorator, context.dagster("asset"), items, pieces.shell, context)
    new = without_output_name(new, output, context, action.op)
    new = with_op_context(with_asset_context(new, context), context)
    asset = "/".join(action.key)
    context.done.append(f"op {action.op.partition(':')[2]} became asset {asset}")
    return substitute(tree, found, [new])


class _Results(cst.CSTVisitor):
    """Whether a function returns a value or yields, without the functions inside of it."""

    def __init__(self) -> None:
        self.found = False

    def visit_Return(self, node: cst.Return) -> None:
        self.found = self.found or node.value is not None

    def visit_Yield(self, node: cst.Yield) -> None:
        self.found = True

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        return False

    def visit_Lambda(self, node: cst.Lambda) -> bool:
        return False


def _is_nothing(function: cst.FunctionDef, pieces: Pieces, context: FileContext) -> bool:
    """``Out(Nothing)`` of a function that just ends: ``-> None`` says the same."""
    out = pieces.find("out")
    results = _Results()
    function.body.visit(results)
    if out is None or results.found or function.returns is not None:
        return False
    return is_nothing_out(out, context)


def _arguments(
    pieces: Pieces, upstream: list[Item], out_arguments: list[Item], context: FileContext, op: str
) -> list[Item]:
    """The decorator's other arguments, in their order; ``ins=`` and ``out=`` make room for what they became."""
    items = [] if pieces.find("ins") else list(upstream)
    given = {piece.name for piece in pieces.pieces if piece.name != "out"}
    out_arguments = _without_repeated(out_arguments, given, context, op)
    for piece in pieces.pieces:
        if piece.name == "ins":
            items += upstream
        elif piece.name == "out":
            items += _around(out_arguments, piece)
        elif piece.name != "name":
            items.append(renamed_argument(piece, context, op))
    return items


def _without_repeated(items: list[Item], given: set[str | None], context: FileContext, op: str) -> list[Item]:
    """The op's own description wins over its output's; two code versions cannot both be kept."""
    if {"code_version", "version"} & given and any(item.key == "code_version=" for item in items):
        raise context.fail(ARGUMENTS_NOT_LITERAL, "The op and its output both have a code version.", op)
    return [item for item in items if item.key != "description=" or "description" not in given]


def _around(items: list[Item], piece: Piece) -> list[Item]:
    if items:
        items[0] = replace(items[0], above=(*piece.item.above, *items[0].above))
        items[-1] = replace(items[-1], beside=piece.item.beside or items[-1].beside)
    return items


def renamed_argument(piece: Piece, context: FileContext, op: str) -> Item:
    """An argument of ``@op`` under the name that assets have for it."""
    if piece.name in SAME:
        return piece.item
    if piece.name in RENAMED:
        return piece.with_value(piece.item.value, f"{RENAMED[piece.name]}=")
    raise context.fail(ARGUMENTS_NOT_LITERAL, f"An asset has no counterpart for the op's {piece.name}=.", op)
