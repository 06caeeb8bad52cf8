"""Graph definitions: nodes, their dependencies, and the graph's own inputs and outputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assetize.runtime.config.configured import ConfigTransform
from assetize.runtime.config.mapping import ConfigMapping
from assetize.runtime.definitions.composition import PendingNodeInvocation, current_composition
from assetize.runtime.definitions.dependencies import (
    DEPENDENCIES,
    InputMapping,
    NodeInvocation,
    OutputMapping,
)
from assetize.runtime.definitions.graph_checks import check_graph, graph_inputs, graph_outputs
from assetize.runtime.definitions.nodes import NodeDefinition, normalized_tags
from assetize.runtime.errors import (
    DagsterInvalidDefinitionError,
    DagsterInvalidInvocationError,
    DagsterInvariantViolationError,
)

if TYPE_CHECKING:
    from assetize.runtime.definitions.ops import OpDefinition


class Node:
    """A definition inside a graph, under a name of its own."""

    __slots__ = ("definition", "dependencies", "hook_defs", "name", "retry_policy", "tags")

    def __init__(
        self, invocation: NodeInvocation, definition: NodeDefinition, dependencies: Mapping[str, Any]
    ) -> None:
        self.name = invocation.alias or invocation.name
        self.definition = definition
        self.dependencies = dependencies
        self.tags = {**definition.tags, **normalized_tags(invocation.tags)}
        self.hook_defs = invocation.hook_defs
        self.retry_policy = invocation.retry_policy

    @property
    def is_graph(self) -> bool:
        """Whether the node is a graph."""
        return isinstance(self.definition, GraphDefinition)


class GraphDefinition(NodeDefinition):
    """A directed acyclic graph of ops and graphs."""

    node_type = "graph"

    def __init__(
        self,
        name: str,
        *,
        description: str | None = None,
        node_defs: Sequence[NodeDefinition] | None = None,
        dependencies: Mapping[Any, Mapping[str, Any]] | None = None,
        input_mappings: Sequence[InputMapping] | None = None,
        output_mappings: Sequence[OutputMapping] | None = None,
        config: ConfigMapping | None = None,
        tags: Mapping[str, Any] | None = None,
        node_input_source_assets: Mapping[str, Mapping[str, Any]] | None = None,
        input_names: Sequence[str] | None = None,
    ) -> None:
        self.node_defs = list(node_defs or ())
        self.dependencies = dict(dependencies or {})
        self.input_mappings = list(input_mappings or ())
        self.output_mappings = list(output_mappings or ())
        self.config_mapping = config
        self.node_input_source_assets = dict(node_input_source_assets or {})
        self.node_dict = _nodes(self.node_defs, self.dependencies)
        check_graph(name, self)
        inputs = graph_inputs(self, input_names)
        super().__init__(name, inputs, graph_outputs(self), description, tags)
        self.transforms: tuple[ConfigTransform, ...] = ()

    @property
    def nodes(self) -> list[Node]:
        """The nodes in the order in which they were invoked."""
        return list(self.node_dict.values())

    def node_named(self, name: str) -> Node:
        """The node of that name."""
        if name not in self.node_dict:
            raise DagsterInvalidInvocationError(f'{self.name} has no op named "{name}".')
        return self.node_dict[name]

    get_node = node_named

    def has_node_named(self, name: str) -> bool:
        """Whether there is a node of that name."""
        return name in self.node_dict

    @property
    def config_schema(self) -> Any:
        """The field of the graph's own config, if it maps config."""
        if self.transforms:
            return self.transforms[0].field
        return self.config_mapping.config_schema if self.config_mapping else None

    @property
    def has_config_mapping(self) -> bool:
        """Whether the graph takes config of its own."""
        return self.config_mapping is not None or bool(self.transforms)

    def iterate_op_defs(self) -> Iterator[OpDefinition]:
        for definition in self.node_defs:
            yield from definition.iterate_op_defs()

    def iterate_node_defs(self) -> Iterator[NodeDefinition]:
        yield self
        for definition in self.node_defs:
            yield from definition.iterate_node_defs()

    def configured(
        self,
        config_or_config_fn: Any,
        name: str,
        config_schema: Any = None,
        description: str | None = None,
    ) -> GraphDefinition:
        """The graph under a new name with its config given or computed."""
        from assetize.runtime.naming import checked_name

        if self.config_schema is None:
            raise DagsterInvalidDefinitionError(
                "Only graphs utilizing config mapping can be pre-configured. The graph "
                f'"{self.name}" does not have a config mapping, and thus has nothing to be configured.'
            )
        transform = ConfigTransform(
            self.config_schema, config_or_config_fn, config_schema, f"graph '{name}'", "GraphDefinition"
        )
        copy = object.__new__(GraphDefinition)
        copy.__dict__.update(self.__dict__)
        copy.name = checked_name(name)
        copy.description = description or self.description
        copy.transforms = (transform, *self.transforms)
        return copy

    def nodes_config(self, value: Any, job_name: str, place: str) -> Any:
        """The config of the nodes for checked config of the graph, which is at that place in a job."""
        from assetize.runtime.config.validation import call_config_function

        for transform in self.transforms:
            value = transform.apply(value, f"graph {self.name}")
        mapping = self.config_mapping
        if mapping is None:
            return value
        return call_config_function(
            mapping.config_fn,
            value,
            f"{self.node_type} '{self.name}' in job '{job_name}'",
            f' The definition is instantiated at stack "{place}".',
        )

    def to_job(self, name: str | None = None, **settings: Any) -> Any:
        """A job of the graph, with resources and other settings."""
        from assetize.runtime.definitions.jobs import job_of_graph

        return job_of_graph(self, name, **settings)

    def coerce_to_job(self) -> Any:
        """A job of the graph without further settings."""
        return self.to_job()

    def execute_in_process(
        self,
        run_config: Any = None,
        instance: Any = None,
        resources: Mapping[str, Any] | None = None,
        raise_on_error: bool = True,
        op_selection: Sequence[str] | None = None,
        run_id: str | None = None,
        input_values: Mapping[str, Any] | None = None,
    ) -> Any:
        """Runs the graph as a job, in this process."""
        job = self.to_job(resource_defs=resources, input_values=input_values)
        return job.execute_in_process(
            run_config=run_config,
            instance=instance,
            raise_on_error=raise_on_error,
            op_selection=op_selection,
            run_id=run_id,
        )

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if current_composition() is None:
            raise DagsterInvariantViolationError(
                f"Attempted to call graph '{self.name}' outside of a composition function. Invoking graphs is only "
                "valid in a function decorated with @job or @graph."
            )
        return PendingNodeInvocation(self)(*args, **kwargs)


def _check_dependencies(inputs: Any) -> None:
    """An error if the dependencies of a node are no dictionary of dependencies by input."""
    if type(inputs) is not dict and not isinstance(inputs, Mapping):
        raise DagsterInvalidDefinitionError(
            f"The value in the dependencies dictionary must itself be a dictionary, by input, but is {inputs!r}."
        )
    for name, source in inputs.items():
        if not isinstance(source, DEPENDENCIES):
            raise DagsterInvalidDefinitionError(
                f'Expected DependencyDefinition or MultiDependencyDefinition for input "{name}", got {source!r}.'
            )


def _nodes(definitions: Sequence[NodeDefinition], dependencies: Mapping[Any, Any]) -> dict[str, Node]:
    by_name: dict[str, NodeDefinition] = {}
    for definition in definitions:
        if not isinstance(definition, NodeDefinition):
            raise DagsterInvalidDefinitionError(
                f"Invalid node definition {definition!r} of type {type(definition)}: the nodes of a graph are ops and graphs."
            )
        known = by_name.setdefault(definition.name, definition)
        if known is not definition:
            raise DagsterInvalidDefinitionError(
                f'Detected conflicting node definitions with the same name "{definition.name}"'
            )
    nodes: dict[str, Node] = {}
    used: set[str] = set()
    for key, inputs in dependencies.items():
        invocation = key if isinstance(key, NodeInvocation) else NodeInvocation(key)
        if invocation.name not in by_name:
            raise DagsterInvalidDefinitionError(
                f'Invalid dependencies: node "{invocation.name}" in dependency dictionary not found in node list'
            )
        _check_dependencies(inputs)
        node = Node(invocation, by_name[invocation.name], inputs)
        nodes[node.name] = node
        used.add(invocation.name)
    for name, definition in by_name.items():
        if name not in used:
            nodes[name] = Node(NodeInvocation(name), definition, {})
    return nodes
