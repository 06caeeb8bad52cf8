"""The `@graph` decorator, and graphs from composition functions in general."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any, overload

from assetize.runtime.config.mapping import ConfigMapping
from assetize.runtime.definitions.composition import Composition, composing
from assetize.runtime.definitions.dependencies import InputMapping, OutputMapping
from assetize.runtime.definitions.graphs import GraphDefinition
from assetize.runtime.definitions.handles import (
    InputMappingNode,
    InvokedNodeDynamicOutputWrapper,
    InvokedNodeOutputHandle,
)
from assetize.runtime.definitions.ins_and_outs import GraphIn, GraphOut
from assetize.runtime.errors import DagsterInvalidDefinitionError, ParameterCheckError
from assetize.runtime.naming import checked_name


@overload
def graph(compose_fn: Callable[..., Any]) -> GraphDefinition: ...
@overload
def graph(
    *,
    name: str | None = ...,
    description: str | None = ...,
    ins: Mapping[str, GraphIn] | None = ...,
    out: GraphOut | Mapping[str, GraphOut] | None = ...,
    tags: Mapping[str, Any] | None = ...,
    config: ConfigMapping | Mapping[str, Any] | None = ...,
) -> Callable[[Callable[..., Any]], GraphDefinition]: ...
def graph(
    compose_fn: Callable[..., Any] | None = None,
    *,
    name: str | None = None,
    description: str | None = None,
    ins: Mapping[str, GraphIn] | None = None,
    out: GraphOut | Mapping[str, GraphOut] | None = None,
    tags: Mapping[str, Any] | None = None,
    config: ConfigMapping | Mapping[str, Any] | None = None,
) -> Any:
    """Makes a graph of a function that invokes ops and graphs."""

    def wrap(function: Callable[..., Any]) -> GraphDefinition:
        return graph_of_function(
            checked_function(function), "@graph", name, description, ins, out, tags, config
        )

    return wrap if compose_fn is None else wrap(compose_fn)


def checked_function(function: Any) -> Callable[..., Any]:
    """The function, or an error if it is none."""
    if not callable(function):
        raise ParameterCheckError(
            f'Param "compose_fn" is not callable. Got {function!r} with type {type(function)}.'
        )
    return function  # type: ignore[no-any-return]


def graph_of_function(
    function: Callable[..., Any],
    decorator: str,
    name: str | None = None,
    description: str | None = None,
    ins: Mapping[str, GraphIn] | None = None,
    out: GraphOut | Mapping[str, GraphOut] | None = None,
    tags: Mapping[str, Any] | None = None,
    config: ConfigMapping | Mapping[str, Any] | None = None,
) -> GraphDefinition:
    """The graph that a function's body describes."""
    name = name or function.__name__
    checked_name(name)
    parameters = list(inspect.signature(function).parameters)
    for declared in ins or {}:
        if declared not in parameters:
            raise DagsterInvalidDefinitionError(
                f"{decorator} '{name}' decorated function does not have parameter(s) '{declared}', which are in provided "
                "ins."
            )
    with composing(name, decorator) as composition:
        result = function(**{parameter: InputMappingNode(name, parameter) for parameter in parameters})
    outputs = _output_mappings(composition, decorator, name, result, out)
    mapped = {mapping.graph_input_name for mapping in composition.input_mappings}
    for parameter in parameters:
        if parameter not in mapped:
            raise DagsterInvalidDefinitionError(
                f"{decorator} '{name}' has unmapped input '{parameter}'. Remove it or pass it to the appropriate "
                "op/graph invocation."
            )
    return GraphDefinition(
        name,
        description=description if description is not None else _described(function),
        node_defs=list(composition.node_defs.values()),
        dependencies=composition.dependencies,
        input_mappings=_input_mappings(composition, parameters, ins),
        output_mappings=outputs,
        config=ConfigMapping(lambda _config: config) if isinstance(config, Mapping) else config,
        tags=tags,
        input_names=parameters,
    )


def _described(function: Callable[..., Any]) -> str | None:
    return inspect.cleandoc(function.__doc__) if function.__doc__ else None


def _input_mappings(
    composition: Composition, parameters: Sequence[str], ins: Mapping[str, GraphIn] | None
) -> list[InputMapping]:
    """The mappings, in the order of the graph's inputs."""
    declared = ins or {}
    order = {parameter: place for place, parameter in enumerate(parameters)}
    return [
        mapping.replaced(graph_input_description=declared[mapping.graph_input_name].description)
        if mapping.graph_input_name in declared
        else mapping
        for mapping in sorted(composition.input_mappings, key=lambda each: order[each.graph_input_name])
    ]


def _output_mappings(
    composition: Composition,
    decorator: str,
    name: str,
    result: Any,
    out: GraphOut | Mapping[str, GraphOut] | None,
) -> list[OutputMapping]:
    declared: dict[str, GraphOut] = {"result": out} if isinstance(out, GraphOut) else dict(out or {})
    if decorator == "@job" and _is_handle(result):
        raise DagsterInvalidDefinitionError(
            f"Returned a single output ({result.node_name}.{result.output_name}) in @job '{name}' but 0 outputs are "
            "defined. Return a dict to map defined outputs."
        )
    returned = _returned_handles(decorator, name, result, declared)
    unmapped = [key for key in declared if key not in returned]
    if unmapped:
        raise DagsterInvalidDefinitionError(
            f"{decorator} '{name}' has unmapped output '{unmapped[0]}'. Remove it or return a value from the appropriate "
            "op/graph invocation."
        )
    mappings = []
    for key, handle in returned.items():
        if declared and key not in declared:
            raise DagsterInvalidDefinitionError(
                f"Graph '{name}' specified outs '{sorted(declared)}' but returned output '{key}', which is not among them."
            )
        given = declared.get(key)
        dynamic = isinstance(handle, InvokedNodeDynamicOutputWrapper)
        mappings.append(
            OutputMapping(
                key, handle.node_name, handle.output_name, given.description if given else None, None, dynamic
            )
        )
    return mappings


def _returned_handles(
    decorator: str, name: str, result: Any, declared: Mapping[str, GraphOut]
) -> dict[str, Any]:
    if result is None:
        return {}
    if _is_handle(result):
        key = next(iter(declared)) if len(declared) == 1 else "result"
        return {key: result}
    if isinstance(result, tuple) and result and all(_is_handle(item) for item in result):
        if declared and len(declared) != len(result) and not hasattr(result, "_fields"):
            raise DagsterInvalidDefinitionError(
                f"Graph '{name}' has {len(declared)} outputs but returned {len(result)} values."
            )
        if declared and not hasattr(result, "_fields"):
            return dict(zip(declared, result, strict=True))
        return dict(zip(declared or ("result",), result, strict=False))
    if isinstance(result, Mapping):
        for key, item in result.items():
            if not _is_handle(item):
                raise DagsterInvalidDefinitionError(
                    f"{decorator} '{name}' returned problematic dict entry under key {key} of type {type(item)}. Dict "
                    "values must be returned values from invoked nodes"
                )
            if key not in (declared or ("result",)):
                raise DagsterInvalidDefinitionError(
                    f"{decorator} '{name}' referenced key {key} which does not match any defined outputs. Valid options "
                    f"are: {list(declared or ['result'])}"
                )
        return dict(result)
    raise DagsterInvalidDefinitionError(
        f"{decorator} '{name}' returned problematic value of type {type(result)}. Expected return value from invoked node "
        "or dict mapping output name to return values from invoked nodes"
    )


def _is_handle(value: Any) -> bool:
    return isinstance(value, (InvokedNodeOutputHandle, InvokedNodeDynamicOutputWrapper))
