"""Look-up tables over what names steps: run configs by job and by text, runs of jobs by the place of the mention."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from assetize.analyzer.model import JobRun, Location, Project, Reference, RunConfigUse


class StepNameSources:
    """Built once for each plan."""

    def __init__(self, project: Project) -> None:
        self._project = project

    @cached_property
    def configs(self) -> Mapping[str, tuple[RunConfigUse, ...]]:
        """By job id."""
        found: dict[str, list[RunConfigUse]] = defaultdict(list)
        for use in self._project.run_configs:
            for job in use.jobs:
                found[job].append(use)
        return {job: tuple(uses) for job, uses in found.items()}

    @cached_property
    def texts(self) -> Mapping[Location, tuple[RunConfigUse, ...]]:
        """By the place of the text: the uses that share it."""
        found: dict[Location, list[RunConfigUse]] = defaultdict(list)
        for use in self._project.run_configs:
            if use.ops_at is not None:
                found[use.ops_at].append(use)
        return {place: tuple(uses) for place, uses in found.items()}

    @cached_property
    def runs(self) -> Mapping[str, tuple[JobRun, ...]]:
        """By job id."""
        found: dict[str, list[JobRun]] = defaultdict(list)
        for run in self._project.job_runs:
            found[run.job].append(run)
        return {job: tuple(runs) for job, runs in found.items()}

    @cached_property
    def followed(self) -> frozenset[Location]:
        """The lines of all names of steps that are known to mean the steps of one job, and will follow it."""
        entries = [
            entry.where for use in self._project.run_configs if not use.problem for entry in use.entries
        ]
        lookups = [item.where for run in self._project.job_runs if not run.problem for item in run.lookups]
        return frozenset((*entries, *lookups))

    def run_at(self, reference: Reference) -> JobRun | None:
        """The run whose job is mentioned there."""
        return next(
            (run for run in self.runs.get(reference.target, ()) if run.where == reference.where), None
        )
