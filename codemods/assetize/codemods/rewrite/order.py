"""The rewrites, in the order in which each file goes through them."""

from collections.abc import Callable, Sequence

import libcst as cst

from assetize.codemods.model import Action
from assetize.codemods.rewrite import (
    asset_job,
    external_asset,
    graph_asset,
    imports,
    io_manager,
    op_additions,
    op_to_asset,
    op_to_multi_asset,
    registration,
    remove_definition,
    rename,
)
from assetize.codemods.rewrite.context import FileContext

Codemod = Callable[[cst.Module, Sequence[Action], FileContext], cst.Module]

CODEMODS: tuple[Codemod, ...] = (
    io_manager.rewrite,
    external_asset.rewrite,
    graph_asset.rewrite,
    op_additions.rewrite,
    op_to_asset.rewrite,
    op_to_multi_asset.rewrite,
    asset_job.rewrite,
    registration.rewrite,
    remove_definition.rewrite,
    rename.rewrite,
    imports.rewrite,
)
"""Places by line come first, what takes a body before what removes it, names and imports last."""
