"""Ops that return nothing and do not say so: ``-> None`` keeps the I/O manager from being called with ``None`` (P7)."""

from assetize.analyzer.flat_graph import FlatEdge
from assetize.analyzer.model import Op
from assetize.codemods.model import AddNoneReturn
from assetize.codemods.plan.index import Index
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.names import NamedAsset
from assetize.codemods.plan.storing import gives_nothing


def may_say_none(view: JobView, op: Op) -> bool:
    """Not when an op of any job takes its ``None`` as an argument: what says ``-> None`` stores nothing to be loaded."""
    return gives_nothing(view.index, view.job, op) and not any(
        edge.upstream == path and not _is_order_only(view.index, job, edge)
        for job, path in view.index.uses.get(op.id, ())
        for edge in view.index.flat[job].edges
    )


def make_none_returns(view: JobView, asset: NamedAsset) -> tuple[AddNoneReturn, ...]:
    """For the ops that make the assets of a graph-backed asset."""
    makers = dict.fromkeys(output.op for output in asset.draft.outputs)
    return tuple(AddNoneReturn(op) for op in makers if may_say_none(view, view.index.ops[op]))


def _is_order_only(index: Index, job: str, edge: FlatEdge) -> bool:
    taker = next((node.op for node in index.flat[job].nodes if node.path == edge.node), "")
    op = index.ops.get(taker)
    return op is not None and any(item.name == edge.input and item.is_nothing for item in op.inputs)
