"""The job, one of its graphs, ops, triggers or code locations holds something that was not understood."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import NOT_UNDERSTOOD
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.job_view import JobView


def find_unknowns(view: JobView) -> Iterator[Diagnostic]:
    """One diagnostic for each unknown that the job rests on, and for each definition that was not found."""
    for subject in dict.fromkeys(_subjects(view)):
        for unknown in view.index.unknowns.get(subject, ()):
            yield NOT_UNDERSTOOD.at(unknown.where, f"{view.job.name}: {unknown.what}", view.job.id)
    for missing in dict.fromkeys(view.graph.missing):
        message = f"{view.job.name} uses {missing.rpartition(':')[2]}, whose definition was not found"
        yield NOT_UNDERSTOOD.at(view.where, message, view.job.id)


def _subjects(view: JobView) -> Iterator[str]:
    yield view.job.id
    yield view.job.graph
    yield from view.graph.graphs
    yield from (node.op for node in view.graph.nodes)
    yield from (trigger.id for trigger in view.index.triggers_of(view.job))
    yield from (location.id for location in view.index.locations_of(view.job))
