"""Jobs that bind the default I/O manager's key to what Dagster takes there anyway, beside jobs that bind nothing to it.

A code location has one resource of that key for all its assets. Left out, the upgraded job has the same I/O manager, and nobody
else gets another one. Only an environment that names an I/O manager of its own, which Dagster then takes, can tell the difference.
"""

from assetize.analyzer.model import CodeLocation, Job, ResourceBinding
from assetize.codemods.plan.addresses import DEFAULT_KEY
from assetize.codemods.plan.index import Index

SAME_AS_DEFAULT = "dagster.fs_io_manager"


def find_other_users(index: Index, location: CodeLocation, job: Job) -> str:
    """Who else in the location stores through the default I/O manager, and would get the job's."""
    for other in index.jobs.values():
        here = location.id in index.places_of(other)
        if here and other.id != job.id and all(binding.key != DEFAULT_KEY for binding in other.resources):
            return f"{other.name} uses the default there"
    for asset in index.existing.values():
        is_stored = bool(asset.node_name) and asset.io_manager_key is None
        if is_stored and not is_elsewhere(index, location, asset.id):
            return f"the asset {'/'.join(asset.key)} uses the default there"
    return ""


def is_left_out(index: Index, location: CodeLocation, job: Job, binding: ResourceBinding) -> bool:
    """Whether the location goes without the binding, because it would say what is so for the job alone."""
    is_default = binding.key == DEFAULT_KEY and binding.text.endswith("fs_io_manager")
    if not is_default or binding.definition != SAME_AS_DEFAULT or _is_configured(index, job):
        return False
    return bool(find_other_users(index, location, job))


def tell_left_out(index: Index, job: Job) -> list[str]:
    """What is said of it to people."""
    places = [item for item in index.analysis.project.locations if item.id in index.places_of(job)]
    if any(is_left_out(index, place, job, binding) for place in places for binding in job.resources):
        return [
            f"{job.name} stores through Dagster's default I/O manager: fs_io_manager, unless the environment names another."
        ]
    return []


def _is_configured(index: Index, job: Job) -> bool:
    """Whether something may give the I/O manager config: the default one takes none."""
    names = {job.id, job.name}
    return any(
        value.path in ((), ("resources",)) or value.path[:2] == ("resources", DEFAULT_KEY)
        for source in index.analysis.project.config_sources
        if not names.isdisjoint(source.jobs)
        for value in source.values
    )


def is_elsewhere(index: Index, location: CodeLocation, asset: str) -> bool:
    """Whether all that the location is given is known, and the asset is not among it."""
    project = index.analysis.project
    known = {job.id for job in project.jobs} | {job.id for job in project.asset_jobs}
    known |= {trigger.id for trigger in project.triggers} | {item.id for item in project.assets}
    module = index.module_of(asset)
    return all(
        bool(entry.modules) and module not in entry.modules
        if entry.kind == "loader"
        else entry.target in known and entry.target != asset
        for entry in location.entries
    )
