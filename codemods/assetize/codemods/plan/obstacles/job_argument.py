"""The job has arguments that ``define_asset_job`` has no place for."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import JOB_ARGUMENT
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.job_view import JobView

CARRIED = (
    "config",
    "description",
    "tags",
    "run_tags",
    "metadata",
    "hooks",
    "executor_def",
    "op_retry_policy",
    "owners",
)
"""Arguments of ``@job`` and ``to_job`` that ``define_asset_job`` takes under the same name and with the same meaning."""

MOVED = ("name", "resource_defs", "partitions_def")
"""Arguments that the plan has another place for."""

GRAPH_ONLY = ("name", "description", "ins", "out")
"""Arguments of ``@graph`` that describe the graph itself."""

DATA = ("node_defs", "dependencies", "input_mappings", "output_mappings", "input_assets", "graph_def")
"""Arguments by which graphs are given as data: another obstacle."""


def find_lost_arguments(view: JobView) -> Iterator[Diagnostic]:
    """Input values, loggers and whatever else an asset job does not take."""
    for argument in view.job.arguments:
        if argument.name not in (*CARRIED, *MOVED, *DATA):
            message = f"{view.job.name} is given {argument.name}=, which an asset job does not take as it is"
            yield JOB_ARGUMENT.at(argument.where, message, view.job.id)
    for graph in view.graph.graphs:
        for argument in view.index.graphs[graph].arguments:
            if not view.index.graphs[graph].is_job and argument.name not in (*GRAPH_ONLY, *DATA):
                message = f"{view.job.name}: its graph is given {argument.name}=, which would be lost"
                yield JOB_ARGUMENT.at(argument.where, message, view.job.id)
    if not view.job.resources_known:
        yield JOB_ARGUMENT.at(view.where, f"{view.job.name}: resource_defs= could not be read", view.job.id)
