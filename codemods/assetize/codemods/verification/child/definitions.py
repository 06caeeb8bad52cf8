"""Finds a project's definitions in its entry point, for either engine."""

import importlib
import inspect
from typing import Any


def load_project(dagster: Any, request: dict[str, Any]) -> Any:
    """The project's ``Definitions``; a repository is turned into one."""
    found = []
    for entry in request["entry_points"]:
        module = importlib.import_module(entry["module"])
        value = getattr(module, entry["attribute"]) if entry["attribute"] else _only(dagster, module)
        if inspect.isfunction(value):
            value = value()
        found.append(value)
    return _Locations(found)


def _only(dagster: Any, module: Any) -> Any:
    for kind in (dagster.Definitions, dagster.RepositoryDefinition):
        for value in vars(module).values():
            if isinstance(value, kind):
                return value
    jobs = [value for value in vars(module).values() if isinstance(value, dagster.JobDefinition)]
    return dagster.Definitions(jobs=jobs)


class _Locations:
    """The code locations of a project, asked as one."""

    def __init__(self, locations: list[Any]) -> None:
        self._locations = locations

    def resolve_job_def(self, name: str) -> Any:
        """The job of that name, of the first location that has it."""
        problem: Exception | None = None
        for location in self._locations:
            get = getattr(location, "resolve_job_def", None) or location.get_job
            try:
                return get(name)
            except Exception as missing:
                problem = problem or missing
        raise problem or LookupError(f"there is no job {name}")

    @property
    def triggers(self) -> list[tuple[Any, Any]]:
        """All schedules and sensors, each with the repository that it belongs to."""
        found = []
        for location in self._locations:
            whole = location if hasattr(location, "schedule_defs") else location.get_repository_def()
            found += [(trigger, whole) for trigger in (*whole.schedule_defs, *whole.sensor_defs)]
        return found
