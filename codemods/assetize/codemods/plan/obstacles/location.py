"""The job's code location cannot take assets without changing something else."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import NO_CODE_LOCATION, SELECTS_EVERYTHING
from assetize.analyzer.model import CodeLocation, Diagnostic
from assetize.codemods.plan.job_view import JobView


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
        yield from _find_wide_selections(view, location)
    for watcher in view.index.analysis.project.watchers:
        if watcher.kind == "mapping":
            message = f"{watcher.name} would change the specs of the new assets, too"
            yield SELECTS_EVERYTHING.at(watcher.where, message, view.job.id)


def _find_wide_selections(view: JobView, location: CodeLocation) -> Iterator[Diagnostic]:
    targets = {entry.target for entry in location.entries}
    for job in view.index.analysis.project.asset_jobs:
        if job.id in targets and (job.selects_all or job.selection is None):
            message = f"the asset job {job.name} would take the new assets, too"
            yield SELECTS_EVERYTHING.at(job.where, message, view.job.id)
    for trigger in view.index.analysis.project.triggers:
        if trigger.id in targets and trigger.selects_all:
            message = f"the {trigger.kind} {trigger.name} would take the new assets, too"
            yield SELECTS_EVERYTHING.at(trigger.where, message, view.job.id)
