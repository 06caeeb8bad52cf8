"""The contexts of sensors that look at how runs ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assetize.runtime.events.event import DagsterEvent
from assetize.runtime.schedules.evaluation_context import EvaluationContext


class RunStatusSensorContext(EvaluationContext):
    """A run, and the event by which its status changed."""

    builder = "build_run_status_sensor_context"

    def __init__(
        self,
        sensor_name: str,
        dagster_run: Any,
        dagster_event: DagsterEvent,
        instance: Any,
        context: Any = None,
        resource_defs: Mapping[str, Any] | None = None,
        partition_key: str | None = None,
        repository_def: Any = None,
    ) -> None:
        super().__init__(instance, resource_defs, repository_def)
        self.sensor_name = sensor_name
        self.dagster_run = dagster_run
        self.dagster_event = dagster_event
        self._partition_key = partition_key

    @property
    def partition_key(self) -> str | None:
        """The partition of the run."""
        return self._partition_key or self.dagster_run.tags.get("dagster/partition")

    def for_run_failure(self) -> RunFailureSensorContext:
        """The context for sensors of failed runs."""
        made = object.__new__(RunFailureSensorContext)
        made.__dict__.update(self.__dict__)
        return made


class RunFailureSensorContext(RunStatusSensorContext):
    """A run that failed."""

    @property
    def failure_event(self) -> DagsterEvent:
        """The event of the run's failure."""
        return self.dagster_event

    def get_step_failure_events(self) -> Sequence[DagsterEvent]:
        """The events of steps that failed."""
        from assetize.runtime.events.types import DagsterEventType

        entries = self.instance.all_logs(self.dagster_run.run_id, of_type=DagsterEventType.STEP_FAILURE)
        return [entry.dagster_event for entry in entries]


def build_run_status_sensor_context(
    sensor_name: str,
    dagster_event: DagsterEvent,
    dagster_instance: Any,
    dagster_run: Any,
    context: Any = None,
    resources: Mapping[str, Any] | None = None,
    partition_key: str | None = None,
    *,
    repository_def: Any = None,
) -> RunStatusSensorContext:
    """A context for evaluating a sensor of runs."""
    return RunStatusSensorContext(
        sensor_name,
        dagster_run,
        dagster_event,
        dagster_instance,
        context,
        resources,
        partition_key,
        repository_def,
    )
