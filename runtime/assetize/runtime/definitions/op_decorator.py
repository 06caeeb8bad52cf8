"""The `@op` decorator: inputs and outputs from the signature."""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping, Set
from typing import Any, overload

from assetize.runtime.definitions.body import EMPTY, Body, check_context_annotation
from assetize.runtime.definitions.ins_and_outs import DynamicOut, In, Out
from assetize.runtime.definitions.ops import OpDefinition
from assetize.runtime.errors import (
    CheckError,
    DagsterInvalidDefinitionError,
    DagsterInvariantViolationError,
    ParameterCheckError,
)
from assetize.runtime.events.results import (
    AssetResult,
    DynamicOutput,
    MaterializeResult,
    ObserveResult,
    Output,
)
from assetize.runtime.execution.retries import RetryPolicy
from assetize.runtime.naming import checked_name
from assetize.runtime.types.builtin import ANY, NOTHING
from assetize.runtime.types.dagster_type import DagsterType
from assetize.runtime.types.resolution import dagster_type_of_annotation

_CONTEXTS = ("OpExecutionContext", "AssetExecutionContext", "AssetCheckExecutionContext")


@overload
def op(compute_fn: Callable[..., Any]) -> OpDefinition: ...
@overload
def op(
    *,
    name: str | None = ...,
    description: str | None = ...,
    ins: Mapping[str, In] | None = ...,
    out: Out | Mapping[str, Out] | None = ...,
    config_schema: Any = ...,
    required_resource_keys: Set[str] | None = ...,
    tags: Mapping[str, Any] | None = ...,
    version: str | None = ...,
    retry_policy: RetryPolicy | None = ...,
    code_version: str | None = ...,
    pool: str | None = ...,
) -> Callable[[Callable[..., Any]], OpDefinition]: ...
def op(
    compute_fn: Callable[..., Any] | None = None,
    *,
    name: str | None = None,
    description: str | None = None,
    ins: Mapping[str, In] | None = None,
    out: Out | Mapping[str, Out] | None = None,
    config_schema: Any = None,
    required_resource_keys: Set[str] | None = None,
    tags: Mapping[str, Any] | None = None,
    version: str | None = None,
    retry_policy: RetryPolicy | None = None,
    code_version: str | None = None,
    pool: str | None = None,
) -> Any:
    """Makes an op of a function."""

    def wrap(function: Callable[..., Any]) -> OpDefinition:
        body = Body(function)
        op_name = name or body.name
        check_context_annotation(body, _CONTEXTS)
        return OpDefinition(
            body,
            op_name,
            ins_of(body, ins, op_name, "@op"),
            outs_of(body, out),
            description if description is not None else described(function),
            config_of(body, config_schema, op_name),
            resource_keys_of(body, required_resource_keys),
            tags,
            version,
            retry_policy,
            code_version,
            pool,
        )

    return wrap if compute_fn is None else wrap(compute_fn)


def described(function: Callable[..., Any]) -> str | None:
    """The description in a function's docstring."""
    import inspect

    return inspect.cleandoc(function.__doc__) if function.__doc__ else None


def resource_keys_of(body: Body, declared: Set[str] | None) -> Set[str] | None:
    """The declared resource keys, which do not mix with resource parameters."""
    if declared and body.resource_names:
        raise DagsterInvalidDefinitionError(
            "Cannot specify resource requirements in both @op decorator and as arguments to the decorated function"
        )
    return declared


def config_of(body: Body, schema: Any, name: str) -> Any:
    """The config schema, declared or from the `config` parameter."""
    if body.config_name is None:
        return schema
    if schema is not None:
        raise ParameterCheckError(
            f"If the @op has a config arg, you cannot specify a config schema: '{name}'."
        )
    return body.config_field()


def ins_of(body: Body, declared: Mapping[str, In] | None, name: str, decorator: str) -> dict[str, In]:
    """All inputs: declared ones, completed by annotations and defaults of parameters, and undeclared ones."""
    if declared and type(declared) is not dict and not isinstance(declared, Mapping):
        raise ParameterCheckError(
            f'Param "ins" is not a dictionary. Got {declared!r} which is type {type(declared)}.'
        )
    declared = dict(declared or {})
    for key, item in declared.items():
        if not isinstance(item, In):
            raise CheckError(f"Value of '{key}' in ins mismatches expected type. Expected {In}. Got {item!r}")
    if body.has_varargs:
        raise DagsterInvalidDefinitionError(
            f"{decorator} '{name}' decorated function has positional vararg parameter '*{body.has_varargs}'. {decorator} "
            "decorated functions should only have keyword arguments that match input names and, if system "
            "information is required, a first positional parameter named 'context'."
        )
    for key in declared:
        checked_name(key)
    found: dict[str, In] = {}
    for parameter in body.input_parameters:
        given = declared.get(parameter.name)
        found[parameter.name] = _completed(given, parameter)
        _check_carries_data(parameter, found[parameter.name])
    missing = [
        key for key, given in declared.items() if key not in found and not given.dagster_type.is_nothing
    ]
    if missing and not body.has_keywords:
        raise DagsterInvalidDefinitionError(
            f"{decorator} '{name}' decorated function does not have argument(s) "
            f"{', '.join(repr(key) for key in missing)}. {decorator}-decorated functions should have an argument "
            "for each of their Ins, except for Ins that have the Nothing dagster_type. Alternatively, they "
            "can accept **kwargs."
        )
    for key in found:
        if declared.get(key) is not None and declared[key].dagster_type.is_nothing:
            raise DagsterInvalidDefinitionError(
                f"{decorator} '{name}' decorated function has parameter '{key}' that is one of the input_defs of type "
                "'Nothing' which should not be included since no data will be passed for it."
            )
    ordered = {key: found.get(key, given) for key, given in declared.items()}
    return {**ordered, **{key: value for key, value in found.items() if key not in ordered}}


def _without_output(annotation: Any) -> Any:
    """What an output holds, where a parameter is annotated like one."""
    arguments = typing.get_args(annotation) if _is(annotation, Output) else ()
    return arguments[0] if arguments else annotation


def _check_carries_data(parameter: Any, given: In) -> None:
    if given.dagster_type.is_nothing and parameter.annotation in (None, type(None)):
        raise DagsterInvalidDefinitionError(
            f"Input parameter {parameter.name} is annotated with Nothing which is a type that represents passing no data. "
            "This type must be used via In(Nothing) and no parameter should be included in the decorated function."
        )


def _completed(given: In | None, parameter: Any) -> In:
    changes: dict[str, Any] = {}
    base = given or In()
    if not base.type_given and parameter.annotation is not EMPTY:
        where = f"type annotation for argument '{parameter.name}'"
        changes["dagster_type"] = dagster_type_of_annotation(_without_output(parameter.annotation), where)
    from assetize.runtime.config.field import NO_VALUE

    if base.default_value is NO_VALUE and parameter.default is not EMPTY:
        changes["default_value"] = parameter.default
    return base.replaced(**changes) if changes else base


def outs_of(body: Body, declared: Out | Mapping[str, Out] | None) -> dict[str, Out]:
    """All outputs: declared ones, completed by the return annotation."""
    annotation = body.return_annotation
    if declared is None:
        return {"result": _from_annotation(annotation, body)}
    if isinstance(declared, Out):
        return {"result": _typed(declared, annotation, body)}
    if not isinstance(declared, Mapping):
        raise ParameterCheckError(f"out must be an Out or a dictionary of Outs, got {declared!r}.")
    for key, given in declared.items():
        if not isinstance(given, Out):
            raise CheckError(
                f"Value of '{key}' in out mismatches expected type. Expected {Out}. Got {given!r}"
            )
    if len(declared) == 1:
        key, only = next(iter(declared.items()))
        return {key: _typed(only, annotation, body)}
    return _typed_by_tuple(declared, annotation, body)


def _typed_by_tuple(declared: Mapping[str, Out], annotation: Any, body: Body) -> dict[str, Out]:
    if annotation is EMPTY or body.is_generator or not declared or _is_result_annotation(annotation):
        return dict(declared)
    if typing.get_origin(annotation) is not tuple and annotation is not tuple:
        raise DagsterInvariantViolationError(
            "Expected Tuple annotation for multiple outputs, but received non-tuple annotation."
        )
    members = typing.get_args(annotation)
    if not members or Ellipsis in members:
        return dict(declared)
    if len(members) != len(declared):
        raise DagsterInvariantViolationError(
            "Expected Tuple annotation to have number of entries matching the number of outputs for more than "
            f"one output. Expected {len(declared)} outputs but annotation has {len(members)}."
        )
    return {
        key: _typed(out, member, body) for (key, out), member in zip(declared.items(), members, strict=True)
    }


def _typed(declared: Out, annotation: Any, body: Body) -> Out:
    if declared.type_given:
        return declared
    found = _from_annotation(annotation, body)
    if found.is_dynamic and not declared.is_dynamic:
        return declared
    return declared.replaced(dagster_type=found.dagster_type)


def _from_annotation(annotation: Any, body: Body) -> Out:
    if annotation is EMPTY or annotation is Any:
        return Out()
    if body.is_generator:
        return _from_yields(annotation)
    dynamic = _dynamic_member(annotation)
    if dynamic is not None:
        return DynamicOut(dynamic)
    return Out(_value_type(annotation))


def _from_yields(annotation: Any) -> Out:
    arguments = typing.get_args(annotation)
    if arguments and _is(arguments[0], DynamicOutput):
        return DynamicOut(_inner(arguments[0]))
    return Out()


def _dynamic_member(annotation: Any) -> DagsterType | None:
    if _is(annotation, DynamicOutput):
        raise DagsterInvariantViolationError(
            "Op annotated with return type DynamicOutput. DynamicOutputs can only be returned in the context of a "
            "List. If only one output is needed, use the Output API."
        )
    members = typing.get_args(annotation) if typing.get_origin(annotation) is list else ()
    if members and _is(members[0], DynamicOutput):
        return _inner(members[0])
    return None


def _value_type(annotation: Any) -> DagsterType:
    if _is(annotation, Output) or _is(annotation, MaterializeResult):
        return _inner(annotation)
    if _is_result_annotation(annotation):
        return ANY
    return dagster_type_of_annotation(annotation, "return type annotation")


def _is_result_annotation(annotation: Any) -> bool:
    if _is(annotation, MaterializeResult) or _is(annotation, ObserveResult) or annotation is AssetResult:
        return True
    return any(_is_result_annotation(member) for member in typing.get_args(annotation))


def _is(annotation: Any, kind: type) -> bool:
    return annotation is kind or typing.get_origin(annotation) is kind


def _inner(annotation: Any) -> DagsterType:
    arguments = typing.get_args(annotation)
    if not arguments:
        return ANY
    return NOTHING if arguments[0] in (None, type(None)) else dagster_type_of_annotation(arguments[0])
