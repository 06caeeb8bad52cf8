"""The context of a schedule's evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from assetize.runtime.errors import CheckError, DagsterInvariantViolationError
from assetize.runtime.schedules.evaluation_context import EvaluationContext


class ScheduleEvaluationContext(EvaluationContext):
    """The moment that a schedule is evaluated for, and what is around it."""

    builder = "build_schedule_context"

    def __init__(
        self,
        instance: Any = None,
        scheduled_execution_time: datetime | None = None,
        resources: Mapping[str, Any] | None = None,
        repository_def: Any = None,
    ) -> None:
        super().__init__(instance, resources, repository_def)
        self._scheduled_execution_time = scheduled_execution_time

    @property
    def scheduled_execution_time(self) -> datetime:
        """The moment, which must have been given."""
        if self._scheduled_execution_time is None:
            raise CheckError(
                "Attempting to access scheduled_execution_time, but no scheduled_execution_time was set on this context"
            )
        return self._scheduled_execution_time

    @property
    def has_scheduled_execution_time(self) -> bool:
        """Whether a moment was given."""
        return self._scheduled_execution_time is not None

    @property
    def repository_def(self) -> Any:
        if self._repository_def is None:
            raise DagsterInvariantViolationError(
                "Attempted to access repository_def, but no repository_def was provided."
            )
        return self._repository_def


def build_schedule_context(
    instance: Any = None,
    scheduled_execution_time: datetime | None = None,
    resources: Mapping[str, Any] | None = None,
    repository_def: Any = None,
    instance_ref: Any = None,
) -> ScheduleEvaluationContext:
    """A context for evaluating a schedule."""
    if scheduled_execution_time is not None and not isinstance(scheduled_execution_time, datetime):
        raise CheckError(f"scheduled_execution_time must be a datetime, got {scheduled_execution_time!r}.")
    return ScheduleEvaluationContext(
        instance or instance_ref, scheduled_execution_time, resources, repository_def
    )
