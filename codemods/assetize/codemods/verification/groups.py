"""Which jobs are loaded together: those of code locations that are imported from the same folder."""

from dataclasses import dataclass

from assetize.analyzer.model import Analysis
from assetize.codemods.verification.mapping import Mapping, entry_points


@dataclass(frozen=True, slots=True)
class Group:
    """``locations``: folders whose code locations are loaded. ``folders``: all from which they may import, their own first."""

    jobs: tuple[str, ...]
    locations: tuple[str, ...]
    folders: tuple[str, ...]


def group_jobs(mapping: Mapping, before: Analysis, after: Analysis) -> tuple[Group, ...]:
    """The upgraded jobs, which are asset jobs now. Two code locations may use one module name: each gets a process of its own."""
    made = {job.name for job in after.project.asset_jobs}
    every = {module.root for module in before.project.modules if module.names_dagster}
    locations = entry_points(before)
    jobs: dict[str, list[str]] = {}
    for name, folder in mapping.jobs:
        if name in made:
            jobs.setdefault(folder if folder in locations else "", []).append(name)
    return tuple(
        Group(
            tuple(names),
            (folder,) if folder in locations else tuple(sorted(locations)),
            (folder, *sorted(every - {folder})),
        )
        for folder, names in sorted(jobs.items())
    )
