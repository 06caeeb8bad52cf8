"""The list that a ``@repository`` returns, with more in it."""

import libcst as cst

from assetize.analyzer.codes.rewriting import SHAPE_NOT_SUPPORTED
from assetize.codemods.model import RegisterAssets, SymbolRef
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.layout import Bracket, Doc, Item, Verbatim, call, keyword, listing, mapping
from assetize.codemods.rewrite.pieces import Piece, code
from assetize.codemods.rewrite.registered_definitions import extended_list
from assetize.codemods.rewrite.resources import resource_items


def with_returned(
    value: cst.BaseExpression, action: RegisterAssets, context: FileContext
) -> cst.BaseExpression:
    """The returned list with the action's assets, bound to its resources where it has some."""
    if isinstance(value, cst.Dict):
        raise context.fail(
            SHAPE_NOT_SUPPORTED, f"The repository returns a dict: {code(value)}", action.location
        )
    assets = [_listed(symbol, context) for symbol in action.assets]
    if not assets:
        return value
    if action.resources:
        resources = mapping(*resource_items(action, context))
        bound = call(
            context.dagster("with_resources"), Item(listing(*assets)), keyword("resource_defs", resources)
        )
        new: tuple[Item, ...] = (Item(bound, "*"),)
    else:
        new = tuple(Item(asset) for asset in assets)
    piece = Piece(value, None, Item(Verbatim(value)))
    return context.expression(extended_list(piece, new, context), before=len("    return "))


def _listed(symbol: SymbolRef, context: FileContext) -> Doc:
    """A repository takes no bare ``AssetSpec``."""
    name = context.symbol(symbol)
    if symbol in context.view.external_symbols:
        return Bracket(f"{context.dagster('AssetsDefinition')}(specs=[", (Item(name),), "])")
    return name
