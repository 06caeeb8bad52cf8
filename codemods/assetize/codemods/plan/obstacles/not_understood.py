"""The job, one of its graphs, ops, triggers or code locations holds something that was not understood."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import NOT_UNDERSTOOD
from assetize.analyzer.codes.reading import UNREAD_LOCATION, UNREAD_NAME
from assetize.analyzer.model import Diagnostic, Unknown
from assetize.codemods.plan.computed_name import carries_name
from assetize.codemods.plan.job_view import JobView


def find_unknowns(view: JobView) -> Iterator[Diagnostic]:
    """One diagnostic for each unknown that the job rests on, and for each definition that was not found."""
    for unknown in _unknowns(view):
        yield NOT_UNDERSTOOD.at(unknown.where, f"{view.job.name}: {unknown.what}", view.job.id)
    for missing in dict.fromkeys(view.graph.missing):
        message = f"{view.job.name} uses {missing.rpartition(':')[2]}, whose definition was not found"
        yield NOT_UNDERSTOOD.at(view.where, message, view.job.id)


def is_made_unclear(view: JobView) -> bool:
    """Whether the job may well make assets that were not seen: what a code location lists beside it has no part in that."""
    return bool(view.graph.missing) or any(item.code != UNREAD_LOCATION.code for item in _unknowns(view))


def _unknowns(view: JobView) -> Iterator[Unknown]:
    for subject in dict.fromkeys(_subjects(view)):
        for unknown in view.index.unknowns.get(subject, ()):
            if not _is_name_that_stays(view, unknown):
                yield unknown


def _is_name_that_stays(view: JobView, unknown: Unknown) -> bool:
    """A computed name of a schedule or sensor, or of the job itself: the text that computes it is the same afterwards."""
    if unknown.code != UNREAD_NAME.code:
        return False
    is_own = unknown.subject == view.job.id and carries_name(view.index, view.job)
    return is_own or any(trigger.id == unknown.subject for trigger in view.index.triggers_of(view.job))


def _subjects(view: JobView) -> Iterator[str]:
    yield view.job.id
    yield view.job.graph
    yield from view.graph.graphs
    yield from (node.op for node in view.graph.nodes)
    yield from (trigger.id for trigger in view.index.triggers_of(view.job))
    yield from (location.id for location in view.index.locations_of(view.job))
