"""Ops that return nothing and do not say so: ``-> None`` keeps the I/O manager from being called with ``None`` (P7)."""

from assetize.codemods.model import AddNoneReturn
from assetize.codemods.plan.drafts import OutputDraft
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.names import NamedAsset
from assetize.codemods.plan.storing import may_say_none


def make_none_returns(view: JobView, asset: NamedAsset) -> tuple[AddNoneReturn, ...]:
    """For the ops that give out the assets of a graph-backed asset."""
    makers = {output.op: None for output in asset.draft.outputs if not _is_given_out_later(asset, output)}
    ending = asset.draft.ending
    if ending is not None and ending.kind == "last_op":
        makers[view.by_path[ending.after[0][0]].op] = None
    return tuple(AddNoneReturn(op) for op in makers if may_say_none(view, view.index.ops[op]))


def _is_given_out_later(asset: NamedAsset, output: OutputDraft) -> bool:
    ending = asset.draft.ending
    return ending is not None and ending.made == (output.path, output.output)
