"""An op that runs for its side effect alone would not run any more in an asset job, or not at its time."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import DYNAMIC_OUTPUT, SIDE_EFFECT_OP
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.endings import NoEnding, find_ending
from assetize.codemods.plan.job_view import JobView


def find_side_effects(view: JobView) -> Iterator[Diagnostic]:
    """Groups whose side effects cannot be made part of an asset."""
    for group in view.groups:
        ending = find_ending(view, group)
        if isinstance(ending, NoEnding):
            message = f"{view.job.name}: {ending.path} {ending.reason}"
            code = DYNAMIC_OUTPUT if ending.is_element else SIDE_EFFECT_OP
            yield code.at(view.by_path[ending.path].node.where, message, view.job.id)
