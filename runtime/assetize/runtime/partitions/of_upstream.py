"""The partitions of upstream assets that a step is made from."""

from __future__ import annotations

from typing import Any

from assetize.runtime.errors import CheckError
from assetize.runtime.partitions.loading_context import partition_loading_context
from assetize.runtime.partitions.mappings import AllPartitionMapping, PartitionMapping
from assetize.runtime.partitions.multi_mappings import inferred_mapping


def mapping_of_step(step_run: Any, upstream_key: Any, upstream_def: Any) -> tuple[PartitionMapping, Any]:
    """The mapping that applies in a step, and the step's own partitions."""
    assets_def = step_run.step.assets_def
    downstream = assets_def.partitions_def if assets_def is not None else None
    declared = assets_def.get_partition_mapping(upstream_key) if assets_def is not None else None
    return inferred_mapping(declared, downstream, upstream_def), downstream


def upstream_partition_keys(step_run: Any, upstream_key: Any, upstream_def: Any) -> list[str]:
    """The partitions of an upstream asset that a step is made from."""
    from assetize.runtime.partitions.of_step import output_keys

    mapping, downstream = mapping_of_step(step_run, upstream_key, upstream_def)
    keys = output_keys(step_run, downstream) if downstream is not None else None
    with partition_loading_context(dynamic_partitions_store=step_run.run.instance):
        subset = downstream.subset_with_partition_keys(keys) if keys is not None else None
        result = mapping.to_upstream(subset, downstream, upstream_def)
        missing = result.required_but_nonexistent_partition_keys
        if missing:
            raise DagsterMissingPartitions(
                f"Partition key range {keys} in {downstream} depends on invalid partitions {sorted(missing)} of upstream asset "
                f"{upstream_key.to_user_string()}"
            )
        found = result.partitions_subset.keys
        if len(found) == 1:
            return list(found)
        return [key for key in upstream_def.get_partition_keys() if key in found]


class DagsterMissingPartitions(CheckError):
    """A step depends on upstream partitions that do not exist."""


def maps_to_several(step_run: Any, upstream_key: Any) -> bool:
    """Whether an asset without partitions loads all partitions of an upstream asset."""
    upstream_def = step_run.run.job.asset_layer.partitions_def(upstream_key)
    mapping, downstream = mapping_of_step(step_run, upstream_key, upstream_def)
    return downstream is None and isinstance(mapping, AllPartitionMapping)
