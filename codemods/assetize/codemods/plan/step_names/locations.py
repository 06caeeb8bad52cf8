"""The code location through which code can get at an upgraded job: an asset job is nothing until one resolves it."""

from assetize.analyzer.dagster_versions import is_before
from assetize.analyzer.model import CodeLocation, Job, JobRun
from assetize.codemods.model import SymbolRef
from assetize.codemods.plan.index import Index

METHODS = {"Definitions": "resolve_job_def", "repository": "get_job"}
RESOLVES_SINCE = (1, 11)


def find_location(index: Index, job: Job, run: JobRun) -> tuple[SymbolRef, str] | None:
    """A name that the code may import, and the method that gives the job by its name; None where there is none."""
    for location in index.locations_of(job):
        module, _, name = location.id.rpartition(":")
        if location.form in METHODS and name.isidentifier() and _can_use(index, run, location, module):
            return SymbolRef(module, name), _method(index, location)
    return None


def _can_use(index: Index, run: JobRun, location: CodeLocation, module: str) -> bool:
    """Nothing may be imported in a circle: the code's module imports the location's already, or nobody imports it."""
    if module == run.module:
        return bool(run.owner) or location.end_line < run.where.line
    here, there = index.modules.get(run.module), index.modules.get(module)
    if here is None or there is None:
        return False
    return module in here.imports or not any(run.module in other.imports for other in index.modules.values())


def _method(index: Index, location: CodeLocation) -> str:
    if location.form == "Definitions" and pinned_before(index, RESOLVES_SINCE):
        return "get_job_def"
    return METHODS[location.form]


def pinned_before(index: Index, version: tuple[int, int]) -> bool:
    """Whether the project pins a Dagster that is older."""
    return is_before(index.analysis.project.dagster_version, version)
