"""An op reports materializations by itself, in a way that cannot be left to the asset that it becomes."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import OWN_EVENT
from assetize.analyzer.model import Diagnostic, Op
from assetize.codemods.plan.events import find_events, key_of
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.own_events import own_keys, why_not_moved


def find_own_events(view: JobView) -> Iterator[Diagnostic]:
    """Reports of what no definition makes stay as they are; all others must be the only one, and of the op's own asset."""
    for op in view.distinct_ops:
        yield from _of_others(view, op)
        own = [event for event in find_events(view.index, op.id) if key_of(event) in own_keys(view, op)]
        reason = why_not_moved(view, op, own) if own else ""
        if reason:
            message = f"{view.job.name}: {op.name} reports the materialization of its asset {reason}"
            yield OWN_EVENT.at(own[0].where, message, view.job.id)


def _of_others(view: JobView, op: Op) -> Iterator[Diagnostic]:
    """An asset that has, or gets, a definition would be reported a second time."""
    mine = own_keys(view, op)
    for event in find_events(view.index, op.id):
        key = key_of(event)
        if key is None:
            message = (
                f"{view.job.name}: {op.name} reports a materialization of what is only known while running"
            )
            yield OWN_EVENT.at(event.where, message, view.job.id)
        elif key not in mine and key in view.index.defined_keys:
            message = f"{view.job.name}: {op.name} reports {'/'.join(key)}, which has a definition of its own"
            yield OWN_EVENT.at(event.where, message, view.job.id)
