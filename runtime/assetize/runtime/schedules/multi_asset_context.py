"""The context of a sensor that looks at several assets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assetize.runtime.errors import CheckError, DagsterInvalidDefinitionError, DagsterInvariantViolationError
from assetize.runtime.instance.asset_records import EventLogRecord
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.partitions.loading_context import partition_loading_context
from assetize.runtime.partitions.multi_mappings import inferred_mapping
from assetize.runtime.schedules.sensor_context import SensorEvaluationContext

Seen = tuple[str | None, int | None, dict[str, int]]


class MultiAssetSensorEvaluationContext(SensorEvaluationContext):
    """New materializations of the monitored assets, and which of them were dealt with."""

    builder = "build_multi_asset_sensor_context"

    def __init__(self, monitored_assets: Any, **settings: Any) -> None:
        super().__init__(**settings)
        if self.repository_def is None:
            raise CheckError("Exactly one of `definitions` or `repository_def` must be provided.")
        self._definitions = self._known_definitions()
        self.monitored_assets = self._monitored(monitored_assets)
        self._before = _parsed(self._cursor)
        self._advanced: dict[AssetKey, Seen] = {}

    def _known_definitions(self) -> dict[AssetKey, Any]:
        project = self.repository_def
        definitions = getattr(project, "definitions", project)
        return dict(definitions.collection().owner)

    def _monitored(self, monitored: Any) -> list[AssetKey]:
        if hasattr(monitored, "resolve_in"):
            definitions = getattr(self.repository_def, "definitions", self.repository_def)
            return sorted(monitored.resolve_in(definitions.collection()))
        return [AssetKey.from_coercible(key) for key in monitored]

    @property
    def asset_keys(self) -> Sequence[AssetKey]:
        """The monitored assets."""
        return self.monitored_assets

    @property
    def assets_defs_by_key(self) -> Mapping[AssetKey, Any]:
        """The definitions of the monitored assets."""
        return {key: self._definitions.get(key) for key in self.monitored_assets}

    def _seen(self, key: AssetKey) -> Seen:
        return self._before.get(key, (None, None, {}))

    def _records(self, key: AssetKey) -> list[EventLogRecord]:
        from assetize.runtime.instance.asset_records import AssetRecordsFilter

        records = self.instance.fetch_materializations(
            AssetRecordsFilter(key), 10_000, ascending=True
        ).records
        _, last, trailing = self._seen(key)
        waiting = set(trailing.values())
        return [
            record for record in records if record.storage_id > (last or 0) or record.storage_id in waiting
        ]

    def _checked(self, key: AssetKey) -> AssetKey:
        if key not in self.monitored_assets:
            raise DagsterInvalidDefinitionError(f"Asset key {key} not monitored by sensor.")
        return key

    def materialization_records_for_key(
        self, asset_key: AssetKey, limit: int | None = None
    ) -> Iterable[EventLogRecord]:
        """The new materializations of an asset, the earliest first."""
        records = self._records(self._checked(asset_key))
        return records if limit is None else records[:limit]

    def latest_materialization_records_by_key(
        self, asset_keys: Sequence[AssetKey] | None = None
    ) -> Mapping[AssetKey, EventLogRecord | None]:
        """The last new materialization of each asset."""
        found: dict[AssetKey, EventLogRecord | None] = {}
        for key in asset_keys if asset_keys is not None else self.monitored_assets:
            records = self._records(self._checked(key))
            found[key] = records[-1] if records else None
        return found

    def _partitions_def(self, key: AssetKey) -> Any:
        definition = self._definitions.get(key)
        partitions_def = definition.all_specs[key].partitions_def if definition is not None else None
        if partitions_def is None:
            raise DagsterInvariantViolationError(
                "Cannot get latest materialization by partition for assets with no partitions"
            )
        return partitions_def

    def latest_materialization_records_by_partition(
        self, asset_key: AssetKey, after_cursor_partition: bool | None = False
    ) -> Mapping[str, EventLogRecord]:
        """The last new materialization of each partition of an asset, in the order of the partitions."""
        keys = self._partition_keys(self._partitions_def(self._checked(asset_key)))
        partition, _, _ = self._seen(asset_key)
        if after_cursor_partition and partition in keys:
            keys = keys[keys.index(partition) + 1 :]
        latest = {str(record.partition_key): record for record in self._records(asset_key)}
        return {key: latest[key] for key in keys if key in latest}

    def _partition_keys(self, partitions_def: Any) -> list[str]:
        with partition_loading_context(dynamic_partitions_store=self.instance_ref):
            return [str(key) for key in partitions_def.get_partition_keys()]

    def latest_materialization_records_by_partition_and_asset(
        self,
    ) -> Mapping[str, Mapping[AssetKey, EventLogRecord]]:
        """The last new materializations by partition, for assets with the same partitions."""
        definitions = [self._partitions_def(key) for key in self.monitored_assets]
        if any(each != definitions[0] for each in definitions):
            raise DagsterInvalidDefinitionError(
                "This method is only supported when all monitored assets share the same partitions definition."
            )
        found: dict[str, dict[AssetKey, EventLogRecord]] = {}
        for key in self.monitored_assets:
            for partition, record in self.latest_materialization_records_by_partition(key).items():
                found.setdefault(partition, {})[key] = record
        return found

    def get_cursor_partition(self, asset_key: AssetKey | None) -> str | None:
        """The partition up to which an asset was dealt with."""
        return None if asset_key is None else self._seen(asset_key)[0]

    def all_partitions_materialized(
        self, asset_key: AssetKey, partitions: Sequence[str] | None = None
    ) -> bool:
        """Whether partitions of an asset, or all of them, exist."""
        wanted = partitions or self._partition_keys(self._partitions_def(asset_key))
        return set(wanted) <= set(self.instance.get_materialized_partitions(asset_key))

    def get_downstream_partition_keys(
        self, partition_key: str, from_asset_key: AssetKey, to_asset_key: AssetKey
    ) -> Sequence[str]:
        """The partitions of an asset that are made from a partition of another."""
        downstream = self._definitions[to_asset_key]
        upstream_def = self._partitions_def(from_asset_key)
        declared = downstream.get_partition_mapping(from_asset_key)
        downstream_def = downstream.all_specs[to_asset_key].partitions_def
        mapping = inferred_mapping(declared, downstream_def, upstream_def)
        subset = upstream_def.subset_with_partition_keys([partition_key])
        with partition_loading_context(dynamic_partitions_store=self.instance_ref):
            return list(mapping.to_downstream(subset, upstream_def, downstream_def).get_partition_keys())

    def get_trailing_unconsumed_events(self, asset_key: AssetKey) -> Sequence[EventLogRecord]:
        """Materializations before the cursor that were not dealt with."""
        waiting = set(self._seen(asset_key)[2].values())
        return [record for record in self._records(asset_key) if record.storage_id in waiting]

    def advance_cursor(
        self, materialization_records_by_key: Mapping[AssetKey, EventLogRecord | None]
    ) -> None:
        """Marks materializations as dealt with, and those that were passed over as waiting."""
        for key, record in materialization_records_by_key.items():
            if record is None:
                continue
            partition, last, trailing = self._advanced.get(key, self._seen(key))
            waiting = {p: number for p, number in trailing.items() if number != record.storage_id}
            for skipped in self._records(key):
                if skipped.partition_key is not None and (last or 0) < skipped.storage_id < record.storage_id:
                    waiting[skipped.partition_key] = skipped.storage_id
            waiting.pop(record.partition_key or "", None)
            number = max(record.storage_id, last or 0)
            self._advanced[key] = (record.partition_key or partition, number, waiting)
        self._cursor_updated = True

    def advance_all_cursors(self) -> None:
        """Marks all materializations as dealt with."""
        for key, record in self.latest_materialization_records_by_key().items():
            if record is not None:
                self._advanced[key] = (record.partition_key, record.storage_id, {})
        self._cursor_updated = True

    def update_cursor_after_evaluation(self) -> None:
        """Writes the cursor for the next tick, or for the next call with this context."""
        self._before = {**self._before, **self._advanced}
        self._cursor = json.dumps({key.to_string(): list(seen) for key, seen in self._before.items()})


def _parsed(cursor: str | None) -> dict[AssetKey, Seen]:
    if not cursor:
        return {}
    return {
        _key(text): (seen[0], seen[1], seen[2] if len(seen) > 2 else {})
        for text, seen in json.loads(cursor).items()
    }


def _key(text: str) -> AssetKey:
    return AssetKey(json.loads(text))


def build_multi_asset_sensor_context(
    *,
    monitored_assets: Any,
    repository_def: Any = None,
    instance: Any = None,
    cursor: str | None = None,
    repository_name: str | None = None,
    cursor_from_latest_materializations: bool = False,
    resources: Mapping[str, Any] | None = None,
    definitions: Any = None,
    last_sensor_start_time: float | None = None,
) -> MultiAssetSensorEvaluationContext:
    """A context for evaluating a sensor of several assets."""
    if cursor is not None and cursor_from_latest_materializations:
        raise DagsterInvalidDefinitionError(
            "Cannot provide both cursor and cursor_from_latest_materializations objects. Dagster will override the provided cursor "
            "based on the cursor_from_latest_materializations object."
        )
    context = MultiAssetSensorEvaluationContext(
        monitored_assets,
        repository_def=repository_def,
        instance=instance,
        cursor=cursor,
        repository_name=repository_name,
        resources=resources,
        definitions=definitions,
        last_sensor_start_time=last_sensor_start_time,
    )
    if cursor_from_latest_materializations:
        context.advance_all_cursors()
        context.update_cursor_after_evaluation()
        context._before = _parsed(context.cursor)
        context._advanced = {}
        context._cursor_updated = False
    return context
