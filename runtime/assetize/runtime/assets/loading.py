"""Loads assets that a run does not make, from where earlier runs stored them."""

from __future__ import annotations

from typing import Any

from assetize.runtime.definitions.ins_and_outs import InputDefinition
from assetize.runtime.io.contexts import InputContext, OutputContext
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.types.builtin import ANY
from assetize.runtime.types.resolution import resolve_dagster_type


def io_manager_key_of(step_run: Any, asset: Any) -> str:
    """The I/O manager that an asset is loaded with."""
    if hasattr(asset, "get_io_manager_key"):
        key: str = asset.get_io_manager_key()
        return key
    if hasattr(asset, "io_manager_key_for"):
        found: str = asset.io_manager_key_for(asset.key)
        return found
    layer = step_run.run.job.asset_layer
    if layer is None:
        return "io_manager"
    return str(layer.managers.get(AssetKey.from_coercible(asset), "io_manager"))


def upstream_context(step_run: Any, asset: Any) -> OutputContext:
    """The context of the output that the asset was."""
    key = AssetKey.from_coercible(asset)
    layer = step_run.run.job.asset_layer
    spec = layer.specs.get(key) if layer is not None else None
    metadata = spec.metadata if spec is not None else getattr(asset, "raw_metadata", {})
    return OutputContext(
        given={
            "asset_key": key,
            "run_id": "__EPHEMERAL_RUN_ID",
            "step_key": "none",
            "name": key.path[-1],
            "definition_metadata": metadata,
            "asset_spec": spec,
            "dagster_type": ANY,
        }
    )


def load_value_in_step(step_run: Any, asset: Any, python_type: Any, partition_key: str | None) -> Any:
    """The stored value of an asset, inside a body."""
    key = AssetKey.from_coercible(asset)
    manager_key = io_manager_key_of(step_run, key)
    given: dict[str, Any] = {"asset_key": key, "partition_key": partition_key}
    if python_type is not None:
        given["dagster_type"] = resolve_dagster_type(python_type)
    definition = InputDefinition("asset_value", ANY)
    context = InputContext(step_run, definition, upstream_context(step_run, key), manager_key, given)
    return step_run.run.resource(manager_key).load_input(context)
