"""Runs both versions for real, and compares what they left."""

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assetize.analyzer.model import Analysis, Location, VerifySettings
from assetize.codemods.model import Plan
from assetize.codemods.verification.groups import group_jobs
from assetize.codemods.verification.mapping import Mapping, entry_points, read_mapping
from assetize.codemods.verification.real.asked import Segment, segments
from assetize.codemods.verification.real.comparing import compare_answers
from assetize.codemods.verification.real.places import Place, make_place, set_up
from assetize.codemods.verification.running import RunningVersion
from assetize.codemods.verification.verdicts import JobVerdict

NOTHING_SAID = VerifySettings(Location("", 1))


@dataclass(frozen=True, slots=True)
class RealRuns:
    """What both versions are given. ``real`` is the user's own project, from which the settings' files come."""

    real: Path
    scratch: Path
    settings: VerifySettings
    engine: str
    seconds: float


def prove_by_real_runs(
    before: tuple[Path, Analysis], after: tuple[Path, Analysis], plan: Plan, given: RealRuns
) -> tuple[JobVerdict, ...]:
    """A verdict on every upgraded job; the folders of ``before`` and ``after`` are copied first. Raises NoRealRun."""
    mapping = read_mapping(before[1], plan)
    groups = group_jobs(mapping, before[1], after[1])
    jobs = tuple(job for group in groups for job in group.jobs)
    if not jobs:
        return ()
    asked = segments(given.settings, groups, before[1])

    def answers(name: str, version: tuple[Path, Analysis]) -> list[dict[str, Any]]:
        return _run(given.scratch / name, version, asked, mapping, given)

    first = answers("real-before", before)
    second = answers("real-after", after)
    return tuple(compare_answers(jobs, first, second, lambda: answers("real-again", before)))


def _run(
    folder: Path,
    version: tuple[Path, Analysis],
    asked: tuple[Segment, ...],
    mapping: Mapping,
    given: RealRuns,
) -> list[dict[str, Any]]:
    project, analysis = version
    place = make_place(folder, project, given.real, given.settings)
    set_up(place, given.settings, asked[0].group.folders, given.seconds)
    entries = entry_points(analysis)
    answers = []
    for number, segment in enumerate(asked):
        request = _request(place, segment, entries, mapping, given)
        seconds = given.seconds * max(1, len(segment.group.jobs), len(segment.runs))
        with RunningVersion(request, place.folder, seconds, number, place.environment) as running:
            answers.append(running.answer())
    return answers


def _request(
    place: Place,
    segment: Segment,
    entries: Dictionary[str, list[dict[str, Any]]],
    mapping: Mapping,
    given: RealRuns,
) -> dict[str, Any]:
    group, settings = segment.group, given.settings
    return {
        "level": "run",
        "engine": given.engine,
        "root": str(place.project),
        "scratch": str(place.folder),
        "files": str(place.files),
        "storage": str(place.storage),
        "python_path": [str(place.project / folder) for folder in group.folders],
        "entry_points": [entry for folder in group.locations for entry in entries.get(folder, ())],
        "renamed": mapping.renamed,
        "pass_through": list(mapping.pass_through),
        "stored_inputs": mapping.stored_inputs,
        "stand_ins": str(place.project / settings.stand_ins) if settings.stand_ins else "",
        "io_managers": list(settings.io_managers),
        "record_resources": list(settings.record_resources),
        **segment.request(),
    }
