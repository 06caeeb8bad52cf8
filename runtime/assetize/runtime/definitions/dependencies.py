"""How the inputs of nodes get their values inside a graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any, NamedTuple

from assetize.runtime.errors import ParameterCheckError
from assetize.runtime.events.results import DEFAULT_OUTPUT
from assetize.runtime.records import Record, fields


class NodeInvocation(Record):
    """Names a node of a graph that is built from dictionaries, with an alias and settings of its own."""

    __slots__ = fields("name", "alias", "tags", "hook_defs", "retry_policy")

    def __init__(
        self,
        name: str,
        alias: str | None = None,
        tags: Mapping[str, Any] | None = None,
        hook_defs: Set[Any] | None = None,
        retry_policy: Any = None,
    ) -> None:
        self.name = name
        self.alias = alias
        self.tags = dict(tags or {})
        self.hook_defs = frozenset(hook_defs or ())
        self.retry_policy = retry_policy

    def __eq__(self, other: object) -> bool:
        return self is other or super().__eq__(other)

    def __hash__(self) -> int:
        return hash((self.name, self.alias))

    @property
    def is_mapped(self) -> bool:
        """Whether the invocation is inside a map; never, in dictionaries."""
        return False


class DependencyDefinition(Record):
    """The output of a node."""

    __slots__ = fields("node", "output", "description")

    def __init__(self, node: str, output: str = DEFAULT_OUTPUT, description: str | None = None) -> None:
        if not isinstance(node, str):
            raise ParameterCheckError(f'Param "node" is not a str. Got {node!r} which is type {type(node)}.')
        self.node = node
        self.output = output
        self.description = description


class DynamicCollectDependencyDefinition(Record):
    """All values of a dynamic output, as a list."""

    __slots__ = ("node_name", "output_name")

    def __init__(self, node_name: str, output_name: str) -> None:
        self.node_name = node_name
        self.output_name = output_name


class MappedInputPlaceholder:
    """Marks where, in a list of dependencies, a graph's own input goes."""


class MultiDependencyDefinition(Record):
    """Several dependencies, whose values arrive as a list."""

    __slots__ = ("dependencies", "mapped_inputs")

    def __init__(self, dependencies: Sequence[Any], mapped_inputs: Sequence[Any] = ()) -> None:
        self.dependencies = list(dependencies)
        self.mapped_inputs = list(mapped_inputs)


class SourceAssetDependency(Record):
    """An asset that is loaded from storage."""

    __slots__ = ("asset",)

    def __init__(self, asset: Any) -> None:
        self.asset = asset


DEPENDENCIES = (
    DependencyDefinition,
    DynamicCollectDependencyDefinition,
    MultiDependencyDefinition,
    SourceAssetDependency,
)


class InputPointer(NamedTuple):
    """An input of a node, or one place in the list that is fanned into it."""

    node_name: str
    input_name: str
    fan_in_index: int | None = None


class OutputPointer(NamedTuple):
    """An output of a node."""

    node_name: str
    output_name: str


class InputMapping(Record):
    """Which inner input a graph's input feeds."""

    __slots__ = fields(
        "graph_input_name",
        "mapped_node_name",
        "mapped_node_input_name",
        "fan_in_index",
        "graph_input_description",
        "dagster_type",
    )

    def __init__(
        self,
        graph_input_name: str,
        mapped_node_name: str,
        mapped_node_input_name: str,
        fan_in_index: int | None = None,
        graph_input_description: str | None = None,
        dagster_type: Any = None,
    ) -> None:
        self.graph_input_name = graph_input_name
        self.mapped_node_name = mapped_node_name
        self.mapped_node_input_name = mapped_node_input_name
        self.fan_in_index = fan_in_index
        self.graph_input_description = graph_input_description
        self.dagster_type = dagster_type

    @property
    def maps_to(self) -> InputPointer:
        """The inner input."""
        return InputPointer(self.mapped_node_name, self.mapped_node_input_name, self.fan_in_index)


class OutputMapping(Record):
    """Which inner output a graph's output comes from."""

    __slots__ = fields(
        "graph_output_name",
        "mapped_node_name",
        "mapped_node_output_name",
        "graph_output_description",
        "dagster_type",
        "from_dynamic_mapping",
    )

    def __init__(
        self,
        graph_output_name: str,
        mapped_node_name: str,
        mapped_node_output_name: str,
        graph_output_description: str | None = None,
        dagster_type: Any = None,
        from_dynamic_mapping: bool = False,
    ) -> None:
        self.graph_output_name = graph_output_name
        self.mapped_node_name = mapped_node_name
        self.mapped_node_output_name = mapped_node_output_name
        self.graph_output_description = graph_output_description
        self.dagster_type = dagster_type
        self.from_dynamic_mapping = from_dynamic_mapping

    @property
    def maps_from(self) -> OutputPointer:
        """The inner output."""
        return OutputPointer(self.mapped_node_name, self.mapped_node_output_name)
