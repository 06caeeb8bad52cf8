"""Which partitions a step's assets and inputs are for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assetize.runtime.errors import CheckError, DagsterInvariantViolationError


def partitions_def_of_step(step_run: Any) -> Any:
    """How the step's assets, or else its job, are partitioned."""
    assets_def = step_run.step.assets_def
    if assets_def is not None and assets_def.partitions_def is not None:
        return assets_def.partitions_def
    return step_run.run.job.partitions_def


def typed_partition_key(step_run: Any, key: str) -> Any:
    """The key as the partitions definition makes it: several dimensions give a key with parts."""
    partitions_def = partitions_def_of_step(step_run)
    convert = getattr(partitions_def, "get_partition_key_from_str", None)
    return convert(key) if convert else key


def run_range(step_run: Any) -> Any:
    """The first and last partition of the run, or None."""
    from assetize.runtime.partitions.key_range import PartitionKeyRange

    tags = step_run.run.dagster_run.tags
    start = tags.get("dagster/asset_partition_range_start")
    if start is not None:
        return PartitionKeyRange(start, tags["dagster/asset_partition_range_end"])
    key = step_run.run.partition_key
    return None if key is None else PartitionKeyRange(key, key)


def time_window_of_range(partitions_def: Any, key_range: Any) -> Any:
    """The time from the start of the first partition to the end of the last."""
    from assetize.runtime.partitions.time_window import TimeWindow

    if not getattr(partitions_def, "has_time_window_dimension", hasattr(partitions_def, "cron_schedule")):
        raise DagsterInvariantViolationError(
            "Expected a TimeWindowPartitionsDefinition or MultiPartitionsDefinition with a single time dimension, but instead "
            f"found {type(partitions_def)}"
        )
    first = partitions_def.time_window_for_partition_key(key_range.start)
    last = partitions_def.time_window_for_partition_key(key_range.end)
    return TimeWindow(first.start, last.end)


def _layer(step_run: Any) -> Any:
    return step_run.run.job.asset_layer


def partition_keys_of_asset(context: Any, step_run: Any, asset_key: Any) -> list[str] | None:
    """The partitions of an asset that a step stores or loads; None if it is not partitioned."""
    layer = _layer(step_run)
    if layer is None:
        return None
    partitions_def = layer.partitions_def(asset_key)
    if partitions_def is None:
        return None
    if asset_key in step_run.step.output_assets.values() and not hasattr(context, "upstream_output"):
        return output_keys(step_run, partitions_def)
    return mapped_keys(step_run, asset_key, partitions_def)


def output_keys(step_run: Any, partitions_def: Any) -> list[str] | None:
    """The partitions that the run makes."""
    key_range = run_range(step_run)
    if key_range is None:
        return None
    if key_range.start == key_range.end:
        return [key_range.start]
    keys: list[str] = partitions_def.get_partition_keys_in_range(
        key_range, dynamic_partitions_store=step_run.run.instance
    )
    return keys


def mapped_keys(step_run: Any, upstream_key: Any, upstream_def: Any) -> list[str]:
    """The partitions of an upstream asset that the step's partitions are mapped to."""
    from assetize.runtime.partitions.of_upstream import upstream_partition_keys

    return upstream_partition_keys(step_run, upstream_key, upstream_def)


def partition_keys_of_input(step_run: Any, input_name: str) -> Sequence[str]:
    """The partitions that an input is loaded from."""
    partitions_def = partitions_def_of_input(step_run, input_name)
    return mapped_keys(step_run, step_run.step.input_assets[input_name], partitions_def)


def partitions_def_of_input(step_run: Any, input_name: str) -> Any:
    """How the asset that an input is loaded from is partitioned."""
    asset_key = step_run.step.input_assets.get(input_name)
    layer = _layer(step_run)
    partitions_def = layer.partitions_def(asset_key) if layer is not None and asset_key is not None else None
    if partitions_def is None:
        raise CheckError(f"The input '{input_name}' does not come from a partitioned asset.")
    return partitions_def


def loads_all_partitions(context: Any) -> bool:
    """Whether an input wants a dictionary by partition, even of a single one."""
    step_run = getattr(context, "_step", None)
    if step_run is None:
        return False
    from assetize.runtime.partitions.of_upstream import maps_to_several

    return maps_to_several(step_run, context.asset_key)
