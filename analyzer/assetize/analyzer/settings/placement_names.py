"""What patterns of ``group-name`` and ``key-prefix`` may fit: the jobs of an op, and the module and file that it stands in."""

from collections.abc import Iterable, Mapping

from assetize.analyzer.model import Job, Module, Project


class PlacementNames:
    """The names of one analysed folder, which is ``folder`` as seen from its settings."""

    def __init__(self, project: Project, folder: str) -> None:
        self._folder = folder
        self._jobs: Mapping[str, Job] = {job.id: job for job in project.jobs}
        self._modules: Mapping[str, Module] = {module.id: module for module in project.modules}

    def of(self, op: str, jobs: Iterable[str]) -> tuple[str, ...]:
        """Of an op in these jobs, given by id."""
        mine = [self._jobs[job] for job in jobs if job in self._jobs]
        return (
            *(job.name for job in mine),
            *(job.id for job in mine),
            *self._of_module(op.rpartition(":")[0]),
        )

    def all(self) -> frozenset[str]:
        """Every name that a pattern may fit."""
        jobs = (name for job in self._jobs.values() for name in (job.name, job.id))
        return frozenset((*jobs, *(name for module in self._modules for name in self._of_module(module))))

    def _of_module(self, id_: str) -> tuple[str, ...]:
        module = self._modules.get(id_)
        if module is None:
            return (id_,)
        file = f"{self._folder}/{module.file}" if self._folder else module.file
        return (module.id, module.name, file)
