"""Flattens a job's graph into steps, each with the sources of its inputs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assetize.runtime.definitions.dependencies import (
    DependencyDefinition,
    DynamicCollectDependencyDefinition,
    MultiDependencyDefinition,
    SourceAssetDependency,
)
from assetize.runtime.definitions.graph_checks import output_origin
from assetize.runtime.execution import sources as src

Path = tuple[str, ...]


class PlannedInput:
    """An input of a step and where its value comes from."""

    __slots__ = ("definition", "is_nothing", "source")

    def __init__(self, definition: Any, source: Any) -> None:
        self.definition = definition
        self.source = source
        self.is_nothing = definition.dagster_type.is_nothing


class PlanStep:
    """One op node of the job, flattened out of its graphs."""

    __slots__ = (
        "assets_def",
        "check_outputs",
        "dependents",
        "dynamic_origin",
        "hooks",
        "input_assets",
        "inputs",
        "key",
        "op_def",
        "output_assets",
        "path",
        "priority",
        "retry_policy",
        "tags",
        "upstream",
    )

    def __init__(self, path: Path, node: Any, hooks: frozenset[Any], retry_policy: Any) -> None:
        self.path = path
        self.key = ".".join(path)
        self.op_def = node.definition
        self.tags = node.tags
        self.hooks = hooks
        self.retry_policy = retry_policy
        self.priority = int(node.tags.get("dagster/priority", 0)) if node.tags else 0
        self.inputs: list[PlannedInput] = []
        self.upstream: list[PlanStep] = []
        self.dependents: list[PlanStep] = []
        self.dynamic_origin: tuple[str, str] | None = None
        self.output_assets: dict[str, Any] = {}
        self.check_outputs: dict[Any, str] = {}
        self.input_assets: dict[str, Any] = {}
        self.assets_def: Any = None


class ExecutionPlan:
    """The steps of a job, in topological order."""

    def __init__(self, steps: list[PlanStep]) -> None:
        self.steps = steps
        self.by_key = {step.key: step for step in steps}
        self.dynamic_outputs = {step.dynamic_origin for step in steps if step.dynamic_origin}
        self.collected = any(src.collects(item.source) for step in steps for item in step.inputs)


def plan_of_job(job: Any) -> ExecutionPlan:
    """The job's plan, made once for a job."""
    if job.plan_cache is None:
        job.plan_cache = _PlanBuilder(job).build()
    plan: ExecutionPlan = job.plan_cache
    return plan


def plan_of_graph(graph: Any) -> ExecutionPlan:
    """The plan of a graph alone, for its structure."""
    return _PlanBuilder(_BareJob(graph)).build()


class _BareJob:
    hook_defs: frozenset[Any] = frozenset()
    op_retry_policy = None
    asset_layer = None

    def __init__(self, graph: Any) -> None:
        self.graph = graph


class _PlanBuilder:
    def __init__(self, job: Any) -> None:
        self.job = job
        self.steps: dict[Path, PlanStep] = {}

    def build(self) -> ExecutionPlan:
        job = self.job
        self._add_graph(job.graph, (), job.hook_defs, {})
        first = job.asset_layer.blocked_by_checks() if job.asset_layer is not None else {}
        ordered = self._ordered(first)
        for step in ordered:
            step.dynamic_origin = self._dynamic_origin(step)
        if job.asset_layer is not None:
            job.asset_layer.annotate(self.steps)
        return ExecutionPlan(ordered)

    def _add_graph(self, graph: Any, prefix: Path, hooks: frozenset[Any], outside: dict[str, Any]) -> None:
        """Adds the graph's ops; `outside` has the sources of the graph's own inputs."""
        feeding = {
            (m.mapped_node_name, m.mapped_node_input_name, m.fan_in_index): m for m in graph.input_mappings
        }
        for node in graph.node_dict.values():
            path = (*prefix, node.name)
            node_hooks = hooks | node.hook_defs if node.hook_defs else hooks
            found: dict[str, Any] = {}
            for definition in node.definition.input_defs:
                source = self._source(graph, prefix, node, definition, feeding, outside)
                if source is None and node.is_graph:
                    source = src.GraphInput(path, definition)
                found[definition.name] = source
            if node.is_graph:
                self._add_graph(node.definition, path, node_hooks, found)
            else:
                self._add_op(path, node, node_hooks, found)

    def _add_op(self, path: Path, node: Any, hooks: frozenset[Any], found: dict[str, Any]) -> None:
        retry = node.retry_policy or node.definition.retry_policy or self.job.op_retry_policy
        step = self.steps[path] = PlanStep(path, node, hooks, retry)
        for definition in node.definition.input_defs:
            source = found[definition.name]
            if source is None:
                source = src.Unconnected(path, definition)
            step.inputs.append(PlannedInput(definition, source))

    def _source(
        self, graph: Any, prefix: Path, node: Any, definition: Any, feeding: Any, outside: Any
    ) -> Any:
        dependency = node.dependencies.get(definition.name)
        if dependency is not None:
            return self._of_dependency(graph, prefix, node, definition.name, dependency, feeding, outside)
        mapping = feeding.get((node.name, definition.name, None))
        if mapping is None:
            return None
        if prefix == ():
            return src.TopLevelInput(mapping.graph_input_name, definition)
        return outside.get(mapping.graph_input_name)

    def _of_dependency(
        self, graph: Any, prefix: Path, node: Any, name: str, dependency: Any, feeding: Any, outside: Any
    ) -> Any:
        if isinstance(dependency, DependencyDefinition):
            return self._of_output(graph, prefix, dependency.node, dependency.output)
        if isinstance(dependency, DynamicCollectDependencyDefinition):
            output = self._of_output(graph, prefix, dependency.node_name, dependency.output_name)
            return src.Collected(output.path, output.output)
        if isinstance(dependency, SourceAssetDependency):
            return src.AssetValue(dependency.asset)
        assert isinstance(dependency, MultiDependencyDefinition)
        members: list[Any] = []
        for index, member in enumerate(dependency.dependencies):
            if isinstance(member, DependencyDefinition):
                members.append(self._of_output(graph, prefix, member.node, member.output))
                continue
            mapping = feeding[(node.name, name, index)]
            inner = None if prefix == () else outside.get(mapping.graph_input_name)
            members.append(
                inner or src.TopLevelInput(mapping.graph_input_name, node.definition.input_dict[name])
            )
        return src.FanIn(members)

    def _of_output(self, graph: Any, prefix: Path, node_name: str, output: str) -> src.StepOutput:
        definition = graph.node_dict[node_name].definition
        if definition.node_type == "graph":
            inner_path, output = output_origin(definition, output)
            return src.StepOutput((*prefix, node_name, *inner_path), output)
        return src.StepOutput((*prefix, node_name), output)

    def _ordered(self, first: Mapping[str, set[str]]) -> list[PlanStep]:
        """The steps in topological order; `first` has nodes that others must wait for."""
        waiting: dict[PlanStep, int] = {}
        for step in self.steps.values():
            upstream: dict[PlanStep, None] = {}
            for item in step.inputs:
                for path, output in item.source.upstream():
                    origin = self.steps[path]
                    upstream[origin] = None
                    item.source.resolve(origin, output)
            for name in sorted(first.get(step.path[0], ())):
                upstream.update((other, None) for other in self.steps.values() if other.path[0] == name)
            step.upstream = list(upstream)
            waiting[step] = len(upstream)
            for origin in upstream:
                origin.dependents.append(step)
        level = sorted((s for s, count in waiting.items() if count == 0), key=lambda s: s.key)
        ordered: list[PlanStep] = []
        while level:
            ordered.extend(level)
            following: list[PlanStep] = []
            for step in level:
                for dependent in step.dependents:
                    waiting[dependent] -= 1
                    if waiting[dependent] == 0:
                        following.append(dependent)
            level = sorted(following, key=lambda s: s.key)
        return ordered

    def _dynamic_origin(self, step: PlanStep) -> tuple[str, str] | None:
        for item in step.inputs:
            if isinstance(item.source, src.Collected):
                continue
            for path, output in item.source.upstream():
                upstream = self.steps[path]
                if upstream.op_def.output_dict[output].is_dynamic:
                    return upstream.key, output
                if upstream.dynamic_origin is not None:
                    return upstream.dynamic_origin
        return None
