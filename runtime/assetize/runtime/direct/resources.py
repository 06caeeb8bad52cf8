"""Calls resources directly, and builds them for tests."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

from assetize.runtime.config.structures import Shape
from assetize.runtime.config.validation import checked_config, config_of_definition
from assetize.runtime.errors import (
    DagsterInvalidInvocationError,
    DagsterInvariantViolationError,
    ParameterCheckError,
)
from assetize.runtime.resources.definition import takes_context
from assetize.runtime.resources.lifecycle import InitResourceContext, ResourceSet
from assetize.runtime.resources.requirements import Requirement, check_requirements
from assetize.runtime.resources.resolution import resource_definitions
from assetize.runtime.resources.scope import Resources


def set_up(
    definitions: Mapping[str, Any], config: Mapping[str, Any], instance: Any, stack: ExitStack
) -> Resources:
    """Makes the resources; the stack tears them down."""
    schema = Shape({key: Shape({"config": item.config_schema}) for key, item in definitions.items()})
    checked = checked_config(schema, config, "Error in config for resources ")

    def config_of(key: str) -> Any:
        return definitions[key].inner_config(checked[key].get("config"), f"resource {key}")

    resources = ResourceSet(definitions, definitions)
    made = resources.set_up(config_of, instance, None, None)
    callbacks: Any = resources.stack.pop_all()
    if callbacks._exit_callbacks:
        stack.push(callbacks.__exit__)
    return made


@contextmanager
def build_resources(
    resources: Mapping[str, Any],
    instance: Any = None,
    resource_config: Mapping[str, Any] | None = None,
    dagster_run: Any = None,
    log_manager: Any = None,
    event_loop: Any = None,
) -> Iterator[Resources]:
    """Resources, set up for the time of a `with` block."""
    from assetize.runtime.instance.instance import DagsterInstance

    if not isinstance(resources, Mapping):
        raise ParameterCheckError(
            f'Param "resources" is not a dictionary. Got {resources!r} which is type {type(resources)}.'
        )
    with ExitStack() as stack:
        yield set_up(
            resource_definitions(resources),
            resource_config or {},
            instance or DagsterInstance.ephemeral(),
            stack,
        )


class DirectInitResourceContext(InitResourceContext):
    """The context of a direct call of a resource; in a `with` block its own resources are torn down."""

    def __init__(self, config: Any, given: Mapping[str, Any], instance: Any) -> None:
        self._stack = ExitStack()
        definitions = resource_definitions(given)
        scope = set_up(definitions, {}, instance, self._stack)
        self._entered = False
        super().__init__(config, scope, None, instance, None, None, definitions)
        self.given_keys = frozenset(definitions)

    @property
    def resources(self) -> Resources:
        """The resources; those that need tearing down exist inside a `with` block only."""
        if not self._entered and len(self._stack._exit_callbacks) > 0:  # type: ignore[attr-defined]
            raise DagsterInvariantViolationError(
                "At least one provided resource is a generator, but attempting to access resources outside of context "
                "manager scope. You can use the following syntax to open a context manager: "
                "`with build_init_resource_context(...) as context:`"
            )
        return self._scope

    @resources.setter
    def resources(self, scope: Resources) -> None:
        self._scope = scope

    def __enter__(self) -> DirectInitResourceContext:
        self._entered = True
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()


def build_init_resource_context(
    config: Any = None, resources: Mapping[str, Any] | None = None, instance: Any = None
) -> DirectInitResourceContext:
    """A context for calling a resource directly."""
    from assetize.runtime.instance.instance import DagsterInstance

    return DirectInitResourceContext(config, resources or {}, instance or DagsterInstance.ephemeral())


def call_resource(definition: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """What the resource function returns."""
    if not takes_context(definition.resource_fn):
        if args or kwargs:
            raise DagsterInvalidInvocationError(
                "Attempted to invoke resource with argument, but underlying function has no context argument. Either specify a "
                "context argument on the resource function, or remove the passed-in argument."
            )
        return definition.resource_fn()
    if len(args) + len(kwargs) > 1:
        raise DagsterInvalidInvocationError(
            "Initialization of resource received multiple arguments. Only a first positional context parameter should be "
            "provided when invoking."
        )
    if not args and not kwargs:
        raise DagsterInvalidInvocationError(
            "Resource initialization function has context argument, but no context was provided when invoking."
        )
    name = next(iter(inspect.signature(definition.resource_fn).parameters))
    if kwargs and name not in kwargs:
        raise DagsterInvalidInvocationError(f"Resource initialization expected argument '{name}'.")
    context = args[0] if args else kwargs[name]
    if context is not None and not isinstance(context, InitResourceContext):
        raise ParameterCheckError(
            f'Param "{name}" is not an InitResourceContext. Got {context!r} which is type {type(context)}.'
        )
    made = _with_config(definition, context)
    function = definition.resource_fn
    return contextmanager(function)(made) if inspect.isgeneratorfunction(function) else function(made)


def _with_config(definition: Any, context: Any) -> Any:
    given = None if context is None else context.resource_config
    field = definition.config_schema
    if context is None and field.is_required:
        raise DagsterInvalidInvocationError(
            "Resource has required config schema, but no context was provided. Use the "
            "`build_init_resource_context` function to create a context with config."
        )
    if context is None and definition.required_resource_keys:
        raise DagsterInvalidInvocationError(
            "Resource has required resources, but no context was provided. Use the `build_init_resource_context` function "
            "to construct a context with the required resources."
        )
    if given is None and not field.is_required and not field.default_provided:
        config = definition.inner_config(None) if definition.transforms else None
    else:
        config = definition.inner_config(config_of_definition(field, given, "Error in config for resource"))
    if context is None:
        return InitResourceContext(config, None, definition)
    needed = [Requirement(key, "") for key in sorted(definition.required_resource_keys)]
    check_requirements(context.all_resource_defs, needed)
    changed = context.replace_config(config)
    changed.resources = context.resources.restricted(definition.required_resource_keys)
    return changed
