"""Calls ops and assets with values, as tests do."""

from __future__ import annotations

import inspect
from typing import Any

from assetize.runtime.config.validation import config_of_definition
from assetize.runtime.direct.context import DirectOpExecutionContext, build_op_context
from assetize.runtime.direct.resource_scope import DirectResources
from assetize.runtime.direct.results import check_type, checked_result
from assetize.runtime.errors import (
    DagsterInvalidDefinitionError,
    DagsterInvalidInvocationError,
)


def call_op(
    op_def: Any, args: tuple[Any, ...], kwargs: dict[str, Any], alias: str | None, assets: Any = None
) -> Any:
    """What the op's body returns for these arguments."""
    body = op_def.body
    if body is None:
        raise DagsterInvalidInvocationError(
            "Attempted to invoke op that was not constructed using the `@op` decorator. Only ops constructed using "
            "the `@op` decorator can be directly invoked."
        )
    original, args, kwargs = _context_of(op_def, body, args, kwargs)
    context = _plain(original)
    args, kwargs = _named_arguments(body, args, kwargs)
    config = _config(op_def, body, context, kwargs)
    resources = _resources(op_def, body, context, kwargs)
    inputs = _inputs(op_def, body, args, kwargs)
    bound = (context or build_op_context()).bound(op_def, alias, assets, config)
    arguments = {**inputs, **resources}
    if body.config_name is not None:
        arguments[body.config_name] = (
            config if hasattr(config, "config_dictionary") else body.config_argument(config)
        )
    given = bound if original is None else original
    result = body.function(given, **arguments) if body.has_context else body.function(**arguments)
    return checked_result(op_def, result)


def _named_arguments(
    body: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Positional config and resources under their names; the rest stays positional."""
    special = {*body.resource_names, *([body.config_name] if body.config_name else [])}
    if not special or not args:
        return args, kwargs
    names = list(inspect.signature(body.function).parameters)[1 if body.has_context else 0 :]
    rest: list[Any] = []
    named = dict(kwargs)
    for name, value in zip(names, args, strict=False):
        if name in special:
            named[name] = value
        else:
            rest.append(value)
    return (*rest, *args[len(names) :]), named


def _context_of(op_def: Any, body: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Takes the context out of the arguments."""
    kwargs = dict(kwargs)
    if not body.has_context:
        if args and isinstance(args[0], _context_types()):
            return args[0], args[1:], kwargs
        return None, args, kwargs
    if args:
        context = args[0]
        rest = args[1:]
    else:
        name = next(iter(inspect.signature(body.function).parameters))
        if name not in kwargs:
            raise DagsterInvalidInvocationError(
                f"Decorated function '{body.name}' has context argument, but no context was provided when invoking."
            )
        context = kwargs.pop(name)
        rest = args
    if context is not None and not isinstance(context, _context_types()):
        raise DagsterInvalidInvocationError(
            f"Decorated function '{body.name}' has context argument, but no context was provided when invoking."
        )
    return context, rest, kwargs


def _context_types() -> tuple[type, ...]:
    from assetize.runtime.assets.contexts import AssetCheckExecutionContext, AssetExecutionContext

    return (DirectOpExecutionContext, AssetExecutionContext, AssetCheckExecutionContext)


def _plain(context: Any) -> Any:
    return (
        context
        if context is None or isinstance(context, DirectOpExecutionContext)
        else context.op_execution_context
    )


def _config(op_def: Any, body: Any, context: Any, kwargs: dict[str, Any]) -> Any:
    given = context.given_config if context is not None else None
    if body.config_name is not None and body.config_name in kwargs:
        if given:
            raise DagsterInvalidInvocationError("Cannot provide config in both context and kwargs")
        value = kwargs.pop(body.config_name)
        if hasattr(value, "config_dictionary"):
            return value
        given = value
    field = op_def.config_field
    if given is None and not field.is_required and not field.default_provided:
        return op_def.inner_config(None) if op_def.transforms else None
    checked = config_of_definition(field, given, "Error in config for op")
    return op_def.inner_config(checked)


def _resources(op_def: Any, body: Any, context: Any, kwargs: dict[str, Any]) -> dict[str, Any]:
    """Values of resource parameters; and an error if a required resource is missing."""
    from_arguments = {name: kwargs.pop(name) for name in body.resource_names if name in kwargs}
    if from_arguments and context is not None and context.resource_definitions:
        raise DagsterInvalidInvocationError("Cannot provide resources in both context and kwargs")
    if from_arguments:
        scope = DirectResources(from_arguments, None, None).get()
        from_arguments = {name: getattr(scope, name) for name in from_arguments}
    definitions = context.resource_definitions if context is not None else {}
    found = dict(from_arguments)
    for key in sorted(op_def.required_resource_keys):
        if key in from_arguments:
            continue
        unseen = context is None and not body.has_context and key not in body.resource_names
        if key not in definitions and unseen:
            continue
        if key not in definitions:
            raise (
                DagsterInvalidDefinitionError(
                    f'op "{op_def.name}" has required resources, but no context was provided. Use the `build_op_context` function '
                    "to construct a context with the required resources."
                )
                if context is None and not body.has_context
                else DagsterInvalidDefinitionError(
                    f"resource with key '{key}' required by op '{op_def.name}' was not provided. Please provide a "
                    f"ResourceDefinition to key '{key}', or change the required key to one of the following keys which points "
                    f"to an ResourceDefinition: {sorted(definitions)}"
                )
            )
        if key in body.resource_names:
            found[key] = getattr(context.all_resources, key)
    return found


def _inputs(op_def: Any, body: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    positional = list(args)
    definitions = [item for item in op_def.input_defs if not item.dagster_type.is_nothing]
    if len(positional) > len(definitions):
        raise DagsterInvalidInvocationError(_too_many(op_def))
    for definition in definitions:
        if positional:
            if definition.name in kwargs:
                raise DagsterInvalidInvocationError(_too_many(op_def))
            value = positional.pop(0)
        elif definition.name in kwargs:
            value = kwargs[definition.name]
        elif definition.has_default_value:
            value = definition.default_value
        else:
            raise DagsterInvalidInvocationError(f'No value provided for required input "{definition.name}".')
        check_type(op_def, definition, value, "input")
        values[definition.name] = value
    for item in op_def.input_defs:
        if item.dagster_type.is_nothing and item.name in kwargs:
            raise DagsterInvalidInvocationError(
                f"Attempted to provide value for nothing input '{item.name}'. Nothing dependencies are ignored when directly "
                "invoking ops."
            )
    return values


def _too_many(op_def: Any) -> str:
    reason = (
        "you attempted to provide a value for a nothing dependency. Nothing dependencies are ignored when directly invoking ops."
        if any(item.dagster_type.is_nothing for item in op_def.input_defs)
        else "an argument was provided for the context parameter, but no context parameter was defined for the op."
    )
    return f"Too many input arguments were provided for op '{op_def.name}'. This may be because {reason}"
