"""The runs that are compared: those that the settings ask for, else each upgraded job and what starts it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from assetize.codemods.verification.child.requests import MOMENT
from assetize.codemods.verification.child.requests import job_names as jobs_of


@dataclass(frozen=True, slots=True)
class PlannedRun:
    """``asked`` is how a person would name it; it is the same in both versions."""

    asked: str
    job: str
    partition: str | None = None
    run_config: Any = None
    tags: dict[str, str] = field(default_factory=dict)
    run_key: str | None = None
    fails: bool = False


def plan_runs(
    dagster: Any, project: Any, request: dict[str, Any], instance: Any
) -> Iterator[PlannedRun | str]:
    """One after the other, as a sensor looks at what runs before it left. A text says what cannot be asked for."""
    for asked in request["runs"]:
        yield from _asked(dagster, project, asked, instance)
    if not request["runs_are_given"]:
        yield from _usual_runs(dagster, project, request["jobs"], instance)


def _asked(dagster: Any, project: Any, asked: dict[str, Any], instance: Any) -> Iterator[PlannedRun | str]:
    if asked["job"]:
        partition = asked["partition"] or None
        name = asked["job"] + (f" for partition {partition}" if partition else "")
        yield PlannedRun(
            name, asked["job"], partition, asked["run_config"] or None, fails=bool(asked["fails"])
        )
        return
    name = asked["schedule"] or asked["sensor"]
    found = [(trigger, whole) for trigger, whole in project.triggers if trigger.name == name]
    if not found:
        yield f"there is no schedule or sensor {name}"
        return
    moment = datetime.fromisoformat(asked["at"]) if asked["at"] else MOMENT
    for trigger, whole in found[:1]:
        yield from _requested(dagster, trigger, whole, moment, instance)


def _usual_runs(dagster: Any, project: Any, jobs: list[str], instance: Any) -> Iterator[PlannedRun | str]:
    for name in jobs:
        for partition in _first_and_last(project, name, instance):
            yield PlannedRun(name + (f" for partition {partition}" if partition else ""), name, partition)
    for trigger, whole in project.triggers:
        if jobs_of(trigger) & set(jobs):
            runs = _requested(dagster, trigger, whole, MOMENT, instance)
            yield from (run for run in runs if isinstance(run, str) or run.job in jobs)


def _first_and_last(project: Any, name: str, instance: Any) -> list[str | None]:
    definition = project.resolve_job_def(name).partitions_def
    if definition is None:
        return [None]
    keys = list(definition.get_partition_keys(dynamic_partitions_store=instance))
    return [keys[0], keys[-1]] if len(keys) > 1 else keys


def _requested(
    dagster: Any, trigger: Any, whole: Any, moment: datetime, instance: Any
) -> Iterator[PlannedRun | str]:
    resources = dict(whole.get_top_level_resources()) or None
    if hasattr(trigger, "cron_schedule"):
        making = dagster.build_schedule_context(
            instance=instance, scheduled_execution_time=moment, repository_def=whole, resources=resources
        )
    else:
        making = dagster.build_sensor_context(
            instance=instance, repository_def=whole, sensor_name=trigger.name, resources=resources
        )
    try:
        with making as context:
            requests = trigger.evaluate_tick(context).run_requests or []
    except Exception as problem:  # whatever the project's function raises
        yield f"{trigger.name} cannot be evaluated: {type(problem).__name__}: {problem}"
        return
    names = sorted(jobs_of(trigger))
    for number, item in enumerate(requests, start=1):
        yield PlannedRun(
            f"run {number} that {trigger.name} asks for",
            item.job_name or (names[0] if len(names) == 1 else ""),
            item.partition_key or item.tags.get("dagster/partition"),
            item.run_config or None,
            dict(item.tags),
            item.run_key,
        )
