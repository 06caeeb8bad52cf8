"""The job's code location cannot take assets without changing something else."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import NO_CODE_LOCATION, SELECTS_EVERYTHING
from assetize.analyzer.model import AssetJobDefinition, CodeLocation, Diagnostic
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.loaded_code import is_loaded_with


def find_location_trouble(view: JobView) -> Iterator[Diagnostic]:
    """No code location, one whose loaders cannot be told apart, or one in which something selects all assets."""
    locations = view.index.locations_of(view.job)
    if not locations:
        message = f"{view.job.name} is in no Definitions or @repository that could be read"
        yield NO_CODE_LOCATION.at(view.where, message, view.job.id)
    for location in locations:
        for entry in location.entries:
            if entry.kind == "loader" and not entry.modules:
                message = f"which assets {entry.text} loads is not known, so none can be added beside it"
                yield NO_CODE_LOCATION.at(entry.where, message, view.job.id)
        yield from _find_sets(view, location)
        yield from _find_wide_selections(view, location)
    for watcher in view.index.analysis.project.watchers:
        if watcher.kind == "mapping" and is_loaded_with(view.index, view.job.id, watcher.where.file):
            message = f"{watcher.name} would change the specs of the new assets, too"
            yield SELECTS_EVERYTHING.at(watcher.where, message, view.job.id)


def _find_sets(view: JobView, location: CodeLocation) -> Iterator[Diagnostic]:
    """An asset job cannot be in a set. One that is given to ``Definitions`` becomes a list where assets are written beside it."""
    jobs = next((item for item in location.arguments if item.name == "jobs"), None)
    is_set = jobs is not None and jobs.text.startswith("{")
    if jobs is not None and is_set and any(entry.kind == "loader" for entry in location.entries):
        message = f"{view.job.name} is in a set, and an asset job cannot be in one"
        yield NO_CODE_LOCATION.at(jobs.where, message, view.job.id)


def _may_take_more(view: JobView, job: AssetJobDefinition) -> bool:
    """It selects everything, what is not known, or whatever the modules hold in which new assets may be written."""
    if job.selects_all or (job.selection is None and not job.selected_modules):
        return True
    definitions = (view.job.id, view.job.graph, *view.graph.graphs, *(op.id for op in view.distinct_ops))
    return not {view.index.module_of(item) for item in definitions}.isdisjoint(job.selected_modules)


def _find_wide_selections(view: JobView, location: CodeLocation) -> Iterator[Diagnostic]:
    project = view.index.analysis.project
    wide_jobs = [job for job in project.asset_jobs if _may_take_more(view, job)]
    wide_triggers = [trigger for trigger in project.triggers if trigger.selects_all]
    targets = {entry.target for entry in location.entries} if wide_jobs or wide_triggers else set()
    for job in wide_jobs:
        if job.id in targets:
            message = f"the asset job {job.name} would take the new assets, too"
            yield SELECTS_EVERYTHING.at(job.where, message, view.job.id)
    for trigger in wide_triggers:
        if trigger.id in targets:
            message = f"the {trigger.kind} {trigger.name} would take the new assets, too"
            yield SELECTS_EVERYTHING.at(trigger.where, message, view.job.id)
