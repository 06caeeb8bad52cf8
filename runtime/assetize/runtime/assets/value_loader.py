"""Loads stored values of assets outside of runs."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

from assetize.runtime.errors import CheckError
from assetize.runtime.io.contexts import InputContext, OutputContext
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.types.resolution import resolve_dagster_type


class AssetValueLoader:
    """Loads values with I/O managers that are set up once; a `with` block tears them down."""

    def __init__(self, definitions: Any, instance: Any = None) -> None:
        self._definitions = definitions
        self._instance = instance
        self._stack = ExitStack()
        self._managers: dict[str, Any] = {}

    def __enter__(self) -> AssetValueLoader:
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    def _known_instance(self) -> Any:
        if self._instance is None:
            from assetize.runtime.instance.instance import DagsterInstance

            self._instance = DagsterInstance.ephemeral()
        return self._instance

    def _manager(self, owner: Any, key: str, config: Mapping[str, Any] | None) -> Any:
        from assetize.runtime.direct.resources import set_up
        from assetize.runtime.resources.lifecycle import required_closure
        from assetize.runtime.resources.resolution import resource_definitions, with_default_io_manager

        if key not in self._managers or config:
            known = with_default_io_manager(
                {**resource_definitions(self._definitions.resources), **owner.resource_defs}
            )
            needed = {name: known[name] for name in required_closure(known, [key])}
            resources = set_up(needed, config or {}, self._known_instance(), self._stack)
            self._managers[key] = getattr(resources, key)
        return self._managers[key]

    def load_asset_value(
        self,
        asset_key: Any,
        *,
        python_type: Any = None,
        partition_key: str | None = None,
        partition_key_range: Any = None,
        input_definition_metadata: Mapping[str, Any] | None = None,
        resource_config: Mapping[str, Any] | None = None,
        metadata: Mapping[str, Any] | None = None,
    ) -> Any:
        """The stored value of an asset, or of some of its partitions."""
        key = AssetKey.from_coercible(asset_key)
        owner = self._definitions.collection().owner.get(key)
        if owner is None:
            raise CheckError(f"Asset key {key.to_user_string()} not found")
        manager_key = owner.io_manager_key_for(key)
        spec = owner.all_specs[key]
        given: dict[str, Any] = {
            "asset_key": key,
            "name": key.path[-1],
            "partition_key": partition_key,
            "asset_partition_key_range": partition_key_range,
            "asset_partitions_def": spec.partitions_def,
            "definition_metadata": input_definition_metadata or metadata or {},
            "dagster_type": resolve_dagster_type(python_type)
            if python_type is not None
            else resolve_dagster_type(Any),
            "instance": self._known_instance(),
        }
        upstream = OutputContext(given={**given, "definition_metadata": spec.metadata, "asset_spec": spec})
        context = InputContext(None, None, upstream, manager_key, given)
        return self._manager(owner, manager_key, resource_config).load_input(context)
