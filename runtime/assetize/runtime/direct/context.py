"""Contexts for calling ops directly, built from what a test gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assetize.runtime.direct.resource_scope import DirectResources
from assetize.runtime.errors import (
    CheckError,
    DagsterInvalidInvocationError,
    DagsterInvalidPropertyError,
    DagsterInvariantViolationError,
)
from assetize.runtime.events.log_manager import silent_log
from assetize.runtime.execution.op_context import OpExecutionContext
from assetize.runtime.resources.scope import Resources


class DirectOpExecutionContext(OpExecutionContext):
    """The context of a direct call: what was given, and errors for the rest."""

    __slots__ = (
        "_config",
        "_instance",
        "_key_range",
        "_mapping_key",
        "_metadata",
        "_op",
        "_partition_key",
        "_scope",
        "_tags",
        "_user_events",
        "alias",
        "assets",
    )

    def __init__(
        self,
        resources: DirectResources,
        config: Any,
        instance: Any,
        partition_key: str | None,
        key_range: Any,
        mapping_key: str | None,
        tags: Mapping[str, str] | None,
    ) -> None:
        super().__init__(None)
        self._scope = resources
        self._config = config
        self._instance = instance
        self._partition_key = partition_key
        self._key_range = key_range
        self._mapping_key = mapping_key
        self._tags = dict(tags or {})
        self._op: Any = None
        self._metadata: dict[str, Any] = {}
        self._user_events: list[Any] = []
        self.alias: str | None = None
        self.assets: Any = None

    def bound(self, op_def: Any, alias: str | None, assets: Any, config: Any) -> DirectOpExecutionContext:
        """The context during a call of an op."""
        self._op = op_def
        self.alias = alias or op_def.name
        self.assets = assets
        self._config = config
        return self

    def unbind(self) -> None:
        """Forgets the op after its call."""
        self.alias = None

    def __enter__(self) -> DirectOpExecutionContext:
        self._scope.entered = True
        return self

    def __exit__(self, *_error: object) -> None:
        self._scope.stack.close()

    def _absent(self, name: str) -> DagsterInvalidPropertyError:
        return DagsterInvalidPropertyError(
            f"The {name} property is not set on the context when an asset or op is directly invoked."
        )

    @property
    def op_config(self) -> Any:
        """The config that was given."""
        return self._config

    @property
    def given_config(self) -> Any:
        """The config that was given, before an op checked it."""
        return self._config

    @property
    def resources(self) -> Any:
        """The resources that were given."""
        resources = self._scope.checked()
        if self._op is None:
            return resources
        return resources.restricted(self._op.required_resource_keys)

    @property
    def all_resources(self) -> Resources:
        """All resources that were given."""
        return self._scope.checked()

    @property
    def resource_definitions(self) -> Mapping[str, Any]:
        """The definitions of the resources that were given."""
        return self._scope.definitions

    @property
    def instance(self) -> Any:
        """The instance that was given, or a new one."""
        if self._instance is None:
            from assetize.runtime.instance.instance import DagsterInstance

            self._instance = DagsterInstance.ephemeral()
        return self._instance

    @property
    def log(self) -> Any:
        """The log."""
        return silent_log()

    @property
    def run_id(self) -> str:
        """A fixed id: there is no run."""
        return "EPHEMERAL"

    @property
    def run_config(self) -> Mapping[str, Any]:
        """The given config in the form of run config."""
        return {} if self._op is None else {"ops": {self._op.name: {"config": self._config}}}

    @property
    def run_tags(self) -> Mapping[str, str]:
        """The run tags that were given."""
        return self._tags

    @property
    def run(self) -> Any:
        """There is no run."""
        raise self._absent("dagster_run")

    dagster_run = run

    @property
    def job_def(self) -> Any:
        """There is no job."""
        raise self._absent("job_def")

    @property
    def job_name(self) -> str:
        """There is no job."""
        raise self._absent("job_name")

    @property
    def retry_number(self) -> int:
        """There are no retries."""
        raise self._absent("retry_number")

    @property
    def op_handle(self) -> Any:
        """There is no node."""
        raise self._absent("node_handle")

    node_handle = op_handle

    @property
    def op(self) -> Any:
        """There is no node."""
        raise self._absent("op")

    @property
    def op_def(self) -> Any:
        """The op that is called."""
        if self._op is None:
            raise self._absent("op_def")
        return self._op

    def describe_op(self) -> str:
        """The op, for messages."""
        return f'op "{self.alias or self.op_def.name}"'

    def get_mapping_key(self) -> str | None:
        """The mapping key that was given."""
        return self._mapping_key

    @property
    def has_partition_key(self) -> bool:
        """Whether a partition was given."""
        return self._partition_key is not None

    @property
    def has_partition_key_range(self) -> bool:
        """Whether a range of partitions was given."""
        return self._key_range is not None

    @property
    def partition_key(self) -> Any:
        """The partition that was given."""
        if self._partition_key is None:
            raise CheckError("Failure condition: Tried to access partition_key for a non-partitioned run")
        convert = getattr(self._partitions_def(), "get_partition_key_from_str", None)
        return convert(self._partition_key) if convert else self._partition_key

    @property
    def partition_key_range(self) -> Any:
        """The range of partitions that was given."""
        from assetize.runtime.partitions.key_range import PartitionKeyRange

        if self._key_range is not None:
            return self._key_range
        return PartitionKeyRange(self.partition_key, self.partition_key)

    asset_partition_key_range = partition_key_range

    def _partitions_def(self) -> Any:
        return self.assets.partitions_def if self.assets is not None else None

    @property
    def partition_keys(self) -> Any:
        """The partitions that were given."""
        key_range = self.partition_key_range
        if key_range.start == key_range.end:
            return [key_range.start]
        return self._partitions_def().get_partition_keys_in_range(
            key_range, dynamic_partitions_store=self.instance
        )

    @property
    def partition_time_window(self) -> Any:
        """The time of the partitions that were given."""
        from assetize.runtime.partitions.key_range import PartitionKeyRange
        from assetize.runtime.partitions.of_step import time_window_of_range

        key = self.partition_key
        return time_window_of_range(self._partitions_def(), PartitionKeyRange(key, key))

    @property
    def has_assets_def(self) -> bool:
        """Whether an asset is called."""
        return self.assets is not None

    @property
    def assets_def(self) -> Any:
        """The assets that are called."""
        if self.assets is None:
            raise self._absent("assets_def")
        return self.assets

    @property
    def asset_key(self) -> Any:
        """The asset that is called."""
        return self.assets_def.key

    def asset_key_for_output(self, output_name: str = "result") -> Any:
        """The asset of an output."""
        return self.assets_def.keys_by_output_name[output_name]

    def asset_key_for_input(self, input_name: str) -> Any:
        """The asset of an input."""
        return self.assets_def.keys_by_input_name[input_name]

    @property
    def selected_output_names(self) -> set[str]:
        """All outputs."""
        return set(self.op_def.output_dict)

    @property
    def selected_asset_keys(self) -> set[Any]:
        """All assets that are called."""
        return set(self.assets.keys) if self.assets is not None else set()

    def log_event(self, event: Any) -> None:
        """Remembers an event."""
        self._user_events.append(event)

    def get_events(self) -> list[Any]:
        """The events that were logged."""
        return self._user_events

    def has_events(self) -> bool:
        """Whether events were logged."""
        return bool(self._user_events)

    def consume_events(self) -> Iterator[Any]:
        """The events that were logged, which are then forgotten."""
        events, self._user_events = self._user_events, []
        yield from events

    def add_output_metadata(
        self, metadata: Mapping[str, Any], output_name: str | None = None, mapping_key: str | None = None
    ) -> None:
        """Remembers metadata of an output."""
        outputs = self.op_def.output_dict
        if output_name is not None and output_name not in outputs:
            raise DagsterInvariantViolationError(
                f"Attempted to add metadata for output '{output_name}', but the op has no output of that name. "
                f"Its outputs are {list(outputs)}."
            )
        if output_name is None and len(outputs) != 1:
            raise DagsterInvariantViolationError(
                "Attempted to log metadata without providing output_name, but multiple outputs exist. Please provide an "
                "output_name to the invocation of `context.add_output_metadata`."
            )
        name = output_name or next(iter(outputs))
        if outputs[name].is_dynamic and not mapping_key:
            raise DagsterInvariantViolationError(
                f'Attempted to add metadata for dynamic output "{name}" without providing a mapping key.'
            )
        known = self._metadata.get(name)
        if known is not None and (mapping_key is None or mapping_key in known):
            raise DagsterInvariantViolationError(
                f"In {self.describe_op()}, attempted to log metadata for output '{name}' more than once."
            )
        if mapping_key is not None:
            self._metadata.setdefault(name, {})[mapping_key] = metadata
        else:
            self._metadata[name] = metadata

    def get_output_metadata(self, output_name: str, mapping_key: str | None = None) -> Mapping[str, Any]:
        """The metadata of an output."""
        found = self._metadata.get(output_name)
        return found.get(mapping_key) if found is not None and mapping_key else found  # type: ignore[return-value]

    def set_data_version(self, asset_key: Any, data_version: Any) -> None:
        """There is no run to record versions in."""
        raise self._absent("set_data_version")

    def load_asset_value(
        self, asset_key: Any, *, python_type: Any = None, partition_key: str | None = None
    ) -> Any:
        """There is no run to load from."""
        raise DagsterInvalidInvocationError(
            "load_asset_value is not available when an op is invoked directly."
        )


def build_op_context(
    resources: Mapping[str, Any] | None = None,
    op_config: Any = None,
    resources_config: Mapping[str, Any] | None = None,
    instance: Any = None,
    config: Any = None,
    partition_key: str | None = None,
    partition_key_range: Any = None,
    mapping_key: str | None = None,
    run_tags: Mapping[str, str] | None = None,
    event_loop: Any = None,
) -> DirectOpExecutionContext:
    """A context for calling an op directly."""
    if op_config and config:
        raise DagsterInvalidInvocationError(
            "Attempted to invoke ``build_op_context`` with both ``op_config``, and its legacy version, ``config``. "
            "Please provide one or the other."
        )
    scope = DirectResources(resources, resources_config, instance)
    if partition_key is not None and partition_key_range is not None:
        raise CheckError(
            "Invariant failed. Description: Must supply at most one of partition_key or partition_key_range"
        )
    return DirectOpExecutionContext(
        scope,
        op_config if op_config else config,
        instance,
        partition_key,
        partition_key_range,
        mapping_key,
        run_tags,
    )
