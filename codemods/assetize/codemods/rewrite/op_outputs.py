"""What ``Out(…)`` says, as arguments of ``@asset`` or of ``AssetOut``."""

import libcst as cst

from assetize.analyzer.codes.rewriting import ARGUMENTS_NOT_LITERAL
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.layout import Item
from assetize.codemods.rewrite.pieces import Piece, Pieces, code, read_call, read_dict

OUT_POSITIONS = ("dagster_type", "description", "is_required", "io_manager_key", "metadata", "code_version")
ASSET_NAMES = {
    "dagster_type": "dagster_type",
    "description": "description",
    "is_required": "output_required",
    "io_manager_key": "io_manager_key",
    "metadata": "metadata",
    "code_version": "code_version",
}
"""Argument names of ``Out`` to those of ``@asset``."""
ASSET_OUT_NAMES = {name: name for name in ASSET_NAMES}


def single_out(out: Piece, context: FileContext, op: str) -> tuple[str, cst.Call]:
    """The one output of ``out=Out(…)`` or ``out={name: Out(…)}``: its name and the call."""
    node, name = out.node, "result"
    if isinstance(node, cst.Dict):
        entries = read_dict(node).pieces
        if len(entries) != 1 or entries[0].name is None:
            raise context.fail(ARGUMENTS_NOT_LITERAL, f"Not one output written out: {code(out.node)}", op)
        node, name = entries[0].node, entries[0].name
    return name, out_call(node, context, op)


def several_outs(out: Piece, context: FileContext, op: str) -> Pieces:
    """The entries of ``out={name: Out(…), …}``."""
    if not isinstance(out.node, cst.Dict):
        raise context.fail(ARGUMENTS_NOT_LITERAL, f"out= is not a dict written out: {code(out.node)}", op)
    return read_dict(out.node)


def out_call(node: cst.BaseExpression, context: FileContext, op: str) -> cst.Call:
    """``Out(…)`` as written, refused when it is anything else."""
    if isinstance(node, cst.Call) and context.names.resolve(node.func) == "dagster.Out":
        return node
    raise context.fail(ARGUMENTS_NOT_LITERAL, f"Not an Out(…) written out: {code(node)}", op)


def out_items(
    node: cst.Call, names: dict[str, str], returns: str | None, indent: str, context: FileContext, op: str
) -> list[Item]:
    """The arguments of ``Out(…)`` under the names that they have now; a type that ``returns`` says too is left out."""
    items = []
    for piece in read_call(node, indent, OUT_POSITIONS).pieces:
        if piece.name not in names:
            raise context.fail(ARGUMENTS_NOT_LITERAL, f"An asset has no counterpart for {code(node)}", op)
        text = code(piece.node)
        is_said = piece.name == "dagster_type" and text == returns
        is_default = piece.name == "is_required" and text == "True"
        is_nothing = piece.name == "dagster_type" and returns == "None" and _is_nothing(piece.node, context)
        if not (is_said or is_default or is_nothing):
            items.append(piece.with_value(piece.item.value, f"{names[piece.name]}="))
    return items


def is_nothing_out(out: Piece, context: FileContext) -> bool:
    """Whether ``out=`` is one ``Out(Nothing)`` and no more."""
    node = out.node
    if isinstance(node, cst.Dict) and len(node.elements) == 1:
        node = node.elements[0].value
    if not isinstance(node, cst.Call):
        return False
    pieces = read_call(node, positions=OUT_POSITIONS).pieces
    return any(piece.name == "dagster_type" and _is_nothing(piece.node, context) for piece in pieces)


def _is_nothing(node: cst.BaseExpression, context: FileContext) -> bool:
    return context.names.resolve(node) == "dagster.Nothing"
