"""A process that has some version of Dagster imported, and runs each request on it."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pandas  # noqa: F401  (imported once here, shared by all children)
import sqlalchemy.dialects.sqlite  # noqa: F401
from dagster import Definitions, RepositoryDefinition
from dagster._core.code_pointer import load_python_file
from harness.execution import run_all
from harness.project_tests import run_project_tests
from harness.serving import Request, serve


def execute_location(request: Request) -> dict[str, Any]:
    """What the location is called by, and what each of its runs did."""
    repository = _load_repository(request)
    names = {
        "jobs": sorted(job.name for job in repository.get_all_jobs() if not job.name.startswith("__")),
        "schedules": {schedule.name: schedule.job_name for schedule in repository.schedule_defs},
        "sensors": sorted(sensor.name for sensor in repository.sensor_defs),
    }
    return {"structure": names, "runs": run_all(repository, request)}


def _load_repository(request: Request) -> RepositoryDefinition:
    """What Dagster's own tools call to do it is called otherwise in each version."""
    folder = str(Path(request["project"], request["python_path"][0]))
    if request["module"] is not None:
        module = vars(import_module(request["module"]))
    else:
        file = str(Path(request["project"], request["file"]))
        module = vars(load_python_file(file, folder))
    named = [module[request["attribute"]]] if request["attribute"] else list(module.values())
    for target in named:
        if isinstance(target, Definitions):
            target = target.get_repository_def()
        if isinstance(target, RepositoryDefinition):
            target.load_all_definitions()
            return target
    raise TypeError("there is no code location")


if __name__ == "__main__":
    serve(execute_location, run_project_tests)
