"""Events, and their entries in a log."""

from __future__ import annotations

import logging
from typing import Any

from assetize.runtime.definitions.node_handle import NodeHandle
from assetize.runtime.errors import CheckError
from assetize.runtime.events.types import DagsterEventType as Kind
from assetize.runtime.records import Record, fields


class DagsterEvent:
    """Something that happened in a run."""

    __slots__ = (
        "_data",
        "_message",
        "event_type_value",
        "job_name",
        "path",
        "step_key",
        "timestamp",
    )

    def __init__(
        self,
        kind: str,
        job_name: str,
        message: Any,
        data: Any = None,
        step_key: str | None = None,
        path: tuple[str, ...] | None = None,
        timestamp: float = 0.0,
    ) -> None:
        self.event_type_value = kind
        self.job_name = job_name
        self._message = message
        self._data = data
        self.step_key = step_key
        self.path = path
        self.timestamp = timestamp

    @property
    def event_specific_data(self) -> Any:
        """What the event carries; built when it is asked for."""
        if type(self._data) is tuple:
            make, *arguments = self._data
            self._data = make(*arguments)
        return self._data

    @property
    def event_type(self) -> Kind:
        """The kind of event."""
        return Kind(self.event_type_value)

    @property
    def message(self) -> str:
        """What happened, in words; built when it is asked for."""
        if not isinstance(self._message, str):
            template, arguments = self._message
            self._message = template % arguments
        return str(self._message)

    @property
    def node_handle(self) -> NodeHandle | None:
        """The node of the step."""
        return None if self.path is None else NodeHandle.from_path(self.path)

    @property
    def node_name(self) -> str:
        """The name of the step's node."""
        return self._of_step()[-1]

    def _of_step(self) -> tuple[str, ...]:
        if self.path is None:
            raise CheckError(f"{self.event_type_value} is not an event of a step.")
        return self.path

    def _is(self, kind: Kind) -> bool:
        return self.event_type_value == kind.value

    @property
    def is_step_event(self) -> bool:
        """Whether the event is about a step."""
        return self.step_key is not None and self.event_type_value != "ENGINE_EVENT"

    @property
    def is_step_success(self) -> bool:
        """Whether a step succeeded."""
        return self.event_type_value == "STEP_SUCCESS"

    @property
    def is_successful_output(self) -> bool:
        """Whether an output was yielded."""
        return self.event_type_value == "STEP_OUTPUT"

    @property
    def is_step_start(self) -> bool:
        """Whether a step started."""
        return self.event_type_value == "STEP_START"

    @property
    def is_step_failure(self) -> bool:
        """Whether a step failed."""
        return self.event_type_value == "STEP_FAILURE"

    @property
    def is_step_skipped(self) -> bool:
        """Whether a step was skipped."""
        return self.event_type_value == "STEP_SKIPPED"

    @property
    def is_step_up_for_retry(self) -> bool:
        """Whether a step will run again."""
        return self.event_type_value == "STEP_UP_FOR_RETRY"

    @property
    def is_step_restarted(self) -> bool:
        """Whether a step runs again."""
        return self.event_type_value == "STEP_RESTARTED"

    @property
    def is_step_materialization(self) -> bool:
        """Whether an asset was materialized."""
        return self.event_type_value == "ASSET_MATERIALIZATION"

    @property
    def is_asset_observation(self) -> bool:
        """Whether an asset was observed."""
        return self.event_type_value == "ASSET_OBSERVATION"

    @property
    def is_expectation_result(self) -> bool:
        """Whether an expectation was checked."""
        return self.event_type_value == "STEP_EXPECTATION_RESULT"

    @property
    def is_handled_output(self) -> bool:
        """Whether an output was stored."""
        return self.event_type_value == "HANDLED_OUTPUT"

    @property
    def is_loaded_input(self) -> bool:
        """Whether an input was loaded."""
        return self.event_type_value == "LOADED_INPUT"

    @property
    def is_hook_event(self) -> bool:
        """Whether the event is about a hook."""
        return self.event_type_value.startswith("HOOK_")

    @property
    def is_engine_event(self) -> bool:
        """Whether the event is about the run as a whole."""
        return self.event_type_value == "ENGINE_EVENT"

    @property
    def is_job_event(self) -> bool:
        """Whether the run changed its status."""
        return self.event_type_value.startswith("PIPELINE_")

    @property
    def is_job_success(self) -> bool:
        """Whether the run succeeded."""
        return self.event_type_value == "PIPELINE_SUCCESS"

    @property
    def is_run_failure(self) -> bool:
        """Whether the run failed."""
        return self.event_type_value == "PIPELINE_FAILURE"

    is_job_failure = is_run_failure

    @property
    def is_failure(self) -> bool:
        """Whether a step or the run failed."""
        return self.event_type_value in ("STEP_FAILURE", "PIPELINE_FAILURE", "PIPELINE_CANCELED")

    @property
    def asset_key(self) -> Any:
        """The asset that the event is about, if any."""
        data = self.event_specific_data
        for name in ("materialization", "asset_observation"):
            if hasattr(data, name):
                return getattr(data, name).asset_key
        return getattr(data, "asset_key", None)

    @property
    def partition(self) -> str | None:
        """The partition that the event is about, if any."""
        data = self.event_specific_data
        for name in ("materialization", "asset_observation"):
            if hasattr(data, name):
                partition: str | None = getattr(data, name).partition
                return partition
        return getattr(data, "partition", None)

    @property
    def materialization(self) -> Any:
        """The materialization that the event reports."""
        return self._data_of(Kind.ASSET_MATERIALIZATION).materialization

    def _data_of(self, *kinds: Kind) -> Any:
        if not any(self._is(kind) for kind in kinds):
            raise CheckError(
                f"Invariant failed. Expected {kinds[0].value}, the event is {self.event_type_value}."
            )
        return self.event_specific_data

    @property
    def step_materialization_data(self) -> Any:
        """The data of a materialization."""
        return self._data_of(Kind.ASSET_MATERIALIZATION)

    @property
    def asset_observation_data(self) -> Any:
        """The data of an observation."""
        return self._data_of(Kind.ASSET_OBSERVATION)

    @property
    def asset_check_evaluation_data(self) -> Any:
        """The data of a check's evaluation."""
        return self._data_of(Kind.ASSET_CHECK_EVALUATION)

    @property
    def asset_materialization_planned_data(self) -> Any:
        """The data of a planned materialization."""
        return self._data_of(Kind.ASSET_MATERIALIZATION_PLANNED)

    @property
    def step_output_data(self) -> Any:
        """The data of a yielded output."""
        return self._data_of(Kind.STEP_OUTPUT)

    @property
    def step_input_data(self) -> Any:
        """The data of a received input."""
        return self._data_of(Kind.STEP_INPUT)

    @property
    def step_success_data(self) -> Any:
        """The data of a step's success."""
        return self._data_of(Kind.STEP_SUCCESS)

    @property
    def step_failure_data(self) -> Any:
        """The data of a step's failure."""
        return self._data_of(Kind.STEP_FAILURE)

    @property
    def step_retry_data(self) -> Any:
        """The data of a coming retry."""
        return self._data_of(Kind.STEP_UP_FOR_RETRY)

    @property
    def step_expectation_result_data(self) -> Any:
        """The data of an expectation."""
        return self._data_of(Kind.STEP_EXPECTATION_RESULT)

    @property
    def job_failure_data(self) -> Any:
        """The data of a run's failure."""
        return self._data_of(Kind.RUN_FAILURE)

    @property
    def engine_event_data(self) -> Any:
        """The data of an event about the run as a whole."""
        return self.event_specific_data

    @property
    def hook_errored_data(self) -> Any:
        """The data of a hook's error."""
        return self._data_of(Kind.HOOK_ERRORED)

    def __repr__(self) -> str:
        return f"DagsterEvent({self.event_type_value}, step_key={self.step_key!r}, message={self.message!r})"


class EventLogEntry(Record):
    """An event or a log message, as the log keeps it."""

    __slots__ = fields(
        "error_info", "level", "user_message", "run_id", "timestamp", "step_key", "job_name", "dagster_event"
    )

    def __init__(
        self,
        error_info: Any,
        level: int | str,
        user_message: str,
        run_id: str,
        timestamp: float,
        step_key: str | None = None,
        job_name: str | None = None,
        dagster_event: DagsterEvent | None = None,
    ) -> None:
        self.error_info = error_info
        self.level = level
        self.user_message = user_message
        self.run_id = run_id
        self.timestamp = timestamp
        self.step_key = step_key
        self.job_name = job_name
        self.dagster_event = dagster_event

    @property
    def message(self) -> str:
        """The event's message or the logged one."""
        if self.dagster_event is not None:
            return self.dagster_event.message
        return self.user_message

    @property
    def is_dagster_event(self) -> bool:
        """Whether the entry is an event."""
        return self.dagster_event is not None

    @property
    def dagster_event_type(self) -> Kind | None:
        """The kind of event."""
        return self.dagster_event.event_type if self.dagster_event else None

    def get_dagster_event(self) -> DagsterEvent:
        """The event, which must exist."""
        if self.dagster_event is None:
            raise CheckError("Not a dagster event, check is_dagster_event before calling get_dagster_event")
        return self.dagster_event

    @property
    def asset_materialization(self) -> Any:
        """The materialization, if the entry is one."""
        event = self.dagster_event
        return event.materialization if event is not None and event.is_step_materialization else None

    @property
    def asset_observation(self) -> Any:
        """The observation, if the entry is one."""
        event = self.dagster_event
        if event is None or not event.is_asset_observation:
            return None
        return event.asset_observation_data.asset_observation


def as_entry(run_id: str, item: DagsterEvent | EventLogEntry) -> EventLogEntry:
    """The log entry of a stored event or message."""
    if isinstance(item, EventLogEntry):
        return item
    return EventLogEntry(None, logging.DEBUG, "", run_id, item.timestamp, item.step_key, item.job_name, item)
