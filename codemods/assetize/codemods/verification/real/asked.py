"""Which process does which run: code locations that are imported from different folders never meet."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from assetize.analyzer.codes.settings import NOT_REDIRECTED
from assetize.analyzer.model import Analysis, AskedRun, VerifySettings
from assetize.codemods.verification.groups import Group
from assetize.codemods.verification.mapping import entry_points
from assetize.codemods.verification.real.places import NoRealRun


@dataclass(frozen=True, slots=True)
class Segment:
    """Runs that one process does, one after the other; without ``runs``, the usual ones of the group's jobs."""

    group: Group
    runs: tuple[AskedRun, ...] = ()

    def request(self) -> dict[str, Any]:
        """In the child's terms."""
        asked = [{**asdict(run), "run_config": json.loads(run.run_config or "null")} for run in self.runs]
        return {"runs": asked, "runs_are_given": bool(self.runs), "jobs": list(self.group.jobs)}


def segments(settings: VerifySettings, groups: tuple[Group, ...], analysis: Analysis) -> tuple[Segment, ...]:
    """In the order of the settings. Raises NoRealRun for a run of something that the project has not."""
    if not settings.runs:
        return tuple(Segment(group) for group in groups)
    homes = dict(_homes(analysis))
    placed = [(_group(run, homes, groups, analysis), run) for run in settings.runs]
    return tuple(
        Segment(group, tuple(run for _, run in runs))
        for group, runs in groupby(placed, key=lambda item: item[0])
    )


def _group(run: AskedRun, homes: dict[str, str], groups: tuple[Group, ...], analysis: Analysis) -> Group:
    name = run.job or run.schedule or run.sensor
    if name not in homes and len(groups) == 1 and not run.job:
        return groups[
            0
        ]  # its name may be one that only a run shows; the process that runs it says so when there is none
    if name not in homes:
        raise NoRealRun(NOT_REDIRECTED.at(run.where, f"verify.runs: the project has no {name}"))
    home = homes[name]
    for group in groups:
        if home in group.locations or len(group.locations) > 1:
            return group
    locations = tuple(sorted(entry_points(analysis)))
    return groups[0] if home not in locations else Group((), (home,), (home,))


def _homes(analysis: Analysis) -> Iterator[tuple[str, str]]:
    """The folder that each job, schedule and sensor is imported from."""
    project = analysis.project
    roots = {module.id: module.root for module in project.modules}
    named = [
        *((item.name, item.id) for item in project.triggers),
        *((item.name, item.id) for item in project.asset_jobs),
        *((item.name, item.id) for item in project.jobs),
    ]
    for name, place in named:
        yield name, roots[place.partition(":")[0]]
