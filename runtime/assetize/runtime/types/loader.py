"""Loaders: how a value of a Dagster type is made from run config."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from typing import Any

from assetize.runtime.config.kinds import ConfigType
from assetize.runtime.config.resolution import schema_field
from assetize.runtime.errors import DagsterInvalidDefinitionError


class DagsterTypeLoader:
    """Makes values of a type from config."""

    @property
    def schema_type(self) -> ConfigType:
        """The config that the loader takes."""
        raise NotImplementedError

    def required_resource_keys(self) -> frozenset[str]:
        """The resources that the loader uses."""
        return frozenset()

    def construct_from_config_value(self, context: Any, config_value: Any) -> Any:
        """The value for a piece of config."""
        return config_value


class SchemaLoader(DagsterTypeLoader):
    """A loader made of a schema and a function."""

    def __init__(
        self,
        config_type: ConfigType,
        function: Callable[[Any, Any], Any],
        required_resource_keys: Set[str] | None = None,
    ) -> None:
        self._config_type = config_type
        self._function = function
        self._required_resource_keys = frozenset(required_resource_keys or ())

    @property
    def schema_type(self) -> ConfigType:
        return self._config_type

    def required_resource_keys(self) -> frozenset[str]:
        return self._required_resource_keys

    def construct_from_config_value(self, context: Any, config_value: Any) -> Any:
        return self._function(context, config_value)


class DagsterTypeLoaderContext:
    """What a type loader may use: the resources, the log, the job."""

    def __init__(self, step: Any, required: frozenset[str]) -> None:
        self._step = step
        self._required = required

    @property
    def resources(self) -> Any:
        """The resources that the loader declared."""
        return self._step.run.resources.restricted(self._required)

    @property
    def log(self) -> Any:
        """The run's log."""
        return self._step.log

    @property
    def job_def(self) -> Any:
        """The job that runs."""
        return self._step.run.job

    @property
    def op_def(self) -> Any:
        """The op whose input is loaded."""
        return self._step.plan_step.op_def


def dagster_type_loader(
    config_schema: Any,
    required_resource_keys: Set[str] | None = None,
) -> Callable[[Callable[[Any, Any], Any]], DagsterTypeLoader]:
    """Makes a type loader of a function of a context and a config value."""

    def wrap(function: Callable[[Any, Any], Any]) -> DagsterTypeLoader:
        _check_two_parameters(function)
        config_type = schema_field(config_schema).config_type
        return SchemaLoader(config_type, function, required_resource_keys)

    return wrap


def _check_two_parameters(function: Callable[..., Any]) -> None:
    import inspect

    names: Sequence[str] = list(inspect.signature(function).parameters)
    if not names:
        raise DagsterInvalidDefinitionError(
            f"@dagster_type_loader '{function.__name__}' decorated function does not have required positional "
            "parameter 'context'."
        )
    if len(names) == 1:
        raise DagsterInvalidDefinitionError(
            f"@dagster_type_loader '{function.__name__}' decorated function needs a parameter for the config value."
        )
