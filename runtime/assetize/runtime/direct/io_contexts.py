"""Contexts for calling I/O managers directly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assetize.runtime.direct.resource_scope import DirectResources
from assetize.runtime.io.contexts import InputContext, OutputContext
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.resources.scope import Resources
from assetize.runtime.types.resolution import resolve_dagster_type


class WithResources:
    """A context with resources of its own; those that need tearing down exist inside a `with` block only."""

    _given: Mapping[str, Any] | None

    @property
    def resources(self) -> Resources:
        """The resources."""
        return self._own_resources().checked()

    def _own_resources(self) -> DirectResources:
        own: DirectResources = (self._given or {})["resources"]
        return own

    def __enter__(self) -> Any:
        self._own_resources().entered = True
        return self

    def __exit__(self, *_error: object) -> None:
        self._own_resources().stack.close()


class DirectOutputContext(WithResources, OutputContext):
    """The context of a direct call of `handle_output`."""


class DirectInputContext(WithResources, InputContext):
    """The context of a direct call of `load_input`."""


def build_output_context(
    step_key: str | None = None,
    name: str | None = None,
    definition_metadata: Mapping[str, Any] | None = None,
    run_id: str | None = None,
    mapping_key: str | None = None,
    config: Any = None,
    dagster_type: Any = None,
    version: str | None = None,
    resource_config: Mapping[str, Any] | None = None,
    resources: Mapping[str, Any] | None = None,
    op_def: Any = None,
    asset_key: Any = None,
    partition_key: str | None = None,
    asset_partitions_def: Any = None,
    asset_partition_key_range: Any = None,
    instance: Any = None,
    asset_spec: Any = None,
    metadata: Mapping[str, Any] | None = None,
    output_metadata: Mapping[str, Any] | None = None,
) -> OutputContext:
    """A context for calling `handle_output` directly."""
    given = {
        "step_key": step_key,
        "name": name,
        "definition_metadata": definition_metadata or metadata,
        "run_id": run_id or "__EPHEMERAL_RUN_ID",
        "mapping_key": mapping_key,
        "config": config,
        "dagster_type": None if dagster_type is None else resolve_dagster_type(dagster_type),
        "version": version,
        "resource_config": resource_config or {},
        "resources": DirectResources(resources, None, instance, "build_output_context"),
        "op_def": op_def,
        "asset_key": None if asset_key is None else AssetKey.from_coercible(asset_key),
        "partition_key": partition_key,
        "asset_partitions_def": asset_partitions_def,
        "asset_partition_key_range": asset_partition_key_range,
        "instance": instance,
        "asset_spec": asset_spec,
        "output_metadata": output_metadata,
    }
    return DirectOutputContext(given=given)


def build_input_context(
    name: str | None = None,
    config: Any = None,
    definition_metadata: Mapping[str, Any] | None = None,
    upstream_output: OutputContext | None = None,
    dagster_type: Any = None,
    resource_config: Mapping[str, Any] | None = None,
    resources: Mapping[str, Any] | None = None,
    op_def: Any = None,
    step_context: Any = None,
    asset_key: Any = None,
    partition_key: str | None = None,
    asset_partition_key_range: Any = None,
    asset_partitions_def: Any = None,
    instance: Any = None,
    metadata: Mapping[str, Any] | None = None,
) -> InputContext:
    """A context for calling `load_input` directly."""
    given = {
        "name": name,
        "config": config,
        "definition_metadata": definition_metadata or metadata,
        "dagster_type": None if dagster_type is None else resolve_dagster_type(dagster_type),
        "resource_config": resource_config,
        "resources": DirectResources(resources, None, instance, "build_input_context"),
        "op_def": op_def,
        "step_context": step_context,
        "asset_key": None if asset_key is None else AssetKey.from_coercible(asset_key),
        "partition_key": partition_key,
        "asset_partition_key_range": asset_partition_key_range,
        "asset_partitions_def": asset_partitions_def,
        "instance": instance,
    }
    return DirectInputContext(upstream_output=upstream_output, given=given)
