"""An asset's name comes from run config, or from another op, that another run or another job gives another value."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import NAME_FROM_CONFIG
from assetize.analyzer.flat_graph import FlatNode
from assetize.analyzer.model import Diagnostic, OutputDecision
from assetize.codemods.plan.job_view import JobView


def find_names_from_config(view: JobView) -> Iterator[Diagnostic]:
    """One diagnostic for each node whose object is another in another use of the op, or given by what starts the job."""
    for node in view.graph.nodes:
        for output in view.index.ops[node.op].outputs:
            decision = view.index.decision_at(view.job.id, node, output.name)
            if decision is not None and decision.decision == "asset":
                reason = _reason(view, node, decision)
                if reason:
                    yield NAME_FROM_CONFIG.at(view.where, f"{view.job.name}: {reason}", view.job.id)


def _reason(view: JobView, node: FlatNode, decision: OutputDecision) -> str:
    here = view.index.decisions_by_use(view.job.id, node, decision.output)
    keys = sorted({"/".join(item.asset_key) for item in here if item.asset_key})
    if len(keys) == 1:
        keys = sorted({item.identity.partition(":")[2] for item in here if item.identity})
    if len(here) > 1:
        return f"what {node.path} makes depends on what starts the job: {', '.join(keys)}"
    if decision.hides_default and not view.fixed_config:
        giver = "what its schedule or sensor gives it" if decision.is_launch_given else "the job's config"
        return f"{node.path} makes {'/'.join(decision.asset_key)} by {giver}, and something else when run without it"
    return ""
