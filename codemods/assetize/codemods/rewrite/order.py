"""The rewrites, in the order in which each file goes through them."""

from collections.abc import Callable, Sequence

import libcst as cst

from assetize.codemods.model import Action
from assetize.codemods.rewrite import (
    asset_job,
    config_to_partitions,
    external_asset,
    graph_asset,
    imports,
    io_manager,
    job_run,
    last_op,
    move_definition,
    op_additions,
    op_to_asset,
    op_to_multi_asset,
    own_event,
    partition_request,
    registration,
    remove_definition,
    rename,
    run_config,
)
from assetize.codemods.rewrite.context import FileContext

Codemod = Callable[[cst.Module, Sequence[Action], FileContext], cst.Module]

CODEMODS: tuple[Codemod, ...] = (
    io_manager.rewrite,
    run_config.rewrite,
    job_run.rewrite,
    partition_request.rewrite,
    config_to_partitions.rewrite,
    move_definition.rewrite,
    external_asset.rewrite,
    last_op.rewrite,
    graph_asset.rewrite,
    op_additions.rewrite,
    own_event.rewrite,
    op_to_asset.rewrite,
    op_to_multi_asset.rewrite,
    asset_job.rewrite,
    registration.rewrite,
    remove_definition.rewrite,
    rename.rewrite,
    imports.rewrite,
)
"""Places by line come first, what takes a body before what removes it, names and imports last."""
