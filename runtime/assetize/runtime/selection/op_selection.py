"""Selections of ops: `a`, `*a`, `a+`, `graph.a`, and jobs cut down to them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from assetize.runtime.definitions.dependencies import (
    DependencyDefinition,
    DynamicCollectDependencyDefinition,
    MultiDependencyDefinition,
    NodeInvocation,
)
from assetize.runtime.definitions.graph_checks import op_defs_by_path, upstream_outputs
from assetize.runtime.definitions.graphs import GraphDefinition
from assetize.runtime.errors import DagsterInvalidSubsetError

_CLAUSE = re.compile(r"^(\*?\+*)([./\w\d\[\]?_-]+)(\+*\*?)$")


def parse_clause(clause: str) -> tuple[int | None, str, int | None] | None:
    """How far up, which name, how far down; None means all the way. None for a clause that is none."""
    match = _CLAUSE.match(clause.strip())
    if match is None:
        return None
    up, name, down = match.groups()
    return (None if "*" in up else len(up), name, None if "*" in down else len(down))


def reach(start: Any, edges: Any, depth: int | None) -> set[Any]:
    """What is reachable in so many hops, without the start."""
    found: set[Any] = set()
    frontier = {start}
    while frontier and (depth is None or depth > 0):
        frontier = {other for name in frontier for other in edges.get(name, ())} - found
        found |= frontier
        depth = None if depth is None else depth - 1
    return found


def select(clauses: Sequence[str], upstream: Mapping[str, set[str]]) -> set[str]:
    """The names that any of the clauses selects; `*` selects all."""
    downstream: dict[str, set[str]] = {name: set() for name in upstream}
    for name, others in upstream.items():
        for other in others:
            downstream[other].add(name)
    chosen: set[str] = set()
    for clause in clauses:
        if clause.strip() == "*":
            return set(upstream)
        parsed = parse_clause(clause)
        if parsed is None or parsed[1] not in upstream:
            continue
        up, name, down = parsed
        chosen |= {name, *reach(name, upstream, up), *reach(name, downstream, down)}
    return chosen


def job_subset(job: Any, op_selection: Sequence[str]) -> Any:
    """The job with only the selected ops."""
    graph = _cut(job.graph, (), _chosen_ops(job.graph, op_selection))
    changes: dict[str, Any] = {"graph": graph, "op_selection": list(op_selection)}
    if job.run_config:
        changes["run_config"] = _cut_config(job.run_config, graph)
    subset = job.changed(**changes)
    subset.input_values = {k: v for k, v in job.input_values.items() if k in graph.input_dict}
    return subset


def _chosen_ops(graph: Any, op_selection: Sequence[str]) -> set[str]:
    """The paths of the ops that a selection names: nodes of the graph with their neighbours, or single paths."""
    upstream = {
        node.name: {up for source in node.dependencies.values() for up, _ in upstream_outputs(source)}
        for node in graph.node_dict.values()
    }
    paths = op_defs_by_path(graph)
    chosen: set[str] = set()
    for clause in op_selection:
        nodes = {clause} if "." in clause else select([clause], upstream)
        found = {
            ".".join(path)
            for path in paths
            if any(".".join(path[:n]) in nodes for n in range(1, len(path) + 1))
        }
        if not found:
            raise DagsterInvalidSubsetError(
                f"No qualified ops to execute found for op_selection={list(op_selection)}"
            )
        chosen |= found
    return chosen


def _upstream_paths(graph: Any) -> dict[str, set[str]]:
    """For every op, by its path, the ops that it reads from."""
    from assetize.runtime.execution.plan import plan_of_graph

    return {step.key: {up.key for up in step.upstream} for step in plan_of_graph(graph).steps}


def _cut(graph: Any, prefix: tuple[str, ...], chosen: set[str]) -> GraphDefinition:
    kept: dict[str, Any] = {}
    for node in graph.node_dict.values():
        path = ".".join((*prefix, node.name))
        if node.is_graph:
            if any(name.startswith(path + ".") for name in chosen):
                kept[node.name] = _cut(node.definition, (*prefix, node.name), chosen)
        elif path in chosen:
            kept[node.name] = node.definition
    dependencies: dict[NodeInvocation, dict[str, Any]] = {}
    for name, definition in kept.items():
        node = graph.node_dict[name]
        invocation = NodeInvocation(definition.name, name, node.tags, node.hook_defs, node.retry_policy)
        sources = {key: _kept_source(source, kept) for key, source in node.dependencies.items()}
        dependencies[invocation] = {
            key: source
            for key, source in sources.items()
            if source is not None and key in definition.input_dict
        }
    return _rebuilt(graph, kept, dependencies)


def _rebuilt(graph: Any, kept: Mapping[str, Any], dependencies: Any) -> GraphDefinition:
    made = GraphDefinition(
        graph.name,
        description=graph.description,
        node_defs=list({id(d): d for d in kept.values()}.values()),
        dependencies=dependencies,
        input_mappings=[
            m
            for m in graph.input_mappings
            if m.mapped_node_name in kept and m.mapped_node_input_name in kept[m.mapped_node_name].input_dict
        ],
        output_mappings=[
            m
            for m in graph.output_mappings
            if m.mapped_node_name in kept
            and m.mapped_node_output_name in kept[m.mapped_node_name].output_dict
        ],
        config=graph.config_mapping,
        tags=graph.tags,
        input_names=graph.positional_inputs,
    )
    made.transforms = graph.transforms
    return made


def _kept_source(source: Any, kept: Mapping[str, Any]) -> Any:
    def exists(node: str, output: str) -> bool:
        return node in kept and output in kept[node].output_dict

    if isinstance(source, MultiDependencyDefinition):
        members = [
            member
            for member in source.dependencies
            if not isinstance(member, DependencyDefinition) or exists(member.node, member.output)
        ]
        return MultiDependencyDefinition(members) if members else None
    if isinstance(source, (DependencyDefinition, DynamicCollectDependencyDefinition)):
        return source if all(exists(node, output) for node, output in upstream_outputs(source)) else None
    return source


def _cut_config(config: Mapping[str, Any], graph: Any) -> dict[str, Any]:
    ops = config.get("ops")
    if not isinstance(ops, Mapping):
        return dict(config)
    return {**config, "ops": {name: value for name, value in ops.items() if name in graph.node_dict}}


def cut_graph(graph: Any, chosen: set[str]) -> GraphDefinition:
    """The graph with only the chosen ops, given by their paths."""
    return _cut(graph, (), chosen)


def upstream_closure(graph: Any, wanted: set[str]) -> set[str]:
    """The wanted ops and all that they need."""
    upstream = _upstream_paths(graph)
    found = set(wanted)
    for name in wanted:
        found |= reach(name, upstream, None)
    return found
