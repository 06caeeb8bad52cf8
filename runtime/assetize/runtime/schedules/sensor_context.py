"""The context of a sensor's evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assetize.runtime.errors import ParameterCheckError
from assetize.runtime.schedules.evaluation_context import EvaluationContext


class SensorEvaluationContext(EvaluationContext):
    """The cursor of a sensor, what earlier ticks left, and what is around it."""

    def __init__(
        self,
        instance_ref: Any = None,
        last_tick_completion_time: float | None = None,
        last_run_key: str | None = None,
        cursor: str | None = None,
        log_key: Any = None,
        repository_name: str | None = None,
        repository_def: Any = None,
        instance: Any = None,
        sensor_name: str | None = None,
        resources: Mapping[str, Any] | None = None,
        definitions: Any = None,
        last_sensor_start_time: float | None = None,
    ) -> None:
        project = repository_def if repository_def is not None else _repository_of(definitions)
        super().__init__(instance or instance_ref, resources, project)
        self._repository_name = repository_name
        self._cursor = cursor
        self._cursor_updated = False
        self.sensor_name = sensor_name
        self.last_tick_completion_time = last_tick_completion_time
        self.last_completion_time = last_tick_completion_time
        self.last_run_key = last_run_key
        self.last_sensor_start_time = last_sensor_start_time

    @property
    def repository_name(self) -> str | None:
        return self._repository_name or super().repository_name

    @property
    def cursor(self) -> str | None:
        """What the last tick, or this one, wrote down."""
        return self._cursor

    @property
    def cursor_updated(self) -> bool:
        """Whether this tick wrote something down."""
        return self._cursor_updated

    def update_cursor(self, cursor: str | None) -> None:
        """Writes something down for the next tick."""
        if cursor is not None and not isinstance(cursor, str):
            raise ParameterCheckError(
                f'Param "cursor" is not a str. Got {cursor!r} which is type {type(cursor)}.'
            )
        self._cursor = cursor
        self._cursor_updated = True

    @property
    def is_first_tick_since_sensor_start(self) -> bool:
        """Whether the sensor has not ticked since it was started."""
        if self.last_tick_completion_time is None or self.last_sensor_start_time is None:
            return True
        return self.last_tick_completion_time < self.last_sensor_start_time


def _repository_of(definitions: Any) -> Any:
    return None if definitions is None else definitions.get_repository_def()


def build_sensor_context(
    instance: Any = None,
    cursor: str | None = None,
    repository_name: str | None = None,
    repository_def: Any = None,
    sensor_name: str | None = None,
    resources: Mapping[str, Any] | None = None,
    definitions: Any = None,
    instance_ref: Any = None,
    last_sensor_start_time: float | None = None,
) -> SensorEvaluationContext:
    """A context for evaluating a sensor."""
    if cursor is not None and not isinstance(cursor, str):
        raise ParameterCheckError(
            f'Param "cursor" is not a str. Got {cursor!r} which is type {type(cursor)}.'
        )
    return SensorEvaluationContext(
        instance=instance,
        instance_ref=instance_ref,
        cursor=cursor,
        repository_name=repository_name,
        repository_def=repository_def,
        sensor_name=sensor_name,
        resources=resources,
        definitions=definitions,
        last_sensor_start_time=last_sensor_start_time,
    )
