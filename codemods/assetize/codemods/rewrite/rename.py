"""A module-level name gets another name: its definition, imports of it, uses of it, ``__all__``."""

from collections.abc import Sequence
from typing import cast

import libcst as cst

from assetize.analyzer.codes.rewriting import RENAME_COLLIDES
from assetize.codemods.model import Action
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.definitions import Statement
from assetize.codemods.rewrite.rename_plan import FileRenames, renames_of_file
from assetize.codemods.rewrite.rename_scopes import Renamed, find_renamed
from assetize.codemods.rewrite.star_imports import find_other_meaning


def rewrite(tree: cst.Module, actions: Sequence[Action], context: FileContext) -> cst.Module:
    """Rename what this file defines, imports or uses of the names that change."""
    if not context.view.renames:
        return tree
    renames = renames_of_file(tree, context)
    _check_star_imports(renames, context)
    found = find_renamed(tree, renames, context)
    if not found.nodes:
        return tree
    context.done += _told(found.nodes, found.aliased, context)
    return _renamed(tree, found)


def _check_star_imports(renames: FileRenames, context: FileContext) -> None:
    for old in sorted(renames.defined):
        place = find_other_meaning(context.view, context.module, renames.local[old])
        if place is not None:
            message = f"{old} cannot be called {renames.local[old]}, which means something else in {place}."
            raise context.fail(RENAME_COLLIDES, message, f"{context.module.id}:{old}")


def _told(names: dict[cst.CSTNode, cst.CSTNode], aliased: frozenset[str], context: FileContext) -> list[str]:
    changed = {
        (old.value, new.value)
        for old, new in names.items()
        if isinstance(old, cst.Name) and isinstance(new, cst.Name) and old.value not in aliased
    }
    told = [f"{old} is called {new}" for old, new in sorted(changed)]
    new_names = {old: new for (_, old), new in context.view.renames.items()}
    return [*told, *(f"{new_names[old]} is imported as {old}" for old in sorted(aliased))]


def _renamed(tree: cst.Module, found: Renamed) -> cst.Module:
    """The module with the names replaced; statements without any are not walked."""
    transformer = _Rename(found.nodes)
    body = [
        cast(Statement, statement.visit(transformer)) if index in found.statements else statement
        for index, statement in enumerate(tree.body)
    ]
    return tree.with_changes(body=body)


class _Rename(cst.CSTTransformer):
    """Put the new names in the place of nodes found before."""

    def __init__(self, names: dict[cst.CSTNode, cst.CSTNode]) -> None:
        self.names = names

    def on_leave(
        self, original_node: cst.CSTNodeT, updated_node: cst.CSTNodeT
    ) -> cst.CSTNodeT | cst.RemovalSentinel | cst.FlattenSentinel[cst.CSTNodeT]:
        return self.names.get(original_node, updated_node)  # type: ignore[return-value]
