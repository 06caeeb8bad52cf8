"""What a direct call of an op gives, checked as a run checks it."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Iterator
from typing import Any

from assetize.runtime.errors import DagsterInvariantViolationError, DagsterTypeCheckDidNotPass
from assetize.runtime.events.results import AssetResult, DynamicOutput, Output
from assetize.runtime.execution.compute import results_of
from assetize.runtime.execution.user_events import is_user_event


def checked_result(op_def: Any, result: Any) -> Any:
    """The result itself; what is only known later is checked then."""
    if inspect.isgenerator(result):
        return _generator(op_def, result)
    if inspect.isawaitable(result):
        return _awaited(op_def, result)
    if hasattr(result, "__aiter__"):
        return _async_generator(op_def, result)
    if not isinstance(result, Iterator):
        for item in results_of(op_def, result):
            if isinstance(item, (Output, DynamicOutput)):
                check_type(op_def, op_def.output_def_named(item.output_name), item.value, "output")
    return result


def check_type(op_def: Any, definition: Any, value: Any, what: str) -> None:
    """An error if the value of an input or an output is not of its type."""
    check = definition.dagster_type.type_check(None, value)
    if not check.success:
        raise DagsterTypeCheckDidNotPass(
            f'Type check failed for {op_def.node_type} "{op_def.name}" {what} "{definition.name}" - expected type '
            f'"{definition.dagster_type.display_name}". Description: {check.description}',
            check.metadata,
            definition.dagster_type,
        )


async def _awaited(op_def: Any, result: Any) -> Any:
    return checked_result(op_def, await result)


def _generator(op_def: Any, results: Iterator[Any]) -> Iterator[Any]:
    seen: set[str] = set()
    for item in results:
        _check_yielded(op_def, item, seen)
        yield item
    yield from _left_out(op_def, seen)


async def _async_generator(op_def: Any, results: Any) -> AsyncIterator[Any]:
    seen: set[str] = set()
    async for item in results:
        _check_yielded(op_def, item, seen)
        yield item
    for item in _left_out(op_def, seen):
        yield item


def _check_yielded(op_def: Any, item: Any, seen: set[str]) -> None:
    if isinstance(item, AssetResult):
        seen.update(op_def.output_dict)
        return
    if not isinstance(item, (Output, DynamicOutput)):
        if not is_user_event(item) and type(item).__name__ != "AssetCheckResult":
            raise DagsterInvariantViolationError(
                f"When yielding outputs from a {op_def.node_type} generator, they should be wrapped in an `Output` object."
            )
        return
    output = op_def.output_dict.get(item.output_name)
    if output is None:
        raise DagsterInvariantViolationError(
            f"Invocation of {op_def.node_type} '{op_def.name}' yielded an output '{item.output_name}' that does not exist."
        )
    if isinstance(item, Output) and item.output_name in seen:
        raise DagsterInvariantViolationError(
            f"Invocation of {op_def.node_type} '{op_def.name}' yielded an output '{item.output_name}' multiple times."
        )
    seen.add(item.output_name)
    check_type(op_def, output, item.value, "output")


def _left_out(op_def: Any, seen: set[str]) -> Iterator[Any]:
    """The outputs without data that were not yielded; an error if another one is missing."""
    for output in op_def.output_defs:
        if output.name in seen or not output.is_required or output.is_dynamic:
            continue
        if output.dagster_type.is_nothing:
            yield Output(None, output.name)
            continue
        raise DagsterInvariantViolationError(
            f'Invocation of {op_def.node_type} "{op_def.name}" did not return an output for non-optional output "{output.name}"'
        )
