"""Checks that a graph hangs together, and derives its inputs and outputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any

from assetize.runtime.config.field import NO_VALUE
from assetize.runtime.definitions.dependencies import (
    DependencyDefinition,
    DynamicCollectDependencyDefinition,
    InputMapping,
    MultiDependencyDefinition,
)
from assetize.runtime.definitions.ins_and_outs import InputDefinition, OutputDefinition
from assetize.runtime.errors import DagsterInvalidDefinitionError


def upstream_outputs(source: Any) -> Iterator[tuple[str, str]]:
    """The outputs, as node and output name, that a dependency reads."""
    if isinstance(source, DependencyDefinition):
        yield source.node, source.output
    elif isinstance(source, DynamicCollectDependencyDefinition):
        yield source.node_name, source.output_name
    elif isinstance(source, MultiDependencyDefinition):
        for member in source.dependencies:
            if isinstance(member, DependencyDefinition):
                yield member.node, member.output


def check_graph(name: str, graph: Any) -> None:
    """Every dependency names an existing node, output and input, types fit, and there is no cycle."""
    nodes = graph.node_dict
    order: dict[str, set[str]] = {}
    for node in nodes.values():
        order[node.name] = set()
        for input_name, source in node.dependencies.items():
            _check_input(node, input_name)
            _check_repeated(source)
            for upstream, output in upstream_outputs(source):
                _check_output(nodes, node, input_name, upstream, output)
                order[node.name].add(upstream)
    try:
        TopologicalSorter(order).prepare()
    except CycleError as problem:
        raise DagsterInvalidDefinitionError(
            f"Circular dependencies exist in graph {name}: {' -> '.join(problem.args[1])}"
        ) from None
    _check_dynamic(graph)


def _check_input(node: Any, input_name: str) -> None:
    definition = node.definition
    if input_name not in definition.input_dict:
        raise DagsterInvalidDefinitionError(
            f'Invalid dependencies: {definition.node_type} "{definition.name}" does not have input "{input_name}". '
            f"Available inputs: {list(definition.input_dict)}"
        )


def _check_repeated(source: Any) -> None:
    if not isinstance(source, MultiDependencyDefinition):
        return
    seen: set[tuple[str, str]] = set()
    for node, output in upstream_outputs(source):
        if (node, output) in seen:
            raise DagsterInvalidDefinitionError(
                f'Duplicate dependencies on node "{node}" output "{output}" used in the same MultiDependencyDefinition.'
            )
        seen.add((node, output))


def _check_output(nodes: Any, node: Any, input_name: str, upstream: str, output: str) -> None:
    if upstream not in nodes:
        raise DagsterInvalidDefinitionError(
            f'Invalid dependencies: node "{upstream}" not found in node list. Listed as dependency for node '
            f'"{node.name}" input "{input_name}" '
        )
    definition = nodes[upstream].definition
    if output not in definition.output_dict:
        raise DagsterInvalidDefinitionError(
            f'Invalid dependencies: {definition.node_type} "{upstream}" does not have output "{output}". '
            f'Listed as dependency for {definition.node_type} "{node.name}" input "{input_name}". '
            f"Available outputs: {list(definition.output_dict)}"
        )


def _check_dynamic(graph: Any) -> None:
    """A node is below one dynamic output at most."""
    every = (output for node in graph.node_dict.values() for output in node.definition.output_defs)
    if any(output.is_dynamic for output in every):
        from assetize.runtime.definitions.dynamic_checks import DynamicOrigins

        DynamicOrigins(graph, topological_names(graph))


def topological_names(graph: Any) -> list[str]:
    """The names of the nodes, level by level, by name within a level."""
    order = {
        node.name: {up for source in node.dependencies.values() for up, _ in upstream_outputs(source)}
        for node in graph.node_dict.values()
    }
    sorter = TopologicalSorter(order)
    sorter.prepare()
    names: list[str] = []
    while sorter.is_active():
        level = sorted(sorter.get_ready())
        names.extend(level)
        sorter.done(*level)
    return names


def _mapped_input(graph: Any, mapping: InputMapping) -> Any:
    node = graph.node_dict.get(mapping.mapped_node_name)
    if node is None:
        raise DagsterInvalidDefinitionError(
            f'In graph input mapping "{mapping.graph_input_name}": it references node '
            f'"{mapping.mapped_node_name}" which it does not contain.'
        )
    definition = node.definition.input_dict.get(mapping.mapped_node_input_name)
    if definition is None:
        raise DagsterInvalidDefinitionError(
            f'In graph input mapping "{mapping.graph_input_name}": node "{mapping.mapped_node_name}" does not '
            f'have input "{mapping.mapped_node_input_name}".'
        )
    return definition


def graph_inputs(graph: Any, names: Sequence[str] | None) -> list[InputDefinition]:
    """The graph's inputs, typed like the inner inputs that they feed."""
    found: dict[str, InputDefinition] = {}
    for mapping in graph.input_mappings:
        inner = _mapped_input(graph, mapping)
        dagster_type = mapping.dagster_type or inner.dagster_type
        if mapping.fan_in_index is not None and inner.dagster_type.inner_types:
            dagster_type = inner.dagster_type.inner_types[0]
        known = found.get(mapping.graph_input_name)
        if known is None:
            default = inner.default_value if inner.has_default_value else NO_VALUE
            found[mapping.graph_input_name] = InputDefinition(
                mapping.graph_input_name, dagster_type, mapping.graph_input_description, default
            )
            continue
        _check_same_type(graph, mapping.graph_input_name, known, dagster_type)
        if not inner.has_default_value:
            found[mapping.graph_input_name] = InputDefinition(
                mapping.graph_input_name, known.dagster_type, mapping.graph_input_description
            )
    ordered = [name for name in names or () if name in found]
    others = [name for name in found if name not in ordered]
    return [found[name] for name in [*ordered, *others]]


def _check_same_type(graph: Any, name: str, known: InputDefinition, dagster_type: Any) -> None:
    types = (known.dagster_type, dagster_type)
    any_type = next((kind for kind in types if kind.is_any), None)
    if any_type is not None and any(kind.is_nothing for kind in types):
        known.dagster_type = any_type
    elif known.dagster_type.is_any:
        known.dagster_type = dagster_type
    elif types[0].is_nothing != types[1].is_nothing:
        raise DagsterInvalidDefinitionError(
            f'Graph input "{name}" is mapped to inputs of the types {types[0].display_name} and '
            f"{types[1].display_name}, which do not go together."
        )


def graph_outputs(graph: Any) -> list[OutputDefinition]:
    """The graph's outputs, typed like the inner outputs that they come from."""
    outputs: dict[str, OutputDefinition] = {}
    for mapping in graph.output_mappings:
        node = graph.node_dict.get(mapping.mapped_node_name)
        if node is None:
            raise DagsterInvalidDefinitionError(
                f'In graph output mapping "{mapping.graph_output_name}": it references node '
                f'"{mapping.mapped_node_name}" which it does not contain.'
            )
        inner = node.definition.output_dict.get(mapping.mapped_node_output_name)
        if inner is None:
            raise DagsterInvalidDefinitionError(
                f'In graph output mapping "{mapping.graph_output_name}": node "{mapping.mapped_node_name}" does '
                f'not have output "{mapping.mapped_node_output_name}".'
            )
        outputs[mapping.graph_output_name] = OutputDefinition(
            mapping.graph_output_name,
            mapping.dagster_type or inner.dagster_type,
            mapping.graph_output_description,
            inner.is_required,
            inner.io_manager_key,
            inner.metadata,
            inner.code_version,
            inner.is_dynamic or mapping.from_dynamic_mapping,
        )
    return list(outputs.values())


def output_origin(graph: Any, output_name: str) -> tuple[tuple[str, ...], str]:
    """The path of the inner op, and its output, that a graph's output comes from."""
    mapping = next(m for m in graph.output_mappings if m.graph_output_name == output_name)
    node: Any = graph.node_dict[mapping.mapped_node_name]
    if not node.is_graph:
        return (node.name,), mapping.mapped_node_output_name
    path, name = output_origin(node.definition, mapping.mapped_node_output_name)
    return (node.name, *path), name


def op_defs_by_path(graph: Any, prefix: tuple[str, ...] = ()) -> Mapping[tuple[str, ...], Any]:
    """Every op node in the graph by its path."""
    found: dict[tuple[str, ...], Any] = {}
    for node in graph.node_dict.values():
        if node.is_graph:
            found.update(op_defs_by_path(node.definition, (*prefix, node.name)))
        else:
            path = (*prefix, node.name)
            found[path] = node
    return found
