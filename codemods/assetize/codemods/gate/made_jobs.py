"""Which asset job of the rewritten text was made of which op job."""

import ast
import copy
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from assetize.analyzer.model import Analysis, AssetJobDefinition, Job, LocationEntry
from assetize.codemods.gate.atoms import called_name
from assetize.codemods.gate.lasting_ids import by_lasting_id

Place = tuple[str, str]


def find_made_jobs(
    before: Analysis, after: Analysis, upgraded: Collection[str]
) -> Mapping[str, AssetJobDefinition]:
    """By the ids of op jobs. One that has no name is found again by its own, and by its number among those of one name."""
    found = {job.id: job for job in after.project.asset_jobs}
    unnamed: dict[Place, list[AssetJobDefinition]] = defaultdict(list)
    for made in sorted(after.project.asset_jobs, key=lambda item: item.where):
        if made.variable is None:
            unnamed[_place(made)].append(made)
    wanted: dict[Place, list[Job]] = defaultdict(list)
    for job in sorted(before.project.jobs, key=lambda item: item.where):
        if job.id in upgraded and job.in_place:
            wanted[_place(job)].append(job)
    for place, jobs in wanted.items():
        if len(jobs) == len(unnamed[place]):
            found |= {job.id: made for job, made in zip(jobs, unnamed[place], strict=True)}
    return found


def _place(job: Job | AssetJobDefinition) -> Place:
    """The scope that it is made in, and its name."""
    return job.id.rpartition("<")[0], job.name


def find_lost_places(before: Analysis, after: Analysis, job: Job, made: AssetJobDefinition) -> Iterator[str]:
    """Code locations, schedules and sensors that had the job, and do not have what was made of it; a named job keeps its name."""
    if not job.in_place:
        return
    locations = by_lasting_id(after.project.locations)
    for id, location in by_lasting_id(before.project.locations).items():
        now = locations.get(id)
        if _has(location.entries, job.id) and not (now and _has(now.entries, made.id)):
            yield location.id
    triggers = by_lasting_id(after.project.triggers)
    for id, trigger in by_lasting_id(before.project.triggers).items():
        told = triggers.get(id)
        if job.id in trigger.jobs and not (told and made.id in told.jobs):
            yield trigger.name


def _has(entries: Collection[LocationEntry], id: str) -> bool:
    return any(entry.target == id for entry in entries)


def without_made_jobs(old: ast.stmt, new: ast.stmt, jobs: Sequence[Job]) -> tuple[ast.stmt, ast.stmt]:
    """A statement before and after, each with the names of these jobs in the place of the calls that make them."""
    lines = {job.where.line: job.name for job in jobs}
    return (
        _Named(lines).visit(copy.deepcopy(old)),
        _Named({}, {job.name for job in jobs}).visit(copy.deepcopy(new)),
    )


class _Named(ast.NodeTransformer):
    """Names for calls of ``to_job`` by their lines, and for those of ``define_asset_job`` by what they are called."""

    def __init__(self, lines: Mapping[int, str], names: Collection[str] = ()) -> None:
        self._lines = lines
        self._names = names

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if called_name(node) == "to_job" and node.lineno in self._lines:
            return ast.Constant(self._lines[node.lineno])
        if called_name(node) == "define_asset_job":
            given = next((item.value for item in node.keywords if item.arg == "name"), None)
            if isinstance(given, ast.Constant) and given.value in self._names:
                return ast.Constant(given.value)
        return self.generic_visit(node)
