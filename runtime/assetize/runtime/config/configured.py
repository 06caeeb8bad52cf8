"""`configured`: a definition with some or all of its config given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from assetize.runtime.config.field import Field
from assetize.runtime.config.resolution import schema_field
from assetize.runtime.config.validation import call_config_function, config_of_definition
from assetize.runtime.errors import DagsterInvalidDefinitionError, DagsterInvalidInvocationError

T = TypeVar("T")


class ConfigTransform:
    """The config that a configured definition takes, and how the inner one's config comes from it."""

    def __init__(self, inner: Field, config_or_fn: Any, config_schema: Any, name: str) -> None:
        self.inner = inner
        self.name = name
        self.function: Callable[[Any], Any] | None = config_or_fn if callable(config_or_fn) else None
        self.constant = None if callable(config_or_fn) else config_or_fn
        self.field = schema_field(config_schema if self.function else {})
        if self.function is None and config_schema is not None:
            raise DagsterInvalidDefinitionError(
                f"When non-callable config is given to configured (here: {name}), config_schema must be None."
            )

    def apply(self, value: Any) -> Any:
        """The checked config of the inner definition for checked config of the outer one."""
        made = (
            call_config_function(self.function, value, f"configured '{self.name}'")
            if self.function
            else self.constant
        )
        return config_of_definition(
            self.inner, made, f"Error in config when applying `configured` on {self.name}"
        )


def configured(configurable: T, config_schema: Any = None, **kwargs: Any) -> Callable[[Any], T]:
    """Decorates a function from new config to the config of `configurable`."""
    if not hasattr(configurable, "configured"):
        raise DagsterInvalidInvocationError(f"{configurable!r} cannot be configured.")

    def wrap(config_or_fn: Any) -> T:
        target: Any = configurable
        if callable(config_or_fn):
            needs_name = getattr(target, "is_named_node", False)
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
                    lambda value: _plain(config_or_fn(model(**value))), model.to_config_schema(), **given
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
