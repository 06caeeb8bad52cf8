"""Executor definitions, as jobs declare them, and what a run checks of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from assetize.runtime.config.configured import ConfigTransform
from assetize.runtime.config.field import Field
from assetize.runtime.config.kinds import Array, Noneable
from assetize.runtime.config.resolution import schema_field
from assetize.runtime.config.structures import Permissive, Selector
from assetize.runtime.config.validation import config_of_definition
from assetize.runtime.errors import DagsterInvariantViolationError, DagsterUnmetExecutorRequirementsError
from assetize.runtime.naming import checked_name


class ExecutorRequirement(Enum):
    """What an executor needs of jobs and instances."""

    RECONSTRUCTABLE_PIPELINE = "RECONSTRUCTABLE_PIPELINE"
    NON_EPHEMERAL_INSTANCE = "NON_EPHEMERAL_INSTANCE"
    PERSISTENT_OUTPUTS = "PERSISTENT_OUTPUTS"


def multiple_process_executor_requirements() -> list[ExecutorRequirement]:
    """What executors need that run steps in processes of their own."""
    return list(ExecutorRequirement)


class Executor:
    """Base class of executors that users write; the runtime does not call them."""


class InitExecutorContext:
    """What the function of an executor may use."""

    def __init__(
        self, job: Any, executor_def: Any, executor_config: Mapping[str, Any], instance: Any
    ) -> None:
        self.job = job
        self.executor_def = executor_def
        self.executor_config = executor_config
        self.instance = instance


class ExecutorDefinition:
    """How the steps of a job are run."""

    is_named_node = True

    def __init__(
        self,
        name: str,
        config_schema: Any = None,
        requirements: Any = None,
        executor_creation_fn: Callable[..., Any] | None = None,
        description: str | None = None,
    ) -> None:
        self.name = checked_name(name)
        self.config_schema = schema_field(config_schema)
        self.executor_creation_fn = executor_creation_fn
        self.requirements = requirements
        self.description = description
        self.is_builtin = False
        self.transforms: tuple[ConfigTransform, ...] = ()

    def get_requirements(self, executor_config: Mapping[str, Any]) -> Sequence[ExecutorRequirement]:
        """What the executor needs, with its config."""
        found = self.requirements(executor_config) if callable(self.requirements) else self.requirements
        return list(found or ())

    def configured(
        self,
        config_or_config_fn: Any,
        name: str | None = None,
        config_schema: Any = None,
        description: str | None = None,
    ) -> ExecutorDefinition:
        """The executor with its config given or computed."""
        transform = ConfigTransform(self.config_schema, config_or_config_fn, config_schema, name or self.name)
        made = ExecutorDefinition(
            name or self.name, None, self.requirements, self.executor_creation_fn, description
        )
        made.config_schema = transform.field
        made.transforms = (transform, *self.transforms)
        made.is_builtin = self.is_builtin
        return made

    def inner_config(self, value: Any) -> Any:
        """The config that the executor sees for the config that a run gives."""
        for transform in self.transforms:
            value = transform.apply(value)
        return value


def executor(name: Any = None, config_schema: Any = None, requirements: Any = None) -> Any:
    """Makes an executor's definition of a function that returns an executor."""

    def wrap(function: Callable[..., Any]) -> ExecutorDefinition:
        return ExecutorDefinition(given or function.__name__, config_schema, requirements, function)

    given = None if callable(name) else name
    return wrap(name) if callable(name) else wrap


@dataclass(frozen=True)
class ExecutorChoice:
    """How the steps of one run are run."""

    in_processes: bool
    """Each step in a process of its own, or else all in this one."""
    config: Mapping[str, Any]

    @property
    def retries_enabled(self) -> bool:
        """Whether failed steps run again if they ask for it."""
        return "disabled" not in (self.config.get("retries") or {})


def chosen_executor(job: Any, run_config: Mapping[str, Any], instance: Any) -> ExecutorChoice:
    """The executor of a run; an error if it cannot work with the instance, or is none of Dagster's own."""
    definition = job.executor_def or multi_or_in_process_executor
    given = (run_config.get("execution") or {}).get("config")
    config = config_of_definition(
        definition.config_schema, given, f"Error in config for executor {definition.name}"
    )
    config = definition.inner_config(config)
    config = config if isinstance(config, Mapping) else {}
    needs = definition.get_requirements(config)
    if ExecutorRequirement.NON_EPHEMERAL_INSTANCE in needs and instance.is_ephemeral:
        raise DagsterUnmetExecutorRequirementsError(
            "You have attempted to use an executor that uses multiple processes with an ephemeral DagsterInstance. A "
            "non-ephemeral instance is needed to coordinate execution between multiple processes."
        )
    if not definition.is_builtin:
        raise DagsterInvariantViolationError(
            f"The executor '{definition.name}' is not part of the bundled runtime; run this on Dagster"
        )
    return ExecutorChoice(bool(needs), config.get("in_process") or config.get("multiprocess") or config)


def _builtin(name: str, schema: Any, requirements: Any, description: str) -> ExecutorDefinition:
    made = ExecutorDefinition(name, schema, requirements, None, description)
    made.is_builtin = True
    return made


_RETRIES = {"retries": Field(Selector({"enabled": {}, "disabled": {}}), default_value={"enabled": {}})}
_IN_PROCESS = {**_RETRIES, "marker_to_close": Field(str, is_required=False)}
_MULTIPROCESS = {
    "max_concurrent": Field(Noneable(int), default_value=None),
    **_RETRIES,
    "tag_concurrency_limits": Field(Noneable(Array(Permissive())), is_required=False),
    "start_method": Field(
        Selector({"spawn": {}, "forkserver": {"preload_modules": Field(Array(str), is_required=False)}}),
        is_required=False,
    ),
    "step_execution_mode": Field(str, is_required=False),
}


def _either_requirements(config: Mapping[str, Any]) -> list[ExecutorRequirement]:
    return [] if "in_process" in config else multiple_process_executor_requirements()


in_process_executor = _builtin("in_process", _IN_PROCESS, None, "Runs steps in this process.")
multiprocess_executor = _builtin(
    "multiprocess",
    _MULTIPROCESS,
    multiple_process_executor_requirements(),
    "Runs steps in several processes.",
)
multi_or_in_process_executor = _builtin(
    "multi_or_in_process_executor",
    Field(
        Selector({"multiprocess": _MULTIPROCESS, "in_process": _IN_PROCESS}),
        default_value={"multiprocess": {}},
    ),
    _either_requirements,
    "Runs steps in this process or in several.",
)
