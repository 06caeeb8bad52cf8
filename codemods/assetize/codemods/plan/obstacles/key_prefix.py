"""An asset is to get a prefix before its key, and the plain key is known elsewhere."""

from collections.abc import Iterator

from assetize.analyzer.codes.staying import PREFIX_PARTS
from assetize.analyzer.model import Diagnostic, Location
from assetize.codemods.plan.events import find_events, key_of
from assetize.codemods.plan.job_view import JobView

Key = tuple[str, ...]


def find_parting_prefixes(view: JobView) -> Iterator[Diagnostic]:
    """One diagnostic for each place that names the plain key of an asset of the job."""
    prefixed = {
        (view.by_path[path].op, decision.plain_key)
        for (path, _), decision in view.assets.items()
        if decision.key_prefix
    }
    for op, plain in sorted(prefixed):
        for where, what in (
            *_reports(view, op, plain),
            *_named_by_assets(view, plain),
            *_inputs(view, plain),
        ):
            message = f"{view.job.name}: {what} {'/'.join(plain)}, and a prefix would make it another asset"
            yield PREFIX_PARTS.at(where, message, view.job.id)


def _reports(view: JobView, op: str, plain: Key) -> Iterator[tuple[Location, str]]:
    name = view.index.ops[op].name
    return (
        (event.where, f"{name} reports") for event in find_events(view.index, op) if key_of(event) == plain
    )


def _named_by_assets(view: JobView, plain: Key) -> Iterator[tuple[Location, str]]:
    project = view.index.analysis.project
    for watcher in project.watchers:
        if watcher.keys is not None and plain in watcher.keys:
            yield watcher.where, f"the {watcher.kind} {watcher.name} looks for"
    for asset in project.assets:
        if plain in asset.deps:
            yield asset.where, f"the asset {'/'.join(asset.key)} depends on"
    for job in project.asset_jobs:
        if plain in (job.selection or ()):
            yield job.where, f"the asset job {job.name} selects"


def _inputs(view: JobView, plain: Key) -> Iterator[tuple[Location, str]]:
    """Inputs that an I/O manager loads by their own key, of ops in whatever job."""
    for op in view.index.ops.values():
        if any(item.asset_key == plain for item in op.inputs):
            yield op.where, f"an input of {op.name} loads"
    for job, graph in view.index.flat.items():
        if any(source.key == plain for source in graph.asset_sources):
            yield view.index.jobs[job].where, f"{view.index.jobs[job].name} reads"
