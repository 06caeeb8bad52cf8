"""What a job was given by a dict, and a config of which not all is carried."""

import libcst as cst

from assetize.analyzer.codes.rewriting import ARGUMENTS_NOT_LITERAL
from assetize.codemods.model import JobToAssetJob
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.layout import Doc, Item, Verbatim, mapping
from assetize.codemods.rewrite.pieces import Pieces, code, read_dict

RESOURCES = "resources"


def out_of_dict(pieces: Pieces, name: str, action: JobToAssetJob, context: FileContext) -> str:
    """``SETTINGS["config"]`` for a job that is given ``**SETTINGS``."""
    spread = [piece.node for piece in pieces.pieces if piece.star == "**"]
    if len(spread) != 1 or not isinstance(spread[0], cst.Name):
        raise context.fail(ARGUMENTS_NOT_LITERAL, f"{action.name} has no {name}= written out.", action.job)
    return f"{spread[0].value}[{context.style.string(name)}]"


def narrowed_config(pieces: Pieces, action: JobToAssetJob, context: FileContext) -> Doc:
    """The config with the settings of some resources only."""
    piece = pieces.find("config")
    if piece is None or piece.star:
        return _picked(out_of_dict(pieces, "config", action, context), action, context)
    if not isinstance(piece.node, cst.Dict):
        return _picked(code(piece.node), action, context)
    read = read_dict(piece.node, piece.indent)
    items = []
    for entry in read.pieces:
        if entry.name == RESOURCES:
            items.append(entry.with_value(_fewer(entry.node, entry.indent, action, context), entry.item.key))
        elif entry.star:
            raise context.fail(
                ARGUMENTS_NOT_LITERAL, f"The config of {action.name} is not written out.", action.job
            )
        else:
            items.append(entry.item)
    return mapping(*items)


def _picked(config: str, action: JobToAssetJob, context: FileContext) -> Doc:
    """``{"resources": {"db": CONFIG["resources"]["db"]}, "ops": CONFIG["ops"]}``."""
    text = context.style.string
    resources = [
        Item(f"{config}[{text(RESOURCES)}][{text(key)}]", f"{text(key)}: ")
        for key in action.resources_configured or ()
    ]
    others = [Item(f"{config}[{text(name)}]", f"{text(name)}: ") for name in action.config_sections]
    return mapping(Item(mapping(*resources), f"{text(RESOURCES)}: "), *others)


def _fewer(value: cst.BaseExpression, indent: str, action: JobToAssetJob, context: FileContext) -> Doc:
    """The entries that are kept; of what is not written out those that a condition lets through."""
    kept = action.resources_configured or ()
    if isinstance(value, cst.Dict):
        read = read_dict(value, indent)
        if all(piece.name is not None for piece in read.pieces):
            return mapping(*(piece.item for piece in read.pieces if piece.name in kept))
    keys = [context.style.string(key) for key in kept]
    condition = f"key == {keys[0]}" if len(keys) == 1 else f"key in ({', '.join(keys)})"
    given = (
        code(value)
        if isinstance(value, cst.Call | cst.Name | cst.Attribute | cst.Subscript | cst.Dict)
        else f"({code(value)})"
    )
    text = f"{{key: given for key, given in {given}.items() if {condition}}}"
    return Verbatim(cst.parse_expression(text, config=context.tree.config_for_parsing), indent)
