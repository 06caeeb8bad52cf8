"""Which assets are out of date, and why: by their code, by what they depend on, and by the versions that they were made from."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

from assetize.runtime.instance.data_versions import INITIAL, DataProvenance, provenance_of, version_of
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.partitions.loading_context import partition_loading_context
from assetize.runtime.partitions.mappings import AllPartitionMapping
from assetize.runtime.partitions.multi_mappings import inferred_mapping
from assetize.runtime.partitions.time_window import TimeWindowPartitionsDefinition
from assetize.runtime.records import Record, fields

NULL = "NULL"
"""The version of an asset that runs make and none has made yet."""

PARTITIONS_LIMIT = 100
"""A dependency on so many partitions, or more, is not looked at."""


class StaleStatus(Enum):
    """Whether an asset is there, and made from what is there now."""

    MISSING = "MISSING"
    STALE = "STALE"
    FRESH = "FRESH"


class StaleCauseCategory(Enum):
    """What changed since an asset was made."""

    CODE = "CODE"
    DATA = "DATA"
    DEPENDENCIES = "DEPENDENCIES"


class StaleCause(Record):
    """A reason for which an asset, or a partition of it, is out of date."""

    __slots__ = fields(
        "asset_key", "partition_key", "category", "reason", "dependency_asset_key", "dependency_partition_key"
    )

    def __init__(
        self,
        asset_key: AssetKey,
        partition_key: str | None,
        category: StaleCauseCategory,
        reason: str,
        dependency_asset_key: AssetKey | None = None,
        dependency_partition_key: str | None = None,
    ) -> None:
        self.asset_key = asset_key
        self.partition_key = partition_key
        self.category = category
        self.reason = reason
        self.dependency_asset_key = dependency_asset_key
        self.dependency_partition_key = dependency_partition_key


Dependency = tuple[AssetKey, str | None]


class Staleness:
    """Answers for the assets of a project, from what an instance has recorded."""

    def __init__(self, definitions: Any, instance: Any) -> None:
        self._collection = definitions.collection()
        self._instance = instance

    def status(self, key: AssetKey, partition_key: str | None = None) -> StaleStatus:
        """Whether an asset, or a partition of it, is missing, out of date or up to date."""
        if self._partitions_def(key) is not None and partition_key is None:
            return StaleStatus.FRESH
        if self.data_version(key, partition_key) == NULL:
            return StaleStatus.MISSING
        if self._is_external(key):
            return StaleStatus.FRESH
        return StaleStatus.STALE if self.causes(key, partition_key) else StaleStatus.FRESH

    def causes(self, key: AssetKey, partition_key: str | None = None) -> list[StaleCause]:
        """Why an asset, or a partition of it, is out of date."""
        if self._partitions_def(key) is not None and partition_key is None:
            return []
        stored = self._instance.latest_version_record(key, partition_key)
        if self._is_external(key) or stored is None:
            return []
        found = self._causes(key, partition_key, stored[2], provenance_of(stored[2]))
        return sorted(found, key=lambda cause: (str(cause.dependency_asset_key), cause.reason))

    def data_version(self, key: AssetKey, partition_key: str | None = None) -> str:
        """The version that an asset has now."""
        stored = self._instance.latest_version_record(key, partition_key)
        if stored is not None:
            return version_of(stored[2])
        return INITIAL if self._is_external(key) else NULL

    def _is_external(self, key: AssetKey) -> bool:
        owner = self._collection.owner.get(key)
        return owner is None or not owner.is_materializable

    def _partitions_def(self, key: AssetKey) -> Any:
        return self._collection.specs[key].partitions_def

    def _causes(
        self, key: AssetKey, partition: str | None, event: Any, provenance: DataProvenance | None
    ) -> Iterator[StaleCause]:
        if provenance is not None:
            yield from self._changed_definition(key, partition, provenance)
        for dependency in self._dependencies(key, partition):
            if provenance is None:
                yield from self._newer(key, partition, event.timestamp, dependency)
            elif dependency[0] not in provenance.input_data_versions:
                reason = f"has a new dependency on {dependency[0].to_user_string()}"
                yield StaleCause(key, partition, StaleCauseCategory.DEPENDENCIES, reason, *dependency)
            elif self._is_updated(provenance, dependency):
                kind = "data version" if self._has_meaningful_version(dependency) else "materialization"
                reason = f"has a new dependency {kind}"
                yield StaleCause(key, partition, StaleCauseCategory.DATA, reason, *dependency)

    def _changed_definition(
        self, key: AssetKey, partition: str | None, provenance: DataProvenance
    ) -> Iterator[StaleCause]:
        code_version = self._collection.specs[key].code_version
        if code_version is not None and code_version != provenance.code_version:
            yield StaleCause(key, partition, StaleCauseCategory.CODE, "has a new code version")
        for removed in provenance.input_data_versions.keys() - set(self._collection.upstream[key]):
            reason = f"removed dependency on {removed.to_user_string()}"
            yield StaleCause(key, partition, StaleCauseCategory.DEPENDENCIES, reason, removed)

    def _newer(
        self, key: AssetKey, partition: str | None, made: float, dependency: Dependency
    ) -> Iterator[StaleCause]:
        """Without a record of versions, the time of the last materialization decides."""
        if self._is_external(dependency[0]):
            return
        stored = self._instance.latest_version_record(*dependency)
        if stored is None:
            yield StaleCause(key, partition, StaleCauseCategory.DATA, "has a new input", *dependency)
        elif stored[2].timestamp > made:
            reason = "has a new dependency materialization"
            yield StaleCause(key, partition, StaleCauseCategory.DATA, reason, *dependency)

    def _is_updated(self, provenance: DataProvenance, dependency: Dependency) -> bool:
        key, partition = dependency
        if partition is None:
            return _differ(provenance.input_data_versions[key].value, self.data_version(key))
        pointer = provenance.input_storage_ids.get(key)
        updated = self._instance.latest_version_record(key, partition, after=pointer)
        if updated is None:
            return False
        before = None if pointer is None else pointer + 1
        previous = self._instance.latest_version_record(key, partition, before=before)
        return _differ(None if previous is None else version_of(previous[2]), version_of(updated[2]))

    def _has_meaningful_version(self, dependency: Dependency) -> bool:
        if self._collection.specs[dependency[0]].code_version is not None or self._is_external(dependency[0]):
            return True
        stored = self._instance.latest_version_record(*dependency)
        provenance = None if stored is None else provenance_of(stored[2])
        return provenance is not None and provenance.is_user_provided

    def _dependencies(self, key: AssetKey, partition: str | None) -> Iterator[Dependency]:
        """The assets, or partitions of them, that an asset is made from; those with too many partitions are left out."""
        for upstream in self._collection.upstream[key]:
            upstream_def = self._partitions_def(upstream)
            if upstream_def is None:
                yield upstream, None
                continue
            keys = self._upstream_partitions(key, partition, upstream, upstream_def)
            if len(keys) < PARTITIONS_LIMIT:
                yield from ((upstream, each) for each in keys)

    def _upstream_partitions(
        self, key: AssetKey, partition: str | None, upstream: AssetKey, upstream_def: Any
    ) -> list[str]:
        own_def = self._partitions_def(key)
        mapping = inferred_mapping(
            self._collection.owner[key].get_partition_mapping(upstream), own_def, upstream_def
        )
        if isinstance(mapping, AllPartitionMapping) and isinstance(
            upstream_def, TimeWindowPartitionsDefinition
        ):
            return []
        with partition_loading_context(dynamic_partitions_store=self._instance):
            if upstream == key and upstream_def.get_num_partitions() >= PARTITIONS_LIMIT:
                return []
            subset = None if own_def is None else own_def.subset_with_partition_keys([partition])
            result = mapping.to_upstream(subset, own_def, upstream_def)
            return sorted(result.partitions_subset.keys)


def _differ(previous: str | None, current: str) -> bool:
    """Whether versions differ; that an asset of others is missing here is no change."""
    return (previous, current) != (INITIAL, NULL) and previous != current
