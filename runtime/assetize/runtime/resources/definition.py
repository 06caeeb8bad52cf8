"""Resource definitions and the `@resource` decorator."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Set
from typing import Any

from assetize.runtime.config.configured import ConfigTransform
from assetize.runtime.config.resolution import schema_field
from assetize.runtime.errors import DagsterInvalidDefinitionError, ParameterCheckError


class ResourceDefinition:
    """A function that makes something that ops use, once for a run."""

    is_resource_definition = True

    def __init__(
        self,
        resource_fn: Callable[..., Any],
        config_schema: Any = None,
        description: str | None = None,
        required_resource_keys: Set[str] | None = None,
        version: str | None = None,
    ) -> None:
        if not callable(resource_fn):
            raise ParameterCheckError(
                f'Param "resource_fn" is not callable. Got {resource_fn!r} with type {type(resource_fn)}.'
            )
        if isinstance(required_resource_keys, str):
            raise ParameterCheckError(
                f'Param "required_resource_keys" is not a set. Got {required_resource_keys!r} which is type {type(required_resource_keys)}.'
            )
        self.resource_fn = resource_fn
        self.config_schema = schema_field(config_schema)
        self.description = description
        self.required_resource_keys = frozenset(required_resource_keys or ())
        self.version = version
        self.transforms: tuple[ConfigTransform, ...] = ()
        self.hardcoded: Any = None

    @property
    def config_field(self) -> Any:
        """The field of the resource's config."""
        return self.config_schema

    def inner_config(self, value: Any, owner: str | None = None) -> Any:
        """The config that the function sees for the config that a run gives; errors name the owner."""
        for transform in self.transforms:
            value = transform.apply(value, owner)
        return value

    def held_keys(self, definitions: Mapping[str, Any]) -> set[str]:
        """The keys of other resources that this one holds as parts of itself."""
        return set()

    def configured(
        self, config_or_config_fn: Any, config_schema: Any = None, description: str | None = None
    ) -> Any:
        """The resource with its config given or computed."""
        copy = object.__new__(type(self))
        copy.__dict__.update(self.__dict__)
        transform = ConfigTransform(
            self.config_schema, config_or_config_fn, config_schema, "resource", "ResourceDefinition"
        )
        copy.config_schema = transform.field
        copy.transforms = (transform, *self.transforms)
        copy.description = description or self.description
        return copy

    def make(self, context: Any) -> Any:
        """Calls the function, with the context if it takes one."""
        return self.resource_fn(context) if takes_context(self.resource_fn) else self.resource_fn()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        from assetize.runtime.direct.resources import call_resource

        return call_resource(self, args, kwargs)

    @staticmethod
    def hardcoded_resource(value: Any, description: str | None = None) -> ResourceDefinition:
        """A resource that is this value."""
        return ResourceDefinition(lambda _context: value, description=description)

    @staticmethod
    def none_resource(description: str | None = None) -> ResourceDefinition:
        """A resource that is `None`."""
        return ResourceDefinition.hardcoded_resource(None, description)

    @staticmethod
    def string_resource(description: str | None = None) -> ResourceDefinition:
        """A resource that is a string, given as config."""
        return ResourceDefinition(lambda context: context.resource_config, str, description)

    @staticmethod
    def mock_resource(description: str | None = None) -> ResourceDefinition:
        """A resource that is a mock."""
        from unittest import mock

        return ResourceDefinition(lambda _context: mock.MagicMock(), description=description)


def takes_context(function: Callable[..., Any]) -> bool:
    """Whether a function takes a positional argument."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return True
    return any(p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD, p.VAR_POSITIONAL) for p in parameters)


def check_resource_function(function: Callable[..., Any], decorator: str) -> None:
    """An error if a resource function requires more than a context."""
    parameters = [
        p
        for p in inspect.signature(function).parameters.values()
        if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD) and p.default is p.empty
    ]
    if len(parameters) > 1:
        extra = ", ".join(p.name for p in parameters[1:])
        raise DagsterInvalidDefinitionError(
            f"{decorator} decorated function '{function.__name__}' expects only a single positional required argument. "
            f"Got required extra params {extra}"
        )


def resource(
    config_schema: Any = None,
    description: str | None = None,
    required_resource_keys: Set[str] | None = None,
    version: str | None = None,
) -> Any:
    """Makes a resource of a function of a context."""

    def wrap(function: Callable[..., Any]) -> ResourceDefinition:
        check_resource_function(function, "@resource")
        text = description or (inspect.cleandoc(function.__doc__) if function.__doc__ else None)
        return ResourceDefinition(function, given, text, required_resource_keys, version)

    bare = (
        callable(config_schema)
        and not isinstance(config_schema, type)
        and not hasattr(config_schema, "config_type")
    )
    given = None if bare else config_schema
    return wrap(config_schema) if bare else wrap


def make_values_resource(**kwargs: Any) -> ResourceDefinition:
    """A resource with named values, given as config."""
    return ResourceDefinition(lambda context: context.resource_config, kwargs or Any)
