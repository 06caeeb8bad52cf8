"""Whether a step is called after the upgrade what it is called now."""

from assetize.codemods.plan.grouping import Group
from assetize.codemods.plan.job_view import JobView


def keeps_its_name(view: JobView, group: Group) -> bool:
    """One op that makes one asset of its own name."""
    if len(group.nodes) != 1 or len(group.assets) != 1:
        return False
    key = view.assets[group.assets[0]].asset_key
    return "__".join(key) == group.nodes[0].path == view.index.ops[group.nodes[0].op].name


def keeps_all_names(view: JobView) -> bool:
    """Whether no step of the job gets another name."""
    return all(keeps_its_name(view, group) for group in view.groups)
