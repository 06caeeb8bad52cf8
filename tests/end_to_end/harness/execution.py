"""Loads one code location on Dagster as its own tools do, runs what is asked, and says what happened."""

import os
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from dagster import (
    DagsterInstance,
    ExecuteInProcessResult,
    RepositoryDefinition,
    RunRequest,
    build_schedule_context,
)
from dagster._core.code_pointer import CodePointer
from dagster._core.definitions.reconstruct import repository_def_from_target_def
from dagster._core.workspace.autodiscovery import (
    loadable_targets_from_python_file,
    loadable_targets_from_python_module,
)

from harness.structure import read_structure

Request = Mapping[str, Any]
Answer = dict[str, Any]


def prepare(request: Request) -> None:
    """Make this process look as the project expects: environment, working folder, import path."""
    os.environ.update(request["environment"])
    os.chdir(request["world"])
    here = str(Path(__file__).resolve().parents[1])
    own = [str(Path(request["project"], folder)) for folder in request["python_path"]]
    sys.path[:] = own + [entry for entry in sys.path if entry not in ("", here)]
    sys.dont_write_bytecode = True


def execute_location(request: Request) -> Answer:
    """What the location holds and what each of its runs did."""
    repository = load_repository(request)
    with DagsterInstance.ephemeral(tempdir=request["storage"]) as instance:
        runs = [outcome for run in request["runs"] for outcome in _do(repository, run, instance)]
    return {"structure": read_structure(repository), "runs": runs}


def load_repository(request: Request) -> RepositoryDefinition:
    """The location, with everything in it resolved, so that whatever cannot be loaded fails here."""
    target = _pointer(request).load_target()
    repository = repository_def_from_target_def(target)
    if repository is None:
        raise TypeError(f"{target!r} is no code location")
    repository.load_all_definitions()
    return repository


def _pointer(request: Request) -> CodePointer:
    folder, attribute = str(Path(request["project"], request["python_path"][0])), request["attribute"]
    if request["module"] is not None:
        name = attribute or loadable_targets_from_python_module(request["module"], folder)[0].attribute
        return CodePointer.from_module(request["module"], name, folder)
    file = str(Path(request["project"], request["file"]))
    name = attribute or loadable_targets_from_python_file(file, folder)[0].attribute
    return CodePointer.from_python_file(file, name, folder)


def _do(repository: RepositoryDefinition, run: Request, instance: DagsterInstance) -> Iterator[Answer]:
    if run["schedule"] is None:
        yield _run_job(repository, run, instance)
        return
    schedule = repository.get_schedule_def(run["schedule"])
    with build_schedule_context(
        instance=instance,
        scheduled_execution_time=datetime.fromisoformat(run["at"]),
        repository_def=repository,
        resources=dict(repository.get_top_level_resources()) or None,
    ) as context:
        requests = schedule.evaluate_tick(context).run_requests or []
    for request in requests:
        yield _run_job(repository, _asked_for(request, schedule.job_name), instance)


def _asked_for(request: RunRequest, default_job: str) -> Answer:
    return {
        "job": request.job_name or default_job,
        "partition": request.partition_key or request.tags.get("dagster/partition"),
        "run_config": request.run_config or None,
        "tags": dict(request.tags),
        "run_key": request.run_key,
        "fails": False,
    }


def _run_job(repository: RepositoryDefinition, run: Request, instance: DagsterInstance) -> Answer:
    result = repository.get_job(run["job"]).execute_in_process(
        run_config=run["run_config"],
        partition_key=run["partition"],
        tags=run.get("tags"),
        instance=instance,
        raise_on_error=False,
    )
    if result.success == run["fails"]:
        raise AssertionError(f"{run['job']} ended with success={result.success}\n{_errors(result)}")
    return {
        "job": run["job"],
        "run_key": run.get("run_key"),
        "partition": run["partition"],
        "success": result.success,
        "tags": _own_tags(result.dagster_run.tags),
        "steps": [event.step_key for event in result.all_events if event.is_step_success],
        "materialized": sorted(
            list(event.asset_key.path)
            for event in result.all_events
            if event.is_step_materialization and event.asset_key
        ),
    }


def _errors(result: ExecuteInProcessResult) -> str:
    failures = [event.step_failure_data for event in result.all_events if event.is_step_failure]
    return "\n".join(failure.error_display_string for failure in failures)


def _own_tags(tags: Mapping[str, str]) -> dict[str, str]:
    """Without the tags that Dagster puts there by itself."""
    return {name: value for name, value in sorted(tags.items()) if not name.startswith((".", "dagster/"))}
