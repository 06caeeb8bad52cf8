"""Executor definitions, as jobs declare them, and what a run checks of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from assetize.runtime.config.configured import ConfigTransform
from assetize.runtime.config.field import Field
from assetize.runtime.config.kinds import Array, Noneable
from assetize.runtime.config.resolution import schema_field
from assetize.runtime.config.structures import Permissive, Selector, Shape
from assetize.runtime.config.validation import checked_config
from assetize.runtime.errors import CheckError, DagsterUnmetExecutorRequirementsError, ParameterCheckError
from assetize.runtime.naming import checked_name


class ExecutorRequirement(Enum):
    """What an executor needs of jobs and instances."""

    RECONSTRUCTABLE_PIPELINE = "RECONSTRUCTABLE_PIPELINE"
    NON_EPHEMERAL_INSTANCE = "NON_EPHEMERAL_INSTANCE"
    PERSISTENT_OUTPUTS = "PERSISTENT_OUTPUTS"


def multiple_process_executor_requirements() -> list[ExecutorRequirement]:
    """What executors need that run steps in processes of their own."""
    return list(ExecutorRequirement)


class Executor(ABC):
    """Base class of executors that users write: `execute` has the steps run and gives what they tell."""

    @property
    @abstractmethod
    def retries(self) -> Any:
        """Whether failed steps run again."""

    @abstractmethod
    def execute(self, plan_context: Any, execution_plan: Any) -> Iterator[Any]:
        """The events of the steps, which are run meanwhile."""


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
        self.transforms: tuple[ConfigTransform, ...] = ()

    @staticmethod
    def hardcoded_executor(executor: Executor) -> ExecutorDefinition:
        """A definition that is this executor."""
        return ExecutorDefinition("__executor__", executor_creation_fn=lambda _context: executor)

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
        transform = ConfigTransform(
            self.config_schema,
            config_or_config_fn,
            config_schema,
            f"executor '{name or self.name}'",
            "ExecutorDefinition",
        )
        made = ExecutorDefinition(
            name or self.name, None, self.requirements, self.executor_creation_fn, description
        )
        made.config_schema = transform.field
        made.transforms = (transform, *self.transforms)
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


def chosen_executor(job: Any, run_config: Mapping[str, Any], instance: Any, source: Any) -> Executor:
    """The executor of a run of the job, which comes from the source; an error if it cannot work with the instance."""
    definition = job.executor_def
    given = {"execution": run_config["execution"]} if run_config.get("execution") else {}
    schema = Shape({"execution": Shape({"config": definition.config_schema})})
    checked = checked_config(schema, given, f"Error in config for job {job.name}")
    config = definition.inner_config(checked["execution"].get("config"))
    config = config if isinstance(config, Mapping) else {}
    needs = definition.get_requirements(config)
    if ExecutorRequirement.NON_EPHEMERAL_INSTANCE in needs and instance.is_ephemeral:
        raise DagsterUnmetExecutorRequirementsError(
            "You have attempted to use an executor that uses multiple processes with an ephemeral DagsterInstance. A "
            "non-ephemeral instance is needed to coordinate execution between multiple processes."
        )
    if definition.executor_creation_fn is None:
        raise CheckError(f"The executor '{definition.name}' has no function that makes it.")
    made = definition.executor_creation_fn(InitExecutorContext(source, definition, config, instance))
    if not isinstance(made, Executor):
        raise CheckError(
            f"The function of the executor '{definition.name}' must return an Executor, got {made!r} of type {type(made)}."
        )
    return made


def _builtin(name: str, schema: Any, requirements: Any, description: str) -> ExecutorDefinition:
    def make(context: Any) -> Executor:
        from assetize.runtime.execution.user_executors import BuiltinExecutor

        config = context.executor_config
        given = config.get("in_process") or config.get("multiprocess") or config
        return BuiltinExecutor(ExecutorChoice(bool(made.get_requirements(config)), given))

    made = ExecutorDefinition(name, schema, requirements, make, description)
    return made


def executor_definition(given: Any) -> ExecutorDefinition | None:
    """The definition of what a project gives as its executor."""
    if given is None or isinstance(given, ExecutorDefinition):
        return given
    if isinstance(given, Executor):
        return ExecutorDefinition.hardcoded_executor(given)
    raise ParameterCheckError(
        "Param \"executor\" is not one of ['Executor', 'ExecutorDefinition', 'NoneType']. "
        f"Got {given!r} which is type {type(given)}."
    )


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
