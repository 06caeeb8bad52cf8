"""Config mappings: a graph's own config, and the function from it to the config of its nodes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from assetize.runtime.config.field import Field
from assetize.runtime.config.resolution import schema_field
from assetize.runtime.errors import CheckError, ParameterCheckError


class ConfigMapping:
    """Maps the config of a graph to the config of the nodes in it."""

    def __init__(
        self,
        config_fn: Callable[[Any], Any],
        config_schema: Any = None,
        receive_processed_config_values: bool | None = None,
    ) -> None:
        if not callable(config_fn):
            raise ParameterCheckError(f"config_fn of a ConfigMapping must be callable, got {config_fn!r}.")
        self.config_fn = config_fn
        self.config_schema: Field = schema_field(config_schema)
        self.receive_processed_config_values = (
            True if receive_processed_config_values is None else receive_processed_config_values
        )

    def resolve_from_unvalidated_config(self, config: Any) -> Any:
        """What the function makes of config, which is checked first."""
        from assetize.runtime.config.validation import call_config_function, checked_config

        checked = checked_config(self.config_schema.config_type, config, "Error in config mapping ")
        return call_config_function(self.config_fn, checked, "config mapping")

    def resolve_from_validated_config(self, config: Any) -> Any:
        """What the function makes of checked config."""
        from assetize.runtime.config.validation import call_config_function

        return call_config_function(self.config_fn, config, "config mapping")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Calls the mapping function."""
        return self.config_fn(*args, **kwargs)


def config_mapping(
    config_fn: Callable[..., Any] | None = None,
    *,
    config_schema: Any = None,
    receive_processed_config_values: bool | None = None,
) -> Any:
    """Makes a config mapping of a function."""

    def wrap(function: Callable[..., Any]) -> ConfigMapping:
        model = _config_model_of(function)
        if model is None:
            return ConfigMapping(function, config_schema, receive_processed_config_values)
        if config_schema is not None:
            raise CheckError("Cannot provide config_schema to config mapping with Config-annotated param")

        def with_model(value: Mapping[str, Any]) -> Any:
            return function(model(**value))

        return ConfigMapping(with_model, model.to_config_schema(), receive_processed_config_values)

    return wrap if config_fn is None else wrap(config_fn)


def _config_model_of(function: Callable[..., Any]) -> Any:
    import inspect

    parameters = list(inspect.signature(function, eval_str=True).parameters.values())
    annotation = parameters[0].annotation if len(parameters) == 1 else None
    return annotation if isinstance(annotation, type) and hasattr(annotation, "to_config_schema") else None
