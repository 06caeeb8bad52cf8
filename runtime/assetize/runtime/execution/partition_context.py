"""The partition that a step runs for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assetize.runtime.errors import CheckError, DagsterInvariantViolationError


class PartitionContext:
    """Partition keys of the run, of the step's assets and of their inputs."""

    __slots__ = ()

    _step: Any

    @property
    def has_partition_key(self) -> bool:
        """Whether the run is for one partition."""
        return self._step.run.partition_key is not None

    @property
    def has_partitions(self) -> bool:
        """Whether the run is for partitions."""
        return self.has_partition_key or self.has_partition_key_range

    @property
    def partition_key(self) -> Any:
        """The partition of the run."""
        key = self._step.run.partition_key
        if key is None:
            raise DagsterInvariantViolationError("Cannot access partition_key for a non-partitioned run")
        from assetize.runtime.partitions.of_step import typed_partition_key

        return typed_partition_key(self._step, key)

    @property
    def has_partition_key_range(self) -> bool:
        """Whether the run is for a range of partitions."""
        return "dagster/asset_partition_range_start" in self._step.run.dagster_run.tags

    @property
    def partition_key_range(self) -> Any:
        """The first and last partition of the run."""
        from assetize.runtime.partitions.key_range import PartitionKeyRange
        from assetize.runtime.partitions.of_step import typed_partition_key

        tags = self._step.run.dagster_run.tags
        if self.has_partition_key_range:
            return PartitionKeyRange(
                typed_partition_key(self._step, tags["dagster/asset_partition_range_start"]),
                typed_partition_key(self._step, tags["dagster/asset_partition_range_end"]),
            )
        key = self._step.run.partition_key
        if key is None:
            raise CheckError("Tried to access partition_key_range for a non-partitioned run")
        return PartitionKeyRange(key, key)

    asset_partition_key_range = partition_key_range

    def _partitions_def(self) -> Any:
        from assetize.runtime.partitions.of_step import partitions_def_of_step

        return partitions_def_of_step(self._step)

    @property
    def partition_keys(self) -> Sequence[str]:
        """All partitions of the run."""
        partitions_def = self._partitions_def()
        if partitions_def is None:
            raise CheckError("Cannot access partition_keys for a non-partitioned run")
        return partitions_def.get_partition_keys_in_range(  # type: ignore[no-any-return]
            self.partition_key_range, dynamic_partitions_store=self._step.run.instance
        )

    @property
    def partition_time_window(self) -> Any:
        """The time that the run's partitions cover."""
        from assetize.runtime.partitions.of_step import time_window_of_range

        partitions_def = self._partitions_def()
        if partitions_def is None:
            raise DagsterInvariantViolationError(
                "Cannot access partition_time_window for a non-partitioned run"
            )
        return time_window_of_range(partitions_def, self.partition_key_range)

    def asset_partition_key_for_output(self, output_name: str = "result") -> str:
        """The partition of an output's asset."""
        key: str = self.partition_key
        return key

    def asset_partition_keys_for_output(self, output_name: str = "result") -> Sequence[str]:
        """The partitions of an output's asset."""
        return self.partition_keys

    def asset_partition_key_range_for_output(self, output_name: str = "result") -> Any:
        """The first and last partition of an output's asset."""
        return self.partition_key_range

    def asset_partitions_def_for_output(self, output_name: str = "result") -> Any:
        """How an output's asset is partitioned."""
        return self._partitions_def()

    def asset_partitions_time_window_for_output(self, output_name: str = "result") -> Any:
        """The time that an output's partitions cover."""
        return self.partition_time_window

    def asset_partition_keys_for_input(self, input_name: str) -> Sequence[str]:
        """The partitions that an input is loaded from."""
        from assetize.runtime.partitions.of_step import partition_keys_of_input

        return partition_keys_of_input(self._step, input_name)

    def asset_partition_key_for_input(self, input_name: str) -> str:
        """The one partition that an input is loaded from."""
        keys = self.asset_partition_keys_for_input(input_name)
        if len(keys) != 1:
            raise CheckError(
                f"Tried to access partition key for asset input '{input_name}', but it depends on {len(keys)} partitions."
            )
        return keys[0]

    def asset_partitions_def_for_input(self, input_name: str) -> Any:
        """How the asset that an input is loaded from is partitioned."""
        from assetize.runtime.partitions.of_step import partitions_def_of_input

        return partitions_def_of_input(self._step, input_name)

    def asset_partitions_time_window_for_input(self, input_name: str = "result") -> Any:
        """The time that the partitions cover which an input is loaded from."""
        from assetize.runtime.partitions.of_step import time_window_of_range

        partitions_def = self.asset_partitions_def_for_input(input_name)
        return time_window_of_range(partitions_def, self.asset_partition_key_range_for_input(input_name))

    def asset_partition_key_range_for_input(self, input_name: str) -> Any:
        """The first and last partition that an input is loaded from."""
        from assetize.runtime.partitions.key_range import PartitionKeyRange

        keys = self.asset_partition_keys_for_input(input_name)
        return PartitionKeyRange(keys[0], keys[-1])
