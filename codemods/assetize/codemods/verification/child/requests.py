"""What schedules and sensors ask for, when they are evaluated at one moment."""

from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

from assetize.codemods.verification.child.recorder import plain

MOMENT = datetime(2026, 3, 4, 5, 0, tzinfo=timezone.utc)
"""When every trigger is evaluated: any moment does, if it is the same for both versions."""


def read_requests(dagster: Any, project: Any, jobs: set[str]) -> dict[str, Any]:
    """By trigger: the requests for these jobs, or the ``error`` that came of asking."""
    found = {}
    for trigger, whole in project.triggers:
        names = job_names(trigger)
        if not names & jobs:
            continue
        facts = {
            "jobs": sorted(names),
            "cron": plain(getattr(trigger, "cron_schedule", None)),
            "status": plain(getattr(trigger, "default_status", None)),
        }
        try:
            requests = list(_requests(dagster, trigger, whole))
            found[str(trigger.name)] = {**facts, "requests": requests, "error": None}
        except BaseException as problem:  # whatever the project's own code raises
            found[str(trigger.name)] = {
                **facts,
                "requests": [],
                "error": f"{type(problem).__name__}: {problem}",
            }
    return found


def _requests(dagster: Any, trigger: Any, whole: Any) -> Iterator[dict[str, Any]]:
    for request in _evaluated(dagster, trigger, whole) or ():
        yield {
            "job": request.job_name or next(iter(job_names(trigger)), None),
            "run_config": plain(dict(request.run_config or {})),
            "partition": request.partition_key,
            "run_key": request.run_key,
            "tags": {
                key: value for key, value in plain(dict(request.tags or {})).items() if not key.startswith("dagster/")
            },
        }  # fmt: skip


def _evaluated(dagster: Any, trigger: Any, whole: Any) -> Any:
    if hasattr(trigger, "cron_schedule"):
        context = dagster.build_schedule_context(scheduled_execution_time=MOMENT, repository_def=whole)
    else:
        context = dagster.build_sensor_context(repository_def=whole)
    return trigger.evaluate_tick(context).run_requests


def job_names(trigger: Any) -> set[str]:
    """The jobs that it may start; a sensor without a target has none and says so by raising."""
    try:
        targets = getattr(trigger, "targets", None)
        names = [target.job_name for target in targets] if targets else [trigger.job_name]
    except Exception:
        return set()
    return {str(name) for name in names}
