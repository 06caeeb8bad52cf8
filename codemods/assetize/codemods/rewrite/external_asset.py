"""An external asset is declared: ``raw_users = AssetSpec("raw_users")``."""

from collections.abc import Sequence
from itertools import groupby

import libcst as cst

from assetize.codemods.model import Action, DeclareExternalAsset
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.definitions import Statement, find_definition, insert_before
from assetize.codemods.rewrite.keys import key_argument
from assetize.codemods.rewrite.layout import Bracket, Item, call, keyword, render


def rewrite(tree: cst.Module, actions: Sequence[Action], context: FileContext) -> cst.Module:
    """Write the external assets that are declared in this file, those before one definition together."""
    mine = [
        action
        for action in actions
        if isinstance(action, DeclareExternalAsset) and action.module == context.module.id
    ]
    for before, group in groupby(mine, lambda action: action.before):
        found = find_definition(tree, before, context)
        tree = insert_before(tree, found, [_statement(action, context) for action in group])
    return tree


def _source(action: DeclareExternalAsset, context: FileContext) -> Bracket:
    """As older versions of Dagster have it, with its I/O manager."""
    items = [Item(key_argument(action.key, context.style))]
    if action.io_manager_key:
        items.append(keyword("io_manager_key", context.style.string(action.io_manager_key)))
    return call(context.dagster("SourceAsset"), *items)


def _statement(action: DeclareExternalAsset, context: FileContext) -> Statement:
    context.check_free(action.variable, action.before)
    style = context.style
    spec = call(context.dagster("AssetSpec"), Item(key_argument(action.key, style)))
    if not context.view.is_written_as_spec(action):
        spec = _source(action, context)
    elif action.io_manager_key:
        flat = render(spec, style)
        manager = Item(style.string(action.io_manager_key))
        spec = Bracket(f"{flat}.with_io_manager_key(", (manager,), ")")
    start = f"{action.variable} = "
    context.done.append(f"declared external asset {'/'.join(action.key)}")
    return context.statement(start + render(spec, style, before=len(start)) + "\n")
