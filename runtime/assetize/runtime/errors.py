"""The error classes of the public API, and the chaining of what user code raised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any


class DagsterError(Exception):
    """Root of every error that the runtime raises on purpose."""

    @property
    def is_user_code_error(self) -> bool:
        """Whether the error was raised by user code."""
        return False


class CheckError(Exception):
    """A value of the wrong kind was passed to the public API."""


class ParameterCheckError(CheckError):
    """An argument of a public function has the wrong type."""


class DagsterInvariantViolationError(DagsterError):
    """A rule of the programming model does not hold."""


class DagsterInvalidDefinitionError(DagsterError):
    """A definition is wrong in itself or does not fit the others."""


class DagsterInvalidSubsetError(DagsterError):
    """A selection matches nothing, or selects what cannot be selected."""


class DagsterInvalidAssetSelectionError(DagsterError):
    """A text is no selection of assets."""


class DagsterInvalidInvocationError(DagsterError):
    """A definition was called directly with arguments that do not fit."""


class DagsterInvalidConfigDefinitionError(DagsterError):
    """A config schema contains something that is no config type."""

    def __init__(
        self, original_root: Any, current_value: Any, stack: Sequence[str], reason: str = ""
    ) -> None:
        self.original_root = original_root
        self.current_value = current_value
        self.stack = stack
        where = "" if not stack else f" Error at stack path {''.join(stack)}."
        why = f" {reason}" if reason else ""
        super().__init__(
            f"Error defining config. Original value passed: {original_root!r}.{where} "
            f"{current_value!r} cannot be resolved.{why}"
        )


_PYTHONIC_TYPES = """
This config type can be a:
    - Python primitive type
        - int, float, bool, str, list
    - A Python Dict or List type containing other valid types
    - Custom data classes extending dagster.Config
    - A Pydantic discriminated union type (https://docs.pydantic.dev/usage/types/#discriminated-unions-aka-tagged-unions)
"""


class DagsterInvalidPythonicConfigDefinitionError(DagsterError):
    """A field of a config class has a type that config cannot hold."""

    def __init__(self, config_class: type | None, field_name: str | None, invalid_type: Any) -> None:
        self.config_class = config_class
        self.field_name = field_name
        self.invalid_type = invalid_type
        where = f" {config_class} on field '{field_name}'" if config_class is not None else ""
        advice = (
            "\nIf this config type represents a resource dependency, its annotation must either:\n"
            "    - Extend dagster.ConfigurableResource, dagster.ConfigurableIOManager, or\n"
            f"    - Be wrapped in a ResourceDependency annotation, e.g. ResourceDependency[{getattr(invalid_type, '__name__', invalid_type)}]\n"
        )
        super().__init__(
            f"Error defining Dagster config class{where}.\nUnable to resolve config type {invalid_type} to a "
            f"supported Dagster config type.\n\n{_PYTHONIC_TYPES}"
            + (advice if getattr(config_class, "is_pythonic_resource", False) else "")
        )


class DagsterInvalidDagsterTypeInPythonicConfigDefinitionError(DagsterError):
    """A field of a config class is annotated with a Dagster type, which is for inputs and outputs."""

    def __init__(self, config_class_name: str | None, field_name: str | None) -> None:
        self.config_class_name = config_class_name
        self.field_name = field_name
        super().__init__(
            f"Error defining Dagster config class '{config_class_name}' on field '{field_name}'. DagsterTypes "
            "cannot be used to annotate a config type. DagsterType is meant only for type checking and coercion "
            f"in op and asset inputs and outputs.\n{_PYTHONIC_TYPES}"
        )


class DagsterInvalidConfigError(DagsterError):
    """Config that does not fit its schema; `errors` holds one entry for each misfit."""

    def __init__(self, preamble: str, errors: Sequence[Any], config_value: Any) -> None:
        self.preamble = preamble
        self.errors = list(errors)
        self.config_value = config_value
        lines = [preamble]
        lines += [f"    Error {number}: {error.message}" for number, error in enumerate(errors, 1)]
        self.message = "\n".join(lines)
        super().__init__(self.message)


class DagsterUnknownResourceError(DagsterError, AttributeError):
    """An op asked for a resource that it did not declare."""

    def __init__(self, resource_name: str) -> None:
        self.resource_name = resource_name
        super().__init__(
            f"Unknown resource `{resource_name}`. Specify `{resource_name}` as a required resource on the "
            "compute / config function that accessed it."
        )


class DagsterInvalidPropertyError(DagsterError):
    """A context was asked for something that it does not have."""


class DagsterUnknownPartitionError(DagsterError):
    """A partition key that does not exist."""


class DagsterExecutionStepNotFoundError(DagsterError):
    """A step selection names steps that the job does not have."""

    def __init__(self, message: str, step_keys: Sequence[str] = ()) -> None:
        self.step_keys = list(step_keys)
        super().__init__(message)


class DagsterInvalidObservationError(DagsterError):
    """The function of an observed asset returned something that is no data version."""


class DagsterAssetCheckFailedError(DagsterError):
    """A blocking check failed."""


class DagsterRunNotFoundError(DagsterError):
    """No run has the given id."""


class DagsterUnmetExecutorRequirementsError(DagsterError):
    """An executor needs what the instance or the job does not offer."""


class DagsterExecutionInterruptedError(BaseException):
    """The run was asked to stop."""


class DagsterSubprocessError(DagsterError):
    """A step's process died or raised."""

    def __init__(self, message: str, *, subprocess_error_infos: Sequence[Any] = ()) -> None:
        self.subprocess_error_infos = list(subprocess_error_infos)
        super().__init__(message)


class DagsterStepOutputNotFoundError(DagsterError):
    """A required output was not produced, or a stored output is missing."""

    def __init__(self, message: str, *, step_key: str, output_name: str) -> None:
        self.step_key = step_key
        self.output_name = output_name
        super().__init__(message)


class DagsterTypeCheckDidNotPass(DagsterError):
    """A value does not satisfy the Dagster type of its input or output."""

    def __init__(
        self,
        description: str | None = None,
        metadata: Any = None,
        dagster_type: Any = None,
    ) -> None:
        self.description = description
        self.metadata = metadata or {}
        self.dagster_type = dagster_type
        super().__init__(description)


class DagsterUserCodeExecutionError(DagsterError):
    """User code raised; the original is `user_exception`."""

    def __init__(self, message: str, *, user_exception: BaseException, **facts: Any) -> None:
        self.user_exception = user_exception
        self.original_exc_info = (type(user_exception), user_exception, user_exception.__traceback__)
        for name, value in facts.items():
            setattr(self, name, value)
        super().__init__(message)

    @property
    def is_user_code_error(self) -> bool:
        return True


class DagsterTypeCheckError(DagsterUserCodeExecutionError):
    """A type check function raised."""


class DagsterTypeLoadingError(DagsterUserCodeExecutionError):
    """A type loader raised while it built an input from config."""


class DagsterExecutionStepExecutionError(DagsterUserCodeExecutionError):
    """The body of an op raised."""


class DagsterExecutionLoadInputError(DagsterUserCodeExecutionError):
    """An I/O manager or input manager raised while it loaded an input."""


class DagsterExecutionHandleOutputError(DagsterUserCodeExecutionError):
    """An I/O manager raised while it stored an output."""


class DagsterResourceFunctionError(DagsterUserCodeExecutionError):
    """A resource function raised."""


class DagsterConfigMappingFunctionError(DagsterUserCodeExecutionError):
    """A config mapping or `configured` function raised."""


class HookExecutionError(DagsterUserCodeExecutionError):
    """A hook raised."""


class PartitionExecutionError(DagsterUserCodeExecutionError):
    """A function that computes partitions or their config raised."""


class ScheduleExecutionError(DagsterUserCodeExecutionError):
    """The function of a schedule raised."""


class SensorExecutionError(DagsterUserCodeExecutionError):
    """The function of a sensor raised."""


@contextmanager
def user_code(error: type[DagsterUserCodeExecutionError], message: str, **facts: Any) -> Iterator[None]:
    """Turns what user code raises into `error`, which keeps the original as its cause."""
    try:
        yield
    except DagsterError:
        raise
    except Exception as raised:
        raise error(message, user_exception=raised, **facts) from raised
