"""Code names a step of the job by a string, and the step gets another name."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import STEP_NAMED
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.grouping import Group
from assetize.codemods.plan.job_view import JobView


def find_named_steps(view: JobView) -> Iterator[Diagnostic]:
    """Run config, look-ups of results and selections of ops, wherever they are; of a step that keeps its name none matters."""
    renamed = {node.op for group in view.groups for node in group.nodes if not _keeps_its_name(view, group)}
    for op in view.distinct_ops:
        if op.id not in renamed:
            continue
        for reference in view.index.references.get(op.id, ()):
            if reference.context == "string" and reference.detail and reference.detail != "job_name":
                message = f"{view.job.name}: {op.name} is named here ({reference.detail}), and its step gets another name"
                yield STEP_NAMED.at(reference.where, message, view.job.id)


def _keeps_its_name(view: JobView, group: Group) -> bool:
    if len(group.nodes) != 1 or len(group.assets) != 1:
        return False
    key = view.assets[group.assets[0]].asset_key
    return "__".join(key) == group.nodes[0].path == view.index.ops[group.nodes[0].op].name
