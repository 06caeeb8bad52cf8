"""The config schema of a job, and a run's config checked against it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assetize.runtime.config.field import Field
from assetize.runtime.config.resolution import ANY_CONFIG
from assetize.runtime.config.run_config import as_run_config
from assetize.runtime.config.structures import Shape
from assetize.runtime.config.validation import call_config_function, checked_config
from assetize.runtime.errors import DagsterInvalidDefinitionError
from assetize.runtime.resources.lifecycle import required_closure

Path = tuple[str, ...]
PLAIN_OP = Field(Shape({"config": ANY_CONFIG}))


class JobRunConfig:
    """The checked config of a run, by node path and resource key."""

    __slots__ = ("by_path", "configured", "resources", "resources_defs", "top_level_inputs", "whole")

    def __init__(self, whole: dict[str, Any], resource_defs: Mapping[str, Any]) -> None:
        self.whole = whole
        self.by_path: dict[Path, Any] = {}
        self.configured: dict[Path, Any] = {}
        self.resources: Mapping[str, Any] = whole.get("resources", {})
        self.resources_defs = resource_defs
        self.top_level_inputs: Mapping[str, Any] = whole.get("inputs", {})

    def op_config(self, step: Any) -> Any:
        """The config that the body of a step's op sees."""
        if step.op_def.transforms:
            return self.configured[step.path]
        return self.by_path.get(step.path, {}).get("config")

    def inputs_of(self, path: Path) -> Mapping[str, Any]:
        """The configured inputs of a node."""
        inputs: Mapping[str, Any] = self.by_path.get(path, {}).get("inputs", {})
        return inputs

    def input_config(self, path: Path, name: str) -> Any:
        """The config of one input."""
        return self.inputs_of(path).get(name)

    def output_config(self, path: Path, name: str) -> Any:
        """The config of one output."""
        outputs = self.by_path.get(path, {}).get("outputs", {})
        if isinstance(outputs, list):
            return next((item[name] for item in outputs if name in item), None)
        return outputs.get(name)

    def resource(self, key: str) -> Any:
        """The config that the function of a resource sees."""
        config = self.resources.get(key, {}).get("config")
        definition = self.resources_defs[key]
        return definition.inner_config(config, f"resource {key}") if definition.transforms else config


def job_run_config(job: Any, run_config: dict[str, Any]) -> JobRunConfig:
    """The run's config with defaults, or an error with the path of what does not fit."""
    resource_defs = job.resource_defs
    if job.config_mapping is not None:
        run_config = _mapped(job, run_config)
    else:
        run_config = with_job_defaults(job, run_config)
    if job.schema_cache is None:
        job.schema_cache = job_schema(job, resource_defs)
    whole = checked_config(job.schema_cache, run_config, f"Error in config for job {job.name}")
    if job.graph.has_config_mapping:
        whole = {**whole, "ops": _mapped_by_graph(job, whole.get("ops", {}))}
    config = JobRunConfig(whole, resource_defs)
    _spread(job, job.graph, (), whole.get("ops", {}), config)
    return config


def with_job_defaults(job: Any, run_config: dict[str, Any]) -> dict[str, Any]:
    """The run config, and from the job's own what it leaves out: whole ops, whole resources, never a part of one."""
    if not job.run_config or not run_config:
        return run_config or job.run_config or {}
    merged = dict(run_config)
    for section, default in job.run_config.items():
        given = merged.get(section)
        if given is None:
            merged[section] = default
        elif isinstance(given, Mapping) and isinstance(default, Mapping):
            known = job.graph.node_dict if section == "ops" else default
            merged[section] = {**{key: default[key] for key in default if key in known}, **given}
    return merged


def _mapped(job: Any, run_config: dict[str, Any]) -> dict[str, Any]:
    """The run config of a job whose own config is all that a run gives."""
    mapping = job.config_mapping
    checked = checked_config(mapping.config_schema.config_type, run_config, "Error in config mapping ")
    return as_run_config(call_config_function(mapping.config_fn, checked, f"job '{job.name}'"))


def _mapped_by_graph(job: Any, ops: Mapping[str, Any]) -> Mapping[str, Any]:
    """The config of the ops of a job whose graph maps config of its own to theirs."""
    graph = job.graph
    made = graph.nodes_config(ops.get("config", {}), job.name, graph.name)
    checked: Mapping[str, Any] = checked_config(
        _nodes_shape(graph, job.resource_defs, job),
        made,
        f"In job '{job.name}', top level graph '{graph.name}' has a configuration error.",
    )
    return checked


def job_schema(job: Any, resource_defs: Mapping[str, Any]) -> Shape:
    """The schema of a job's run config."""
    used = used_resources(job)
    resources = {
        key: Field(Shape({"config": d.config_schema}), is_required=None if key in used else False)
        for key, d in resource_defs.items()
    }
    nodes = _ops_shape(job, resource_defs)
    fields: dict[str, Any] = {
        "execution": _execution_field(job),
        "loggers": Field(_loggers_shape(job)),
        "ops": Field(nodes) if nodes.fields else Field(nodes, is_required=False),
        "resources": Field(Shape(resources)),
    }
    if job.graph.input_defs and not job.graph.has_config_mapping:
        fields["inputs"] = Field(Shape(_top_level_inputs(job)))
    return Shape(fields)


def _ops_shape(job: Any, resource_defs: Mapping[str, Any]) -> Shape:
    if job.graph.has_config_mapping:
        return Shape({"config": job.graph.config_schema})
    return _nodes_shape(job.graph, resource_defs, job)


def used_resources(job: Any) -> set[str]:
    """The keys of the resources that the job's steps use, and of those that these need."""
    from assetize.runtime.execution.needed_resources import needed_resources
    from assetize.runtime.execution.plan import plan_of_job

    definitions = job.resource_defs
    return set(required_closure(definitions, needed_resources(job, plan_of_job(job), definitions, None)))


def _execution_field(job: Any) -> Field:
    executor = job.given_executor
    config = ANY_CONFIG if executor is None else executor.config_schema
    return Field(Shape({"config": config}), is_required=None if config.is_required else False)


def _loggers_shape(job: Any) -> Shape:
    if job.loggers:
        return Shape(
            {
                key: Field(Shape({"config": d.config_schema}), is_required=False)
                for key, d in job.loggers.items()
            }
        )
    console = {"log_level": Field(str, is_required=False), "name": Field(str, is_required=False)}
    config = Field(Shape(console), is_required=False)
    return Shape({"console": Field(Shape({"config": config}), is_required=False)})


def _top_level_inputs(job: Any) -> dict[str, Field]:
    found = {}
    for definition in job.graph.input_defs:
        loader = definition.dagster_type.loader
        if loader is None or definition.name in job.input_values or definition.dagster_type.is_nothing:
            continue
        found[definition.name] = Field(
            loader.schema_type, is_required=False if definition.has_default_value else None
        )
    return found


def _nodes_shape(graph: Any, resource_defs: Mapping[str, Any], job: Any, mapped: Any = frozenset()) -> Shape:
    fields: dict[str, Field] = {}
    fed = {(m.mapped_node_name, m.mapped_node_input_name) for m in graph.input_mappings}
    for node in graph.node_dict.values():
        connected = {
            name
            for name in node.definition.input_dict
            if name in node.dependencies or (node.name, name) in fed
        }
        fields[node.name] = _node_field(node, connected, resource_defs, job)
    shape = object.__new__(Shape)
    shape.fields = fields
    shape.description = None
    shape.field_aliases = {}
    return shape


def _node_field(node: Any, connected: set[str], resource_defs: Mapping[str, Any], job: Any) -> Field:
    definition = node.definition
    inputs = _input_fields(definition, connected, resource_defs, job)
    outputs = _output_fields(definition, resource_defs)
    if node.is_graph:
        if definition.has_config_mapping:
            return Field(Shape({"config": definition.config_schema, **_inputs(inputs)}))
        inner = _nodes_shape(definition, resource_defs, job)
        return Field(Shape({"ops": Field(inner), **_inputs(inputs)}))
    if definition.config_field is ANY_CONFIG and not inputs and not outputs:
        return PLAIN_OP
    return Field(Shape({"config": definition.config_field, **_inputs(inputs), **outputs}))


def _inputs(fields: dict[str, Field]) -> dict[str, Field]:
    return {"inputs": Field(Shape(fields))} if fields else {}


def _input_fields(
    definition: Any, connected: set[str], resource_defs: Mapping[str, Any], job: Any
) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for item in definition.input_defs:
        manager = resource_defs.get(item.input_manager_key) if item.input_manager_key else None
        schema = getattr(manager, "input_config_schema", None)
        if schema is not None:
            fields[item.name] = schema
        if item.name in connected or item.dagster_type.is_nothing or item.input_manager_key is not None:
            continue
        if item.hardcoded_asset_key is not None or _is_asset_input(definition, item.name, job):
            continue
        loader = item.dagster_type.loader
        if loader is not None:
            fields[item.name] = Field(
                loader.schema_type, is_required=False if item.has_default_value else None
            )
        elif not item.has_default_value:
            raise DagsterInvalidDefinitionError(
                f"Input '{item.name}' of {definition.node_type} '{definition.name}' has no way of being resolved. Must provide a "
                "resolution to this input via another op/graph, or via a direct input value mapped from the "
                "top-level graph."
            )
    return fields


def _is_asset_input(definition: Any, name: str, job: Any) -> bool:
    return job.asset_layer is not None and job.asset_layer.is_asset_input(definition, name)


def _output_fields(definition: Any, resource_defs: Mapping[str, Any]) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    if definition.node_type == "graph":
        return {}
    for item in definition.output_defs:
        schema = getattr(resource_defs.get(item.io_manager_key), "output_config_schema", None)
        if schema is not None:
            fields[item.name] = schema
    return {"outputs": Field(Shape(fields))} if fields else {}


def _spread(job: Any, graph: Any, prefix: Path, ops: Mapping[str, Any], found: JobRunConfig) -> None:
    """Keeps the config of each node by its path; what `configured` ops make of theirs is checked here."""
    for node in graph.node_dict.values():
        config = ops.get(node.name)
        if not config and not node.is_graph and not node.definition.transforms:
            continue
        path = (*prefix, node.name)
        config = config or {}
        found.by_path[path] = config
        if node.is_graph:
            _spread(job, node.definition, path, _inner_ops(job, node.definition, config, path), found)
        elif node.definition.transforms:
            found.configured[path] = node.definition.inner_config(config.get("config"))


def _inner_ops(job: Any, graph: Any, config: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    if not graph.has_config_mapping:
        ops: Mapping[str, Any] = config.get("ops", {})
        return ops
    made = graph.nodes_config(config.get("config", {}), job.name, ":".join(path))
    shape = _nodes_shape(graph, {}, _NO_JOB)
    checked: Mapping[str, Any] = checked_config(
        shape,
        made,
        f'In job {job.name} at stack {":".join(path)}: \nOp "{path[-1]}" with definition "{graph.name}" has a configuration '
        "error. It has produced config a via its config_fn that fails to pass validation in the ops that it contains. This "
        "indicates an error in the config mapping function itself; paths are relative to what that function returned.",
    )
    return checked


class _NoJob:
    asset_layer = None


_NO_JOB = _NoJob()


def check_inputs(graph: Any, asset_layer: Any) -> None:
    """An error if an input is connected to nothing and can come from nowhere."""
    if asset_layer is None:
        _nodes_shape(graph, {}, _NO_JOB)
