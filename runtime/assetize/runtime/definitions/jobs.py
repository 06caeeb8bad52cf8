"""Job definitions: a graph with resources, config, hooks and other settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from assetize.runtime.config.mapping import ConfigMapping
from assetize.runtime.config.run_config import RunConfig, as_run_config
from assetize.runtime.definitions.graphs import GraphDefinition, Node
from assetize.runtime.definitions.hooks import HookDefinition, checked_hooks
from assetize.runtime.definitions.nodes import normalized_tags
from assetize.runtime.errors import (
    CheckError,
    DagsterInvalidDefinitionError,
    DagsterInvariantViolationError,
    ParameterCheckError,
)
from assetize.runtime.metadata.normalize import normalize_metadata
from assetize.runtime.resources.resolution import resource_definitions


class JobDefinition:
    """A graph that can be run."""

    is_job = True

    def __init__(
        self,
        *,
        graph_def: GraphDefinition,
        resource_defs: Mapping[str, Any] | None = None,
        executor_def: Any = None,
        logger_defs: Mapping[str, Any] | None = None,
        name: str | None = None,
        config: Any = None,
        description: str | None = None,
        partitions_def: Any = None,
        tags: Mapping[str, Any] | None = None,
        run_tags: Mapping[str, Any] | None = None,
        metadata: Mapping[str, Any] | None = None,
        hook_defs: Set[HookDefinition] | None = None,
        op_retry_policy: Any = None,
        asset_layer: Any = None,
        input_values: Mapping[str, Any] | None = None,
        owners: Sequence[str] | None = None,
    ) -> None:
        from assetize.runtime.execution.needed_resources import check_given_resources
        from assetize.runtime.execution.run_config import check_inputs
        from assetize.runtime.naming import checked_name

        self.graph = graph_def
        self.name = checked_name(name or graph_def.name)
        self.description = description or graph_def.description
        self.given_resources = resource_definitions(_identified(resource_defs))
        self.given_executor = checked_executor(executor_def)
        self.loggers = dict(logger_defs or {})
        self.tags = {**graph_def.tags, **normalized_tags(tags)}
        self.run_tags = {**graph_def.tags, **normalized_tags(run_tags)} if run_tags is not None else self.tags
        self.metadata = normalize_metadata(metadata)
        self.hook_defs = checked_hooks(hook_defs)
        self.op_retry_policy = op_retry_policy
        self.asset_layer = asset_layer
        self.owners = list(owners or ())
        self.input_values = dict(input_values or {})
        self.config_mapping: ConfigMapping | None = config if isinstance(config, ConfigMapping) else None
        self.partitioned_config, self.run_config = _job_config(config, partitions_def)
        self.op_selection: Sequence[str] | None = None
        self.plan_cache: Any = None
        self.schema_cache: Any = None
        self.decorated_function: Any = None
        self._check_input_values()
        check_inputs(graph_def, asset_layer)
        if asset_layer is None:
            _check_names(self)
            _check_type_names(self)
        check_given_resources(self)

    def __call__(self, *_args: Any, **_kwargs: Any) -> Any:
        """An error: jobs are executed, not called."""
        raise DagsterInvariantViolationError(
            f"Attempted to call job '{self.name}' directly. Jobs should be invoked by using an execution API function "
            "(e.g. `job.execute_in_process`)."
        )

    @property
    def partitions_def(self) -> Any:
        """The partitions of the job, its own or those of its assets."""
        return self.partitioned_config.partitions_def if self.partitioned_config else None

    @property
    def resource_defs(self) -> Mapping[str, Any]:
        """The resources by key, with the default I/O manager if none was given."""
        from assetize.runtime.resources.resolution import with_default_io_manager

        return with_default_io_manager(self.given_resources)

    @property
    def executor_def(self) -> Any:
        """The executor, Dagster's default one if none was given."""
        from assetize.runtime.execution.executors import multi_or_in_process_executor

        return self.given_executor or multi_or_in_process_executor

    @property
    def nodes(self) -> list[Node]:
        """The nodes of the graph."""
        return self.graph.nodes

    @property
    def all_node_defs(self) -> list[Any]:
        """Every op and graph in the job."""
        return list(self.graph.iterate_node_defs())[1:]

    @property
    def top_level_node_defs(self) -> list[Any]:
        """The definitions of the graph's own nodes."""
        return self.graph.node_defs

    @property
    def dependencies(self) -> Mapping[Any, Any]:
        """The dependencies of the graph."""
        return self.graph.dependencies

    def iterate_op_defs(self) -> Iterator[Any]:
        """Every op in the job."""
        return self.graph.iterate_op_defs()

    def has_node(self, name: str) -> bool:
        """Whether an op or graph of that name is used anywhere in the job."""
        return any(definition.name == name for definition in self.graph.iterate_node_defs())

    def has_node_named(self, name: str) -> bool:
        """Whether the graph has such a node."""
        return self.graph.has_node_named(name)

    def get_node_named(self, name: str) -> Node:
        """The graph's node of that name."""
        return self.graph.node_named(name)

    def node_def_named(self, name: str) -> Any:
        """The definition of that name."""
        for definition in self.all_node_defs:
            if definition.name == name:
                return definition
        raise DagsterInvariantViolationError(f"{name} not found")

    @property
    def required_resource_keys(self) -> set[str]:
        """The keys of the resources that are defined."""
        return set(self.resource_defs)

    @property
    def is_subset(self) -> bool:
        """Whether the job is a selection from another."""
        return self.op_selection is not None or getattr(self.asset_layer, "selected", None) is not None

    def with_hooks(self, hook_defs: Set[HookDefinition]) -> JobDefinition:
        """The job with more hooks."""
        return self.changed(hook_defs=self.hook_defs | checked_hooks(hook_defs))

    def with_top_level_resources(self, resource_defs: Mapping[str, Any]) -> JobDefinition:
        """The job with resources that it does not define itself."""
        return self.changed(given_resources={**resource_definitions(resource_defs), **self.given_resources})

    def with_executor_def(self, executor_def: Any) -> JobDefinition:
        """The job on another executor."""
        return self.changed(given_executor=checked_executor(executor_def))

    def with_logger_defs(self, logger_defs: Mapping[str, Any]) -> JobDefinition:
        """The job with other loggers."""
        return self.changed(loggers=dict(logger_defs))

    def with_metadata(self, metadata: Mapping[str, Any]) -> JobDefinition:
        """The job with other metadata."""
        return self.changed(metadata=normalize_metadata(metadata))

    def changed(self, **attributes: Any) -> JobDefinition:
        """A copy with other attributes."""
        copy = object.__new__(type(self))
        copy.__dict__.update(self.__dict__)
        copy.plan_cache = copy.schema_cache = None
        copy.__dict__.update(attributes)
        return copy

    def get_subset(
        self,
        *,
        op_selection: Sequence[str] | None = None,
        asset_selection: Set[Any] | None = None,
        asset_check_selection: Set[Any] | None = None,
    ) -> JobDefinition:
        """The part of the job that a selection names."""
        if op_selection is not None:
            from assetize.runtime.selection.op_selection import job_subset

            part: JobDefinition = job_subset(self, list(op_selection))
            return part
        if asset_selection is not None or asset_check_selection is not None:
            from assetize.runtime.assets.job_building import asset_job_subset

            chosen: JobDefinition = asset_job_subset(self, asset_selection, asset_check_selection)
            return chosen
        return self

    def get_run_config_for_partition_key(self, partition_key: str) -> Mapping[str, Any]:
        """The run config for a partition."""
        if self.partitioned_config is None:
            raise DagsterInvariantViolationError(f"Job '{self.name}' is not partitioned.")
        config: Mapping[str, Any] = self.partitioned_config.get_run_config_for_partition_key(partition_key)
        return config

    def get_tags_for_partition_key(self, partition_key: str) -> Mapping[str, str]:
        """The run tags for a partition."""
        if self.partitioned_config is None:
            raise DagsterInvariantViolationError(f"Job '{self.name}' is not partitioned.")
        made = self.partitioned_config.get_tags_for_partition_key(partition_key, self.name)
        tags: Mapping[str, str] = {**made, "dagster/partition_set": f"{self.name}_partition_set"}
        return tags

    def execute_in_process(
        self,
        run_config: Any = None,
        instance: Any = None,
        partition_key: str | None = None,
        raise_on_error: bool = True,
        op_selection: Sequence[str] | None = None,
        asset_selection: Sequence[Any] | None = None,
        run_id: str | None = None,
        input_values: Mapping[str, Any] | None = None,
        tags: Mapping[str, str] | None = None,
        resources: Mapping[str, Any] | None = None,
    ) -> Any:
        """Runs the job in this process and returns its result."""
        from assetize.runtime.execution.in_process import execute_in_process

        return execute_in_process(
            self,
            run_config=run_config,
            instance=instance,
            partition_key=partition_key,
            raise_on_error=raise_on_error,
            op_selection=op_selection,
            asset_selection=asset_selection,
            run_id=run_id,
            input_values=input_values,
            tags=tags,
            resources=resources,
        )

    def run_request_for_partition(
        self,
        partition_key: str,
        run_key: str | None = None,
        tags: Mapping[str, str] | None = None,
        run_config: Any = None,
        **_others: Any,
    ) -> Any:
        """A request to run the job for a partition."""
        from assetize.runtime.schedules.run_request import RunRequest

        if self.partitions_def is None:
            raise DagsterInvariantViolationError("Called run_request_for_partition on a non-partitioned job")
        config = as_run_config(run_config) or self.get_run_config_for_partition_key(partition_key)
        merged = {**(tags or {}), **self.get_tags_for_partition_key(partition_key)}
        return RunRequest(
            run_key=run_key, run_config=config, tags=merged, job_name=self.name, partition_key=partition_key
        )

    def _check_input_values(self) -> None:
        for name in self.input_values:
            if name not in self.graph.input_dict:
                raise DagsterInvalidDefinitionError(
                    f"Error when constructing JobDefinition '{self.name}': Input value provided for key '{name}', "
                    "but job has no top-level input with that name."
                )


def _identified(resources: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """The resources, whose keys are names in Python."""
    for key in resources or ():
        if not key.isidentifier():
            raise CheckError(f"Failure condition: Resource key '{key}' must be a valid Python identifier.")
    return resources


def _check_type_names(job: JobDefinition) -> None:
    """An error if two different types have one name."""
    seen: dict[str, Any] = {}
    for op_def in {id(each): each for each in job.iterate_op_defs()}.values():
        for item in (*op_def.input_defs, *op_def.output_defs):
            for each in (item.dagster_type, *item.dagster_type.inner_types):
                if each.has_unique_name and seen.setdefault(each.unique_name, each) is not each:
                    raise DagsterInvalidDefinitionError(
                        f'You have created two dagster types with the same name "{each.unique_name}". Dagster types have '
                        "must have unique names."
                    )


def checked_executor(executor_def: Any) -> Any:
    """The executor's definition, or an error if something is none."""
    if executor_def is not None and not hasattr(executor_def, "executor_creation_fn"):
        raise ParameterCheckError(
            f'Param "executor_def" is not a ExecutorDefinition. Got {executor_def!r} which is type {type(executor_def)}.'
        )
    return executor_def


def _check_names(job: JobDefinition) -> None:
    """An error if two different ops or graphs have one name."""
    seen: dict[str, Any] = {}
    for definition in job.all_node_defs:
        if seen.setdefault(definition.name, definition) is not definition:
            raise DagsterInvalidDefinitionError(
                f"Detected conflicting node definitions with the same name '{definition.name}' in job '{job.name}'."
            )


def _job_config(config: Any, partitions_def: Any) -> tuple[Any, Any]:
    """The partitioned config, if any, and the plain default config."""
    if config is None or isinstance(config, ConfigMapping):
        plain = None
    elif isinstance(config, RunConfig):
        plain = as_run_config(config)
    elif isinstance(config, Mapping):
        plain = dict(config)
    elif hasattr(config, "get_run_config_for_partition_key"):
        return config, None
    else:
        raise ParameterCheckError(
            "config param must be a ConfigMapping, a PartitionedConfig, a RunConfig or a dictionary, but is an object "
            f"of type {type(config)}"
        )
    if partitions_def is None:
        return None, plain
    if not hasattr(partitions_def, "get_partition_keys"):
        raise ParameterCheckError(
            f'Param "partitions_def" is not a PartitionsDefinition. Got {partitions_def!r} which is type {type(partitions_def)}.'
        )
    from assetize.runtime.partitions.partitioned_config import PartitionedConfig

    return PartitionedConfig(partitions_def, lambda _partition: plain or {}), plain


def job_of_graph(
    graph: GraphDefinition,
    name: str | None = None,
    description: str | None = None,
    resource_defs: Mapping[str, Any] | None = None,
    config: Any = None,
    tags: Mapping[str, Any] | None = None,
    metadata: Mapping[str, Any] | None = None,
    logger_defs: Mapping[str, Any] | None = None,
    executor_def: Any = None,
    hooks: Set[HookDefinition] | None = None,
    op_retry_policy: Any = None,
    op_selection: Sequence[str] | None = None,
    partitions_def: Any = None,
    input_values: Mapping[str, Any] | None = None,
    run_tags: Mapping[str, Any] | None = None,
    asset_layer: Any = None,
    owners: Sequence[str] | None = None,
) -> JobDefinition:
    """The job of a graph, as `to_job` makes it."""
    job = JobDefinition(
        graph_def=graph,
        name=name,
        description=description,
        resource_defs=resource_defs,
        config=config,
        tags=tags,
        metadata=metadata,
        logger_defs=logger_defs,
        executor_def=executor_def,
        hook_defs=hooks,
        op_retry_policy=op_retry_policy,
        partitions_def=partitions_def,
        input_values=input_values,
        run_tags=run_tags,
        asset_layer=asset_layer,
        owners=owners,
    )
    return job.get_subset(op_selection=op_selection) if op_selection else job
