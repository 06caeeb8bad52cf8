"""The rewrites for LibCST's own runner: ``python -m libcst.tool codemod -x assetize.codemods.rewrite.commands.Upgrade --no-format .``

``Upgrade`` is all of them. Each of the others carries out its own part of the same plan and leaves the rest as it is, so that the
result may be half of an upgrade: for reading what one rewrite does, and for chaining them by hand.
"""

from assetize.codemods.rewrite import (
    asset_job,
    config_to_partitions,
    external_asset,
    graph_asset,
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
from assetize.codemods.rewrite.commands.project_command import PartCommand, ProjectCommand

__all__ = [
    "AssetJob",
    "ConfigToPartitions",
    "ExternalAsset",
    "GraphAsset",
    "IoManager",
    "JobRun",
    "LastOp",
    "MoveDefinition",
    "OpAdditions",
    "OpToAsset",
    "OpToMultiAsset",
    "OwnEvent",
    "PartitionRequest",
    "Registration",
    "RemoveDefinition",
    "Rename",
    "RunConfig",
    "Upgrade",
]


class Upgrade(ProjectCommand):
    """All rewrites; what it writes has passed the gate, as with ``assetize upgrade``."""

    DESCRIPTION = "Rewrite ops, graphs and jobs into asset definitions."


class IoManager(PartCommand):
    """See :mod:`assetize.codemods.rewrite.io_manager`."""

    DESCRIPTION = "I/O managers take their address from the asset key where there is one."
    REWRITE = staticmethod(io_manager.rewrite)


class RunConfig(PartCommand):
    """See :mod:`assetize.codemods.rewrite.run_config`."""

    DESCRIPTION = "Run configs name the nodes of upgraded jobs."
    REWRITE = staticmethod(run_config.rewrite)


class JobRun(PartCommand):
    """See :mod:`assetize.codemods.rewrite.job_run`."""

    DESCRIPTION = "Code that runs a job goes through its code location."
    REWRITE = staticmethod(job_run.rewrite)


class PartitionRequest(PartCommand):
    """See :mod:`assetize.codemods.rewrite.partition_request`."""

    DESCRIPTION = "A schedule or sensor asks for a partition of its job by RunRequest."
    REWRITE = staticmethod(partition_request.rewrite)


class ConfigToPartitions(PartCommand):
    """See :mod:`assetize.codemods.rewrite.config_to_partitions`."""

    DESCRIPTION = "A partitioned config that nothing takes config from any more becomes its partitions."
    REWRITE = staticmethod(config_to_partitions.rewrite)


class MoveDefinition(PartCommand):
    """See :mod:`assetize.codemods.rewrite.move_definition`."""

    DESCRIPTION = "A definition moves above the first asset that names it."
    REWRITE = staticmethod(move_definition.rewrite)


class ExternalAsset(PartCommand):
    """See :mod:`assetize.codemods.rewrite.external_asset`."""

    DESCRIPTION = "Assets that are read and not made here are declared."
    REWRITE = staticmethod(external_asset.rewrite)


class LastOp(PartCommand):
    """See :mod:`assetize.codemods.rewrite.last_op`."""

    DESCRIPTION = "A new op ends a graph-backed asset whose last ops run for their side effects."
    REWRITE = staticmethod(last_op.rewrite)


class GraphAsset(PartCommand):
    """See :mod:`assetize.codemods.rewrite.graph_asset`."""

    DESCRIPTION = "Several ops become one graph-backed asset."
    REWRITE = staticmethod(graph_asset.rewrite)


class OpAdditions(PartCommand):
    """See :mod:`assetize.codemods.rewrite.op_additions`."""

    DESCRIPTION = "Ops of graph-backed assets gain an order-only input, or -> None."
    REWRITE = staticmethod(op_additions.rewrite)


class OwnEvent(PartCommand):
    """See :mod:`assetize.codemods.rewrite.own_event`."""

    DESCRIPTION = "An op's own report of its asset becomes the metadata of its output."
    REWRITE = staticmethod(own_event.rewrite)


class OpToAsset(PartCommand):
    """See :mod:`assetize.codemods.rewrite.op_to_asset`."""

    DESCRIPTION = "Ops with one output become assets."
    REWRITE = staticmethod(op_to_asset.rewrite)


class OpToMultiAsset(PartCommand):
    """See :mod:`assetize.codemods.rewrite.op_to_multi_asset`."""

    DESCRIPTION = "Ops with several asset outputs become multi-assets."
    REWRITE = staticmethod(op_to_multi_asset.rewrite)


class AssetJob(PartCommand):
    """See :mod:`assetize.codemods.rewrite.asset_job`."""

    DESCRIPTION = "Op jobs become asset jobs of the same name, in the same place."
    REWRITE = staticmethod(asset_job.rewrite)


class Registration(PartCommand):
    """See :mod:`assetize.codemods.rewrite.registration`."""

    DESCRIPTION = "Assets and resources are handed to their code locations."
    REWRITE = staticmethod(registration.rewrite)


class RemoveDefinition(PartCommand):
    """See :mod:`assetize.codemods.rewrite.remove_definition`."""

    DESCRIPTION = "Definitions that nothing uses any more go away."
    REWRITE = staticmethod(remove_definition.rewrite)


class Rename(PartCommand):
    """See :mod:`assetize.codemods.rewrite.rename`."""

    DESCRIPTION = "What becomes an asset is named as one, wherever its name is used."
    REWRITE = staticmethod(rename.rewrite)
