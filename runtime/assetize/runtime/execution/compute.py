"""Calls the body of an op and turns what it returns into outputs."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Iterator, Mapping
from typing import Any

from assetize.runtime.errors import DagsterInvariantViolationError
from assetize.runtime.events.results import (
    AssetMaterialization,
    AssetResult,
    DynamicOutput,
    ExpectationResult,
    Output,
)

_MULTIPLE = (
    "When using multiple outputs, either yield each output, or return a tuple containing a value for each output. "
    "Check out the documentation on outputs for more: "
    "https://legacy-docs.dagster.io/concepts/ops-jobs-graphs/ops#outputs."
)


def call_body(op_def: Any, context: Any, inputs: Mapping[str, Any], resources: Any, config: Any) -> Any:
    """What the body returns; `context` is what its first parameter gets."""
    body = op_def.body
    if body is None:
        return op_def.raw_function(context, dict(inputs))
    arguments = dict(inputs)
    if body.config_name is not None:
        arguments[body.config_name] = body.config_argument(config)
    for name in body.resource_names:
        arguments[name] = resources.original(name)
    result = body.function(context, **arguments) if body.has_context else body.function(**arguments)
    if inspect.isawaitable(result) or hasattr(result, "__aiter__"):
        return finished(result)
    return result


def finished(result: Any) -> Any:
    """The result of a coroutine, or all that an asynchronous generator yields."""
    import asyncio

    if hasattr(result, "__aiter__"):

        async def gather() -> list[Any]:
            return [item async for item in result]

        return iter(asyncio.run(gather()))

    async def wait() -> Any:
        return await result

    return asyncio.run(wait())


def results_of(op_def: Any, result: Any) -> Iterator[Any]:
    """The outputs and events in what a body returned."""
    if inspect.isgenerator(result) or type(result).__name__ in ("list_iterator", "generator"):
        yield from result
        return
    outputs = op_def.output_defs
    if isinstance(result, (AssetMaterialization, ExpectationResult)):
        raise DagsterInvariantViolationError(
            f'Error in {op_def.node_type} "{op_def.name}": If you are returning an AssetMaterialization or an '
            f"ExpectationResult from {op_def.node_type} you must yield them directly, or log them using the context.log_event "
            "method to avoid ambiguity with an implied result from returning a value."
        )
    if isinstance(result, AssetResult) or type(result).__name__ == "AssetCheckResult":
        yield result
        return
    if len(outputs) == 0:
        if result is not None:
            raise DagsterInvariantViolationError(
                f'Error in {op_def.node_type} "{op_def.name}": Unexpectedly returned output of type {type(result)}. '
                f"{op_def.node_type.capitalize()} is explicitly defined to return no results."
            )
    elif len(outputs) == 1:
        yield from _single(op_def, outputs[0], result)
    else:
        yield from _several(op_def, outputs, result)


def _single(op_def: Any, output: Any, result: Any) -> Iterator[Any]:
    if output.is_dynamic:
        yield from _dynamic(op_def, output, result)
    elif isinstance(result, Output):
        yield result
    elif isinstance(result, DynamicOutput):
        raise DagsterInvariantViolationError(
            f'Error with output for {op_def.node_type} "{op_def.name}": output is not dynamic, but returned a DynamicOutput.'
        )
    elif isinstance(result, (list, tuple)) and result and all(_is_asset_result(item) for item in result):
        yield from result
    else:
        _check_annotation(op_def, op_def.body and op_def.body.return_annotation, output, result)
        yield Output(result, output.name)


def _check_annotation(op_def: Any, annotation: Any, output: Any, result: Any) -> None:
    """An error if `Output[...]` was promised and a bare value is returned."""
    if typing.get_origin(annotation) is Output:
        raise DagsterInvariantViolationError(
            f"Error with output for {op_def.node_type} \"{op_def.name}\": output '{output.name}' has generic output annotation, but "
            f"did not receive an Output object for this output. Received instead an object of type {type(result)}."
        )


def _is_asset_result(item: Any) -> bool:
    return isinstance(item, AssetResult) or type(item).__name__ == "AssetCheckResult"


def _dynamic(op_def: Any, output: Any, result: Any) -> Iterator[Any]:
    if result is None and output.optional:
        return
    if not isinstance(result, list) or not all(isinstance(item, DynamicOutput) for item in result):
        kind = type(result)
        raise DagsterInvariantViolationError(
            f"Error with output for {op_def.node_type} \"{op_def.name}\": dynamic output '{output.name}' expected a list of "
            f"DynamicOutput objects, but instead received instead an object of type {kind}."
        )
    yield from result


def _several(op_def: Any, outputs: Any, result: Any) -> Iterator[Any]:
    if isinstance(result, AssetResult):
        yield result
        return
    if op_def.asset_node is not None and op_def.asset_node.checks:
        outputs = op_def.asset_node.outputs_to_return(outputs, result)
    if result is None and all(item.dagster_type.is_nothing and item.is_required for item in outputs):
        return
    if not isinstance(result, tuple) and not isinstance(result, list):
        raise DagsterInvariantViolationError(
            f'{op_def.node_type} "{op_def.name}" has multiple outputs, but only one output was returned of type '
            f"{type(result)}. {_MULTIPLE}"
        )
    if result and all(_is_asset_result(item) for item in result):
        yield from result
        return
    if not isinstance(result, tuple):
        raise DagsterInvariantViolationError(
            f'{op_def.node_type} "{op_def.name}" has multiple outputs, but only one output was returned of type '
            f"{type(result)}. {_MULTIPLE}"
        )
    if len(result) != len(outputs):
        raise DagsterInvariantViolationError(
            f'Length mismatch between returned tuple of outputs and number of output defs on {op_def.node_type} "{op_def.name}". '
            f"Output tuple has {len(result)} outputs, while {op_def.node_type} has {len(outputs)} outputs."
        )
    for position, (output, item) in enumerate(zip(outputs, result, strict=True)):
        yield from _one_of_several(op_def, output, item, position)


def _one_of_several(op_def: Any, output: Any, item: Any, position: int) -> Iterator[Any]:
    if output.is_dynamic:
        for dynamic in _dynamic(op_def, output, item):
            yield DynamicOutput(dynamic.value, dynamic.mapping_key, output.name, dynamic.metadata)
    elif isinstance(item, Output):
        if item.output_name not in ("result", output.name):
            raise DagsterInvariantViolationError(
                f"Bad state: Output was explicitly named '{item.output_name}', which does not match the output definition "
                f"specified for position {position}: '{output.name}'."
            )
        yield Output(item.value, output.name, item.metadata, item.data_version, tags=item.tags)
    elif isinstance(item, AssetResult):
        yield item
    else:
        yield Output(item, output.name)
