"""Checks what the body of a graph passes to a node."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assetize.runtime.definitions.handles import (
    DynamicFanIn,
    InputMappingNode,
    InvokedNodeDynamicOutputWrapper,
    InvokedNodeOutputHandle,
)
from assetize.runtime.errors import DagsterInvalidDefinitionError, DagsterInvalidInvocationError

_HANDLES = (InvokedNodeOutputHandle, InputMappingNode, DynamicFanIn)


def checked_inputs(
    composition: Any, pending: Any, args: Sequence[Any], kwargs: dict[str, Any]
) -> dict[str, Any]:
    """What each input gets, or the error that says what is wrong with the call."""
    definition = pending.node_def
    names = definition.positional_inputs
    if len(args) > len(names):
        raise DagsterInvalidDefinitionError(
            f"In {composition.label}, received too many inputs for invocation {pending.name}. "
            f"Only {len(names)} defined, received {len(args)}"
        )
    inputs: dict[str, Any] = {}
    for index, (name, value) in enumerate(zip(names, args, strict=False)):
        inputs[name] = _checked(composition, pending, name, f"(at position {index})", value)
    for name, value in kwargs.items():
        if name in inputs:
            raise DagsterInvalidInvocationError(
                f"In {composition.label}, {pending.name} received input {name} twice, by position and by name."
            )
        if name not in definition.input_dict:
            raise DagsterInvalidDefinitionError(
                f'In {composition.label}, received keyword argument "{name}" for {definition.node_type} '
                f'"{pending.name}", which has no input of that name. Its inputs are {names}.'
            )
        inputs[name] = _checked(composition, pending, name, "(passed by keyword)", value)
    return inputs


def _checked(composition: Any, pending: Any, name: str, where: str, value: Any) -> Any:
    if isinstance(value, _HANDLES):
        return value
    start = f"In {composition.label}, received"
    target = f'for input "{name}" {where} in {pending.node_def.node_type} invocation {pending.name}'
    if isinstance(value, (list, dict)) and not isinstance(value, tuple):
        return [
            _checked_member(start, target, index, item) for index, item in _numbered(start, target, value)
        ]
    if isinstance(value, InvokedNodeDynamicOutputWrapper):
        raise DagsterInvalidDefinitionError(
            f"{start} the dynamic output {value.output_name} {target} directly. Must first unpack by invoking map or collect."
        )
    if isinstance(value, tuple) and value and all(_is_output(item) for item in value):
        available = getattr(value, "_fields", tuple(item.output_name for item in value))
        raise DagsterInvalidDefinitionError(
            f"{start} a tuple of multiple outputs {target}. Must pass individual output, available from tuple: {available}"
        )
    if hasattr(value, "to_source_asset") or getattr(value, "is_asset_reference", False):
        return value
    if _is_definition(value):
        raise DagsterInvalidDefinitionError(
            f"{start} an un-invoked {_noun(value)} {target}. Did you forget parentheses?"
        )
    raise DagsterInvalidDefinitionError(
        f"{start} invalid type {type(value)} {target}. Must pass the output from previous node invocations or "
        "inputs to the composition function as inputs when invoking nodes during composition."
    )


def _numbered(start: str, target: str, value: Any) -> Any:
    if isinstance(value, dict):
        raise DagsterInvalidDefinitionError(f"{start} invalid type {dict} {target}.")
    return enumerate(value)


def _checked_member(start: str, target: str, index: int, value: Any) -> Any:
    if isinstance(value, (InvokedNodeOutputHandle, InputMappingNode)):
        return value
    if isinstance(value, (InvokedNodeDynamicOutputWrapper, DynamicFanIn)):
        raise DagsterInvalidDefinitionError(
            f"{start} a list containing a dynamic output at index {index} {target}. "
            "Dynamic outputs must be mapped or collected first, and a collected output cannot be part of a list."
        )
    raise DagsterInvalidDefinitionError(
        f"{start} a list containing an invalid type at index {index} {target}: {type(value)}. "
        "Lists can only contain the output from previous node invocations or input mappings."
    )


def _is_output(value: Any) -> bool:
    return isinstance(value, (InvokedNodeOutputHandle, InvokedNodeDynamicOutputWrapper))


def _is_definition(value: Any) -> bool:
    return getattr(value, "is_named_node", False) or hasattr(value, "node_def")


def _noun(value: Any) -> str:
    return str(getattr(value, "node_type", "node"))
