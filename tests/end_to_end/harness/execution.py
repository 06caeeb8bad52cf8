"""Runs what is asked of a loaded code location, and says what happened; on Dagster, or on what serves its public names."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from dagster import (
    DagsterInstance,
    ExecuteInProcessResult,
    RepositoryDefinition,
    RunRequest,
    build_schedule_context,
    build_sensor_context,
)

from harness.events import read_events

Request = Mapping[str, Any]
Answer = dict[str, Any]


def run_all(repository: RepositoryDefinition, request: Request) -> list[Answer]:
    """What each run of the location did."""
    with DagsterInstance.ephemeral(tempdir=request["storage"]) as instance:
        return [outcome for run in request["runs"] for outcome in _do(repository, run, instance)]


def _do(repository: RepositoryDefinition, run: Request, instance: DagsterInstance) -> Iterator[Answer]:
    if run["schedule"] is not None:
        requests, job = _tick_schedule(repository, run, instance)
    elif run["sensor"] is not None:
        requests, job = _tick_sensor(repository, run, instance)
    else:
        yield _run_job(repository, run, instance)
        return
    for request in requests:
        yield _run_job(repository, _asked_for(request, job), instance)


def _tick_schedule(
    repository: RepositoryDefinition, run: Request, instance: DagsterInstance
) -> tuple[Sequence[RunRequest], str]:
    schedule = repository.get_schedule_def(run["schedule"])
    with build_schedule_context(
        instance=instance,
        scheduled_execution_time=datetime.fromisoformat(run["at"]),
        repository_def=repository,
        resources=dict(repository.get_top_level_resources()) or None,
    ) as context:
        return schedule.evaluate_tick(context).run_requests or [], schedule.job_name


def _tick_sensor(
    repository: RepositoryDefinition, run: Request, instance: DagsterInstance
) -> tuple[Sequence[RunRequest], str]:
    sensor = repository.get_sensor_def(run["sensor"])
    with build_sensor_context(
        instance=instance,
        repository_def=repository,
        sensor_name=sensor.name,
        resources=dict(repository.get_top_level_resources()) or None,
    ) as context:
        requests = sensor.evaluate_tick(context).run_requests or []
    targets = [target.job_name for target in sensor.targets]
    return requests, targets[0] if len(targets) == 1 else ""


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
        "events": read_events(result),
    }


def _errors(result: ExecuteInProcessResult) -> str:
    failures = [event.step_failure_data for event in result.all_events if event.is_step_failure]
    return "\n".join(failure.error_display_string for failure in failures)


def _own_tags(tags: Mapping[str, str]) -> dict[str, str]:
    """Without the tags that Dagster puts there by itself."""
    return {name: value for name, value in sorted(tags.items()) if not name.startswith((".", "dagster/"))}
