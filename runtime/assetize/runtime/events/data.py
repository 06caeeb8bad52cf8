"""What events carry, by kind."""

from __future__ import annotations

from typing import Any

from assetize.runtime.records import Record, fields


class SerializableErrorInfo(Record):
    """An error as text: message, stack, class name, cause and context."""

    __slots__ = fields("message", "stack", "cls_name", "cause", "context")

    def __init__(
        self, message: str, stack: list[str], cls_name: str | None, cause: Any = None, context: Any = None
    ) -> None:
        self.message = message
        self.stack = stack
        self.cls_name = cls_name
        self.cause = cause
        self.context = context

    def to_string(self) -> str:
        """The message, the stack, and those of the causes."""
        stack = "\nStack Trace:\n" + "".join(self.stack) if self.stack else ""
        cause = (
            f"\nThe above exception was caused by the following exception:\n{self.cause.to_string()}"
            if self.cause
            else ""
        )
        return f"{self.message}{stack}{cause}"

    @classmethod
    def from_exception(cls, error: BaseException) -> SerializableErrorInfo:
        """The text of an exception."""
        import traceback

        own = "".join(traceback.format_exception_only(type(error), error))
        # The errors bear the names by which code that looks at messages knows them.
        own = own.replace("assetize.runtime.errors.", "dagster._core.errors.", 1)
        stack = traceback.format_tb(error.__traceback__)
        cause = cls.from_exception(error.__cause__) if error.__cause__ is not None else None
        return cls(own, stack, type(error).__name__, cause)


class StepOutputHandle(Record):
    """An output of a step, or one value of a dynamic output."""

    __slots__ = fields("step_key", "output_name", "mapping_key")

    def __init__(self, step_key: str, output_name: str = "result", mapping_key: str | None = None) -> None:
        self.step_key = step_key
        self.output_name = output_name
        self.mapping_key = mapping_key


class TypeCheckData(Record):
    """The result of a type check of an input or output."""

    __slots__ = fields("success", "label", "description", "metadata")

    def __init__(
        self, success: bool, label: str, description: str | None = None, metadata: Any = None
    ) -> None:
        self.success = success
        self.label = label
        self.description = description
        self.metadata = metadata or {}


class StepOutputData(Record):
    """An output was yielded."""

    __slots__ = fields("step_output_handle", "type_check_data", "version", "metadata")

    def __init__(self, step_output_handle: StepOutputHandle, type_check_data: Any, metadata: Any) -> None:
        self.step_output_handle = step_output_handle
        self.type_check_data = type_check_data
        self.version = None
        self.metadata = metadata

    @property
    def output_name(self) -> str:
        """The output."""
        return self.step_output_handle.output_name

    @property
    def mapping_key(self) -> str | None:
        """The mapping key of a dynamic output."""
        return self.step_output_handle.mapping_key


class StepInputData(Record):
    """An input was received."""

    __slots__ = ("input_name", "type_check_data")

    def __init__(self, input_name: str, type_check_data: TypeCheckData) -> None:
        self.input_name = input_name
        self.type_check_data = type_check_data


class LoadedInputData(Record):
    """An input was loaded."""

    __slots__ = fields("input_name", "manager_key", "upstream_output_name", "upstream_step_key", "metadata")

    def __init__(
        self, input_name: str, manager_key: str, output_name: str | None, step_key: str | None, metadata: Any
    ) -> None:
        self.input_name = input_name
        self.manager_key = manager_key
        self.upstream_output_name = output_name
        self.upstream_step_key = step_key
        self.metadata = metadata


class HandledOutputData(Record):
    """An output was stored."""

    __slots__ = fields("output_name", "manager_key", "metadata")

    def __init__(self, output_name: str, manager_key: str, metadata: Any) -> None:
        self.output_name = output_name
        self.manager_key = manager_key
        self.metadata = metadata


class StepSuccessData(Record):
    """A step succeeded."""

    __slots__ = ("duration_ms",)

    def __init__(self, duration_ms: float) -> None:
        self.duration_ms = duration_ms


class StepRetryData(Record):
    """A step failed and will run again."""

    __slots__ = ("error", "seconds_to_wait")

    def __init__(self, error: Any, seconds_to_wait: float | None) -> None:
        self.error = error
        self.seconds_to_wait = seconds_to_wait


class UserFailureData(Record):
    """What a raised `Failure` says."""

    __slots__ = fields("label", "description", "metadata")

    def __init__(self, label: str, description: str | None, metadata: Any) -> None:
        self.label = label
        self.description = description
        self.metadata = metadata


class StepFailureData(Record):
    """A step failed."""

    __slots__ = fields("error", "user_failure_data", "error_source")

    def __init__(
        self, error: SerializableErrorInfo, user_failure_data: UserFailureData | None, error_source: Any
    ) -> None:
        self.error = error
        self.user_failure_data = user_failure_data
        self.error_source = error_source

    @property
    def error_display_string(self) -> str:
        """The error and its causes as text."""
        return self.error.to_string()


class JobFailureData(Record):
    """A run failed."""

    __slots__ = ("error", "failure_reason", "first_step_failure_event")

    def __init__(self, error: Any, first_step_failure_event: Any = None) -> None:
        self.error = error
        self.failure_reason = "STEP_FAILURE" if first_step_failure_event else "RUN_EXCEPTION"
        self.first_step_failure_event = first_step_failure_event


class EngineEventData(Record):
    """Something about the run as a whole."""

    __slots__ = fields("metadata", "error", "marker_start", "marker_end")

    def __init__(
        self, metadata: Any = None, error: Any = None, start: str | None = None, end: str | None = None
    ) -> None:
        self.metadata = metadata or {}
        self.error = error
        self.marker_start = start
        self.marker_end = end


class HookErroredData(Record):
    """A hook raised."""

    __slots__ = ("error",)

    def __init__(self, error: SerializableErrorInfo) -> None:
        self.error = error


class StepMaterializationData(Record):
    """An asset was materialized."""

    __slots__ = fields("materialization", "asset_lineage")

    def __init__(self, materialization: Any) -> None:
        self.materialization = materialization
        self.asset_lineage: list[Any] = []


class AssetObservationData(Record):
    """An asset was observed."""

    __slots__ = ("asset_observation",)

    def __init__(self, asset_observation: Any) -> None:
        self.asset_observation = asset_observation


class AssetCheckEvaluationPlanned(Record):
    """That a run is to evaluate a check."""

    __slots__ = ("asset_key", "check_name")

    def __init__(self, asset_key: Any, check_name: str) -> None:
        self.asset_key = asset_key
        self.check_name = check_name


class AssetMaterializationPlannedData(Record):
    """A run is going to materialize an asset."""

    __slots__ = ("asset_key", "partition")

    def __init__(self, asset_key: Any, partition: str | None = None) -> None:
        self.asset_key = asset_key
        self.partition = partition


class StepExpectationResultData(Record):
    """An expectation was checked."""

    __slots__ = ("expectation_result",)

    def __init__(self, expectation_result: Any) -> None:
        self.expectation_result = expectation_result


def checked_input(name: str, success: bool, description: str | None, metadata: Any) -> StepInputData:
    """The data of a received input."""
    return StepInputData(name, TypeCheckData(success, name, description, metadata))


def checked_output(
    step_key: str,
    name: str,
    mapping_key: str | None,
    success: bool,
    description: str | None,
    checks: Any,
    metadata: Any,
) -> StepOutputData:
    """The data of a yielded output."""
    handle = StepOutputHandle(step_key, name, mapping_key)
    return StepOutputData(handle, TypeCheckData(success, name, description, checks), metadata)
