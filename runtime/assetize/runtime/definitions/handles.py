"""What a node returns when it is called in the body of a graph."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator
from typing import Any

from assetize.runtime.errors import CheckError, DagsterInvariantViolationError


class InvokedNodeOutputHandle:
    """An output of an invoked node."""

    __slots__ = ("node_name", "node_type", "output_name")

    def __init__(self, node_name: str, output_name: str, node_type: str) -> None:
        self.node_name = node_name
        self.output_name = output_name
        self.node_type = node_type

    def __iter__(self) -> Iterator[Any]:
        raise DagsterInvariantViolationError(
            f'Attempted to iterate over an {type(self).__name__}. This object represents the output "'
            f'{self.output_name}" from the {self.node_type} "{self.node_name}". Consider defining multiple '
            "Outs if you seek to pass different parts of this output to different op/graph."
        )

    def __getitem__(self, index: Any) -> Any:
        raise DagsterInvariantViolationError(
            f'Attempted to index in to an {type(self).__name__}. This object represents the output "'
            f'{self.output_name}" from the {self.node_type} "{self.node_name}". Consider defining multiple '
            "Outs if you seek to pass different parts of this output to different op/graph."
        )

    def alias(self, _name: str) -> Any:
        raise self._too_late("alias")

    def with_hooks(self, _hook_defs: Any) -> Any:
        raise self._too_late("hook")

    def _too_late(self, method: str) -> DagsterInvariantViolationError:
        return DagsterInvariantViolationError(
            f"In {self.node_type} {self.node_name}, attempted to call {method} method for {type(self).__name__}. This "
            f'object represents the output "{self.output_name}" from the already invoked {self.node_type} '
            f'"{self.node_name}". Consider checking the location of parentheses.'
        )


class DynamicFanIn:
    """All values of a dynamic output, collected."""

    __slots__ = ("node_name", "output_name")

    def __init__(self, node_name: str, output_name: str) -> None:
        self.node_name = node_name
        self.output_name = output_name


class InvokedNodeDynamicOutputWrapper:
    """A dynamic output of an invoked node: it must be mapped or collected."""

    __slots__ = ("node_name", "node_type", "output_name")

    def __init__(self, node_name: str, output_name: str, node_type: str) -> None:
        self.node_name = node_name
        self.output_name = output_name
        self.node_type = node_type

    def map(self, fn: Callable[[InvokedNodeOutputHandle], Any]) -> Any:
        """Calls `fn` with one value; what it invokes runs once for every value."""
        if not callable(fn):
            raise CheckError(f"Expected a function to map with, got {fn!r}.")
        return self._wrapped(fn(self.unwrap()))

    def collect(self) -> DynamicFanIn:
        """All values as a list."""
        return DynamicFanIn(self.node_name, self.output_name)

    def unwrap(self) -> InvokedNodeOutputHandle:
        """The handle of one value."""
        return InvokedNodeOutputHandle(self.node_name, self.output_name, self.node_type)

    def _wrapped(self, result: Any) -> Any:
        if isinstance(result, InvokedNodeOutputHandle):
            return InvokedNodeDynamicOutputWrapper(result.node_name, result.output_name, result.node_type)
        if isinstance(result, InvokedNodeDynamicOutputWrapper) or result is None:
            return result
        if isinstance(result, tuple):
            wrapped = [self._wrapped(item) for item in result]
            return type(result)(*wrapped) if hasattr(result, "_fields") else tuple(wrapped)
        raise CheckError(
            "Could not handle output from map function invoked on "
            f"{self.node_name}:{self.output_name}, received {result} of type {type(result)}."
        )

    def __iter__(self) -> Iterator[Any]:
        raise self._misuse("iterate over")

    def __getitem__(self, index: Any) -> Any:
        raise self._misuse("index in to")

    def alias(self, _name: str) -> Any:
        raise self._misuse("call alias method of")

    with_hooks = alias

    def _misuse(self, action: str) -> Exception:
        return DagsterInvariantViolationError(
            f"Attempted to {action} an {type(self).__name__}. This object represents the dynamic output "
            f'"{self.output_name}" from the {self.node_type} "{self.node_name}". Use the "map" method on this '
            "object to create downstream dependencies that will be cloned for each DynamicOut that is "
            'resolved at runtime, or "collect" to gather all of them.'
        )


class InputMappingNode:
    """An input of the graph whose body runs."""

    __slots__ = ("graph_name", "input_name")

    def __init__(self, graph_name: str, input_name: str) -> None:
        self.graph_name = graph_name
        self.input_name = input_name

    def __iter__(self) -> Iterator[Any]:
        raise DagsterInvariantViolationError(
            f'Attempted to iterate over the graph input "{self.input_name}" of "{self.graph_name}".'
        )


def outputs_of_invocation(node_name: str, definition: Any) -> Any:
    """One handle, or a named tuple of handles, or None for a node without outputs."""
    handles = [_handle(node_name, output, definition.node_type) for output in definition.output_defs]
    if not handles:
        return None
    if len(handles) == 1:
        return handles[0]
    names = [output.name for output in definition.output_defs]
    kind: Any = namedtuple(f"_{definition.name}_outputs", names, rename=True)  # type: ignore[misc]
    return kind(*handles)


def _handle(node_name: str, output: Any, node_type: str) -> Any:
    if output.is_dynamic:
        return InvokedNodeDynamicOutputWrapper(node_name, output.name, node_type)
    return InvokedNodeOutputHandle(node_name, output.name, node_type)
