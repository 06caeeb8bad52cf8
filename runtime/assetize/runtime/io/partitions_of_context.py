"""The partitions that an I/O manager's context is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assetize.runtime.errors import CheckError, DagsterInvariantViolationError


class PartitionsOfContext:
    """Partition keys of the run and of the asset that is stored or loaded."""

    __slots__ = ()

    _given: Any
    _step: Any

    def _asset_key(self) -> Any:
        raise NotImplementedError

    @property
    def has_partition_key(self) -> bool:
        """Whether the run is for a partition."""
        if self._step is None:
            return (self._given or {}).get("partition_key") is not None
        return self._step.run.partition_key is not None

    @property
    def partition_key(self) -> str:
        """The partition of the run."""
        key = (self._given or {}).get("partition_key") if self._step is None else self._step.run.partition_key
        if key is None:
            raise CheckError("Failure condition: Tried to access partition_key on a non-partitioned run.")
        return key  # type: ignore[no-any-return]

    def _keys(self) -> list[str] | None:
        if self._step is None:
            given = self._given or {}
            if given.get("asset_partition_key_range") and given.get("asset_partitions_def"):
                keys: list[str] = given["asset_partitions_def"].get_partition_keys_in_range(
                    given["asset_partition_key_range"]
                )
                return keys
            key = given.get("partition_key")
            return [key] if key is not None and given.get("asset_key") is not None else None
        asset_key = self._asset_key()
        if asset_key is None:
            return None
        from assetize.runtime.partitions.of_step import partition_keys_of_asset

        return partition_keys_of_asset(self, self._step, asset_key)

    @property
    def has_asset_partitions(self) -> bool:
        """Whether the asset is partitioned."""
        if self._step is not None and self._step.run.job.asset_layer is None:
            return False
        return self._keys() is not None

    @property
    def asset_partition_keys(self) -> Sequence[str]:
        """The partitions of the asset."""
        keys = self._keys()
        if keys is None:
            side = "input" if hasattr(self, "upstream_output") else "output"
            raise CheckError(
                f"Failure condition: The {side} does not correspond to a partitioned asset: it has no asset partitions"
            )
        return keys

    @property
    def asset_partition_key(self) -> str:
        """The one partition of the asset."""
        keys = self.asset_partition_keys
        if len(keys) != 1:
            raise CheckError(
                f"Tried to access asset_partition_key, but the number of partition keys is {len(keys)}: {keys}."
            )
        return keys[0]

    @property
    def asset_partition_key_range(self) -> Any:
        """The first and the last partition of the asset."""
        from assetize.runtime.partitions.key_range import PartitionKeyRange

        keys = self.asset_partition_keys
        if not keys:
            raise CheckError("The asset's partitions are empty, so there is no range.")
        return PartitionKeyRange(keys[0], keys[-1])

    @property
    def asset_partitions_def(self) -> Any:
        """How the asset is partitioned."""
        given = (self._given or {}).get("asset_partitions_def")
        if given is not None:
            return given
        if self._step is None:
            raise CheckError("asset_partitions_def was not provided when constructing the context.")
        layer, key = self._step.run.job.asset_layer, self._asset_key()
        if layer is None or key is None:
            raise DagsterInvariantViolationError(
                "Attempting to access partitions def for asset, but output does not correspond to an asset"
            )
        return layer.partitions_def(key)

    @property
    def asset_partitions_time_window(self) -> Any:
        """The time window of the asset's partitions."""
        partitions_def = self.asset_partitions_def
        if partitions_def is None or not hasattr(partitions_def, "time_window_for_partition_key"):
            raise DagsterInvariantViolationError(
                "Tried to get asset partitions for an output that does not correspond to a partitioned asset with time windows."
            )
        from assetize.runtime.partitions.time_window import TimeWindow

        keys = self.asset_partition_keys
        first = partitions_def.time_window_for_partition_key(keys[0])
        last = partitions_def.time_window_for_partition_key(keys[-1])
        return TimeWindow(first.start, last.end)
