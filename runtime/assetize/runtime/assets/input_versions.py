"""The versions of the assets that a step is made from, as its materializations record them."""

from __future__ import annotations

import hashlib
from typing import Any

from assetize.runtime.instance.data_versions import INITIAL, NO_POINTER, version_of
from assetize.runtime.metadata.asset_key import AssetKey

SEVERAL_PARTITIONS_LIMIT = 100
"""From so many upstream partitions on, the last event of the asset stands for all of them."""


def input_version(step_run: Any, key: AssetKey) -> tuple[str, str]:
    """The data version of an asset that is read, and the number of its last event."""
    instance = step_run.run.instance
    stored = instance.latest_version_record(key)
    if stored is None:
        return INITIAL, NO_POINTER
    keys = _partitions(step_run, key)
    if keys is None or len(keys) >= SEVERAL_PARTITIONS_LIMIT:
        return version_of(stored[2]), str(stored[0])
    records = (instance.latest_version_record(key, partition) for partition in sorted(keys))
    versions = "".join(version_of(record[2]) for record in records if record is not None)
    return hashlib.sha256(versions.encode()).hexdigest(), str(stored[0])


def _partitions(step_run: Any, key: AssetKey) -> list[str] | None:
    layer = step_run.run.job.asset_layer
    partitions_def = layer.partitions_def(key)
    if partitions_def is None or key in step_run.step.output_assets.values():
        return None
    from assetize.runtime.partitions.of_upstream import DagsterMissingPartitions, upstream_partition_keys

    try:
        return upstream_partition_keys(step_run, key, partitions_def)
    except DagsterMissingPartitions:
        return None
