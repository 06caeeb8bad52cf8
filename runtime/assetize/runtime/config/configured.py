"""`configured`: a definition with some or all of its config given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from assetize.runtime.config.field import Field
from assetize.runtime.config.resolution import schema_field
from assetize.runtime.config.validation import call_config_function, config_of_definition
from assetize.runtime.errors import CheckError, DagsterInvalidInvocationError, ParameterCheckError

T = TypeVar("T")


class ConfigTransform:
    """The config that a configured definition takes, and how the inner one's config comes from it."""

    def __init__(self, inner: Field, config_or_fn: Any, config_schema: Any, owner: str, kind: str) -> None:
        self.inner = inner
        self.owner = owner
        self.kind = kind
        self.function: Callable[[Any], Any] | None = config_or_fn if callable(config_or_fn) else None
        self.constant = None if callable(config_or_fn) else config_or_fn
        self.field = schema_field(config_schema if self.function else None)

    def apply(self, value: Any, owner: str | None = None) -> Any:
        """The checked config of the inner definition for checked config of the outer one, which errors name."""
        made = (
            call_config_function(self.function, value, f"a `configured` {self.kind}")
            if self.function
            else self.constant
        )
        return config_of_definition(self.inner, made, f"Error in config for {owner or self.owner}")


def configured(configurable: T, config_schema: Any = None, **kwargs: Any) -> Callable[[Any], T]:
    """Decorates a function from new config to the config of `configurable`."""
    if not hasattr(configurable, "configured"):
        raise ParameterCheckError(
            f'Param "configurable" is not a ConfigurableDefinition. Got {configurable!r} which is type {type(configurable)}. Only '
            "the following types can be used with the `configured` method: ResourceDefinition, ExecutorDefinition, "
            "GraphDefinition, NodeDefinition, and LoggerDefinition."
        )

    def wrap(config_or_fn: Any) -> T:
        target: Any = configurable
        needs_name = hasattr(target, "node_type")
        if needs_name and not callable(config_or_fn) and "name" not in kwargs:
            raise CheckError(f"A name is needed to configure '{target.name}'.")
        if callable(config_or_fn):
            given = dict(kwargs)
            if needs_name:
                given["name"] = given.get("name") or config_or_fn.__name__
            model = _model_argument(config_or_fn)
            if model is not None:
                if config_schema is not None:
                    raise DagsterInvalidInvocationError(
                        "Cannot provide config_schema to @configured function with Config-annotated param"
                    )
                result: T = target.configured(
                    lambda value: _plain(config_or_fn(model(**value))),
                    config_schema=model.to_config_schema(),
                    **given,
                )
                return result
            made: T = target.configured(config_or_fn, config_schema=config_schema, **given)
            return made
        plain: T = target.configured(config_or_fn, config_schema=config_schema, **kwargs)
        return plain

    return wrap


def _plain(value: Any) -> Any:
    return value.config_dictionary() if hasattr(value, "config_dictionary") else value


def _model_argument(function: Callable[..., Any]) -> Any:
    import inspect

    parameters = list(inspect.signature(function, eval_str=True).parameters.values())
    annotation = parameters[0].annotation if len(parameters) == 1 else None
    return annotation if isinstance(annotation, type) and hasattr(annotation, "to_config_schema") else None
