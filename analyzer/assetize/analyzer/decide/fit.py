"""Whether a job fits asset definitions, with the three explanations of Dagster's own upgrade guide.

Source: the table of use cases in Dagster's guide to upgrading to asset definitions.
"""

from collections.abc import Iterable, Mapping

from assetize.analyzer.decide.own_objects import is_row_update
from assetize.analyzer.decide.stored_objects import STORED_KINDS, WRITING_VERBS
from assetize.analyzer.flat_graph import FlatGraph, FlatNode
from assetize.analyzer.model import Effect, Job, JobFit, OutputDecision

KNOWN = "Assets are known before a run and are being updated"
NO_ASSETS = "No assets are being updated"
NOT_KNOWN = "The set of assets to update is not known before running the job"


def judge_jobs(
    jobs: Iterable[Job],
    flat: Mapping[str, FlatGraph],
    outputs: Iterable[OutputDecision],
    effects: Iterable[Effect],
) -> tuple[JobFit, ...]:
    """One verdict for each job. A guess is no ground for a verdict: only ``certain`` and ``likely`` assets count."""
    by_op: dict[str, list[OutputDecision]] = {}
    for output in outputs:
        by_op.setdefault(output.op, []).append(output)
    dynamic: dict[str, list[Effect]] = {}
    for effect in effects:
        if is_dynamic_write(effect):
            dynamic.setdefault(effect.op, []).append(effect)
    return tuple(_judge(job, flat[job.id], by_op, dynamic) for job in jobs)


def is_dynamic_write(effect: Effect) -> bool:
    """A change of stored objects, or of rows in them, that are only known while running."""
    if effect.verb == "update" and effect.kind in ("http", "unknown"):
        return effect.in_loop
    if effect.kind == "asset":
        return effect.verb == "create" and effect.identity is None
    if effect.kind not in STORED_KINDS:
        return False
    if is_row_update(effect):
        return True
    if effect.verb in ("delete", "drop"):
        return effect.identity is None
    return effect.verb in WRITING_VERBS and effect.identity is None


def _judge(
    job: Job, graph: FlatGraph, by_op: Mapping[str, list[OutputDecision]], dynamic: Mapping[str, list[Effect]]
) -> JobFit:
    nodes = {node.path for node in graph.nodes}
    makers = {
        node.path
        for node in graph.nodes
        if any(
            item.decision == "asset" and item.confidence != "guess" and item.holds_at(job.id, node.path)
            for item in by_op.get(node.op, ())
        )
    }
    if not makers:
        return JobFit(
            job.id,
            "no",
            NOT_KNOWN if any(_is_dynamic(job, node, dynamic) for node in graph.nodes) else NO_ASSETS,
        )
    return JobFit(job.id, "yes" if makers == nodes else "partial", KNOWN)


def _is_dynamic(job: Job, node: FlatNode, dynamic: Mapping[str, list[Effect]]) -> bool:
    return any(
        not effect.uses or any(use.job == job.id and use.path == node.path for use in effect.uses)
        for effect in dynamic.get(node.op, ())
    )
