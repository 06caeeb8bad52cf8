"""``Definitions(assets=[...], resources={...})`` with more in it."""

from collections.abc import Callable
from dataclasses import replace

import libcst as cst

from assetize.analyzer.codes.rewriting import SHAPE_NOT_SUPPORTED
from assetize.codemods.model import RegisterAssets
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.layout import Bracket, Doc, Item, Verbatim, keyword, listing, mapping
from assetize.codemods.rewrite.pieces import Piece, Pieces, code, read_call, read_dict, read_list
from assetize.codemods.rewrite.resources import resource_items

POSITIONS = ("assets", "schedules", "sensors", "jobs", "resources", "executor", "loggers", "asset_checks")


def with_registered(
    call: cst.Call, action: RegisterAssets, before: int, context: FileContext, indent: str = ""
) -> cst.Call:
    """The call with the action's assets and resources added to those that it has.

    ``before``: columns in front of it on its line; ``indent``: that line's indentation, within its statement.
    """
    pieces = read_call(call, indent, POSITIONS)
    if any(piece.star for piece in pieces.pieces):
        message = f"Definitions(...) is given arguments that are not written out: {code(call)}"
        raise context.fail(SHAPE_NOT_SUPPORTED, message, action.location)
    items = [_without_set(piece) for piece in pieces.pieces]
    new = tuple(Item(context.symbol(symbol)) for symbol in action.assets)
    if new:
        items = _placed(
            items,
            pieces,
            "assets",
            lambda piece: extended_list(piece, new, context),
            listing(*_values(new)),
            0,
        )
    if action.resources:
        made = resource_items(action, context)
        place = next((index for index, item in enumerate(items) if item.key == "assets="), -1) + 1
        jobs = [index for index, item in enumerate(items) if item.key in ("jobs=", "schedules=", "sensors=")]
        place = max([place, *(index + 1 for index in jobs)])
        items = _placed(
            items, pieces, "resources", lambda piece: _with_resources(piece, made), mapping(*made), place
        )
    bracket = replace(pieces.shell, items=tuple(items), hugging=False)
    return cst.ensure_type(context.expression(bracket, indent, before), cst.Call)


def _without_set(piece: Piece) -> Item:
    """Asset jobs cannot be elements of a set: ``jobs={users_job}`` becomes a list."""
    node = piece.node
    if piece.name != "jobs" or not isinstance(node, cst.Set):
        return piece.item
    opening = cst.LeftSquareBracket(node.lbrace.whitespace_after)
    closing = cst.RightSquareBracket(node.rbrace.whitespace_before)
    made = cst.List(node.elements, opening, closing, node.lpar, node.rpar)
    return piece.with_value(Verbatim(made, piece.indent))


def _values(items: tuple[Item, ...]) -> list[Doc]:
    return [item.value for item in items]


def _placed(
    items: list[Item], pieces: Pieces, name: str, extended: Callable[[Piece], Doc], fresh: Doc, place: int
) -> list[Item]:
    """The arguments with ``name`` extended where it is given, or put in at ``place``."""
    for index, piece in enumerate(pieces.pieces):
        if piece.name == name:
            positions = [at for at, item in enumerate(items) if item is piece.item]
            changed = list(items)
            changed[positions[0] if positions else index] = piece.with_value(extended(piece))
            return changed
    by_position = sum(1 for piece in pieces.pieces if piece.name and not piece.item.key)
    place = max(place, by_position)
    return [*items[:place], keyword(name, fresh), *items[place:]]


def extended_list(piece: Piece, new: tuple[Item, ...], context: FileContext) -> Doc:
    """A list expression with more at its end."""
    node = piece.node
    indent = piece.indent
    present = (
        {code(element.value) for element in node.elements}
        if isinstance(node, cst.List | cst.Tuple)
        else set()
    )
    new = tuple(item for item in new if item.value not in present)
    if not new:
        return piece.item.value
    match node:
        case cst.Name(value="None"):
            return Bracket("[", new, "]")
        case cst.List():
            read = read_list(node, indent)
            return replace(read.as_written(), items=(*read.as_written().items, *new), hugging=False)
        case cst.Tuple(elements=[_, *_]):
            read = read_list(node, indent)
            return replace(read.as_written(), items=(*read.as_written().items, *new), hugging=False)
        case cst.BinaryOperation(operator=cst.Add()) if list_made := _longer_sum(node, indent, new, context):
            return Verbatim(list_made, indent)
        case cst.BinaryOperation() | cst.IfExp() | cst.BooleanOperation() | cst.Lambda() | cst.Await():
            opening, closing = ("*", "") if node.lpar else ("*(", ")")
            return Bracket("[", (Item(f"{opening}{code(node)}{closing}"), *new), "]")
        case _:
            return Bracket("[", (Item(piece.item.value, "*"), *new), "]")


def _longer_sum(
    node: cst.BinaryOperation, indent: str, new: tuple[Item, ...], context: FileContext
) -> cst.BaseExpression | None:
    """``a + [b]`` becomes ``a + [b, new]``; None where no operand is a list written out, and the sum may be no list."""
    if isinstance(node.right, cst.List):
        right = Piece(node.right, None, Item(Verbatim(node.right, indent)))
        return node.with_changes(right=context.expression(extended_list(right, new, context), indent))
    left: cst.BaseExpression = node
    while isinstance(left, cst.BinaryOperation):
        if isinstance(left.right, cst.List):
            break
        left = left.left
    if not isinstance(left, cst.List | cst.BinaryOperation):
        return None
    bare = node.with_changes(lpar=[], rpar=[])
    added = context.expression(Bracket("[", new, "]"))
    return cst.BinaryOperation(bare, cst.Add(), added, lpar=node.lpar, rpar=node.rpar)


def _with_resources(piece: Piece, new: list[Item]) -> Doc:
    node = piece.node
    if isinstance(node, cst.Name) and node.value == "None":
        return mapping(*new)
    if isinstance(node, cst.Dict):
        read = read_dict(node, piece.indent)
        present = {found.item.key.strip(": ") for found in read.pieces} | {
            f"{quote}{found.name}{quote}" for found in read.pieces for quote in "\"'"
        }
        added = [item for item in new if item.key.removesuffix(": ") not in present]
        return replace(read.as_written(), items=(*read.as_written().items, *added), hugging=False)
    return mapping(Item(piece.item.value, "**"), *new)
