"""What the bodies of assets and asset checks may use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assetize.runtime.errors import DagsterInvariantViolationError
from assetize.runtime.execution.current_context import current_context
from assetize.runtime.execution.op_context import OpExecutionContext
from assetize.runtime.metadata.asset_key import AssetKey


class AssetExecutionContext:
    """The run around the body of an asset; what it lacks itself, the op's context gives."""

    def __init__(self, op_execution_context: OpExecutionContext) -> None:
        self._op_execution_context = op_execution_context

    @staticmethod
    def get() -> Any:
        """The context of the asset that is made now."""
        return current_context("AssetExecutionContext", "AssetCheckExecutionContext")

    @property
    def op_execution_context(self) -> OpExecutionContext:
        """The context of the op underneath."""
        return self._op_execution_context

    def get_op_execution_context(self) -> OpExecutionContext:
        """The context of the op underneath."""
        return self._op_execution_context

    def __enter__(self) -> AssetExecutionContext:
        self._op_execution_context.__enter__()  # type: ignore[attr-defined]
        return self

    def __exit__(self, *error: object) -> None:
        self._op_execution_context.__exit__(*error)  # type: ignore[attr-defined]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._op_execution_context, name)

    def add_asset_metadata(
        self, metadata: Mapping[str, Any], asset_key: Any = None, partition_key: str | None = None
    ) -> None:
        """Adds metadata to the materialization of an asset."""
        context = self._op_execution_context
        keys = list(context.assets_def.keys_by_output_name.values())
        if partition_key is not None:
            self._check_target(partition_key)
        if asset_key is None and len(keys) != 1:
            raise DagsterInvariantViolationError(
                "Cannot add metadata without an asset_key in a multi_asset with more than one asset."
            )
        key = keys[0] if asset_key is None else AssetKey.from_coercible(asset_key)
        if key not in keys:
            raise DagsterInvariantViolationError(
                f"Cannot add metadata for key '{key.to_user_string()}' that is not part of this asset."
            )
        if partition_key is None:
            context.add_output_metadata(metadata, context.output_for_asset_key(key))
        else:
            context.add_partition_metadata(metadata, key, partition_key)

    def _check_target(self, partition_key: str) -> None:
        """An error if the run does not make the partition."""
        context = self._op_execution_context
        partitions_def = context.assets_def.partitions_def
        if partitions_def is None:
            raise DagsterInvariantViolationError(
                f"Attempted to add metadata for partition key '{partition_key}' without a partitions definition."
            )
        if partition_key not in partitions_def.get_partition_keys_in_range(
            context.partition_key_range, dynamic_partitions_store=context.instance
        ):
            raise DagsterInvariantViolationError(
                f"Attempted to add metadata for partition key '{partition_key}' that is not being targeted."
            )


class AssetCheckExecutionContext:
    """The run around the body of an asset check."""

    def __init__(self, op_execution_context: OpExecutionContext) -> None:
        self._op_execution_context = op_execution_context

    @staticmethod
    def get() -> Any:
        """The context of the check that is evaluated now."""
        return current_context("AssetCheckExecutionContext", "AssetExecutionContext")

    @property
    def op_execution_context(self) -> OpExecutionContext:
        """The context of the op underneath."""
        return self._op_execution_context

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._op_execution_context, name)

    @property
    def check_specs(self) -> list[Any]:
        """The checks that the body evaluates."""
        return list(self._op_execution_context.assets_def.check_specs)
