"""What the instance knows about assets: materializations, observations, checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assetize.runtime.events.event import DagsterEvent, EventLogEntry
from assetize.runtime.events.types import DagsterEventType
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.records import Record, fields


class EventLogRecord(Record):
    """A stored event with its number in the storage."""

    __slots__ = fields("storage_id", "event_log_entry")

    def __init__(self, storage_id: int, event_log_entry: EventLogEntry) -> None:
        self.storage_id = storage_id
        self.event_log_entry = event_log_entry

    @property
    def run_id(self) -> str:
        """The run."""
        return self.event_log_entry.run_id

    @property
    def timestamp(self) -> float:
        """When it happened."""
        return self.event_log_entry.timestamp

    @property
    def asset_key(self) -> Any:
        """The asset."""
        event = self.event_log_entry.dagster_event
        return event.asset_key if event else None

    @property
    def partition_key(self) -> str | None:
        """The partition."""
        event = self.event_log_entry.dagster_event
        return event.partition if event else None

    @property
    def asset_materialization(self) -> Any:
        """The materialization."""
        return self.event_log_entry.asset_materialization


class EventRecordsResult(Record):
    """A page of records."""

    __slots__ = fields("records", "cursor", "has_more")

    def __init__(self, records: Sequence[EventLogRecord], cursor: str, has_more: bool) -> None:
        self.records = records
        self.cursor = cursor
        self.has_more = has_more


Stored = tuple[int, str, DagsterEvent]


class AssetRecords:
    """Events about assets, by asset."""

    def __init__(self) -> None:
        self._materializations: dict[AssetKey, list[Stored]] = {}
        self._observations: dict[AssetKey, list[Stored]] = {}

    def index_asset_event(self, storage_id: int, run_id: str, event: DagsterEvent) -> None:
        """Files an event under its asset."""
        if event.event_type_value == "ASSET_MATERIALIZATION":
            self._materializations.setdefault(event.asset_key, []).append((storage_id, run_id, event))
        elif event.event_type_value == "ASSET_OBSERVATION":
            self._observations.setdefault(event.asset_key, []).append((storage_id, run_id, event))

    def all_asset_keys(self) -> list[AssetKey]:
        """The assets that something was recorded about."""
        return sorted({*self._materializations, *self._observations})

    get_asset_keys = all_asset_keys

    def has_asset_key(self, asset_key: AssetKey) -> bool:
        """Whether something was recorded about an asset."""
        return asset_key in self._materializations or asset_key in self._observations

    def latest_materialization(self, asset_key: AssetKey, partition: str | None = None) -> Stored | None:
        """The last materialization of an asset, or of its partition."""
        stored = self._materializations.get(asset_key, ())
        if partition is None:
            return stored[-1] if stored else None
        return next((item for item in reversed(stored) if item[2].partition == partition), None)

    def get_latest_materialization_event(self, asset_key: AssetKey) -> EventLogEntry | None:
        """The log entry of an asset's last materialization."""
        stored = self.latest_materialization(asset_key)
        return None if stored is None else _record(stored).event_log_entry

    def get_latest_materialization_events(
        self, asset_keys: Sequence[AssetKey]
    ) -> dict[AssetKey, EventLogEntry | None]:
        """The log entries of the last materializations of assets."""
        return {key: self.get_latest_materialization_event(key) for key in asset_keys}

    def get_materialized_partitions(self, asset_key: AssetKey, **_others: Any) -> set[str]:
        """The partitions of an asset that were materialized."""
        found = {item[2].partition for item in self._materializations.get(asset_key, ())}
        return {partition for partition in found if partition is not None}

    def fetch_materializations(
        self, records_filter: Any, limit: int, cursor: str | None = None, ascending: bool = False
    ) -> EventRecordsResult:
        """Materializations of an asset, the last one first."""
        return self._page(self._materializations, records_filter, limit, ascending)

    def fetch_observations(
        self, records_filter: Any, limit: int, cursor: str | None = None, ascending: bool = False
    ) -> EventRecordsResult:
        """Observations of an asset, the last one first."""
        return self._page(self._observations, records_filter, limit, ascending)

    def _page(self, index: Any, records_filter: Any, limit: int, ascending: bool) -> EventRecordsResult:
        key = records_filter if isinstance(records_filter, AssetKey) else records_filter.asset_key
        wanted = getattr(records_filter, "asset_partitions", None)
        stored = [s for s in index.get(key, ()) if wanted is None or s[2].partition in wanted]
        ordered = stored if ascending else stored[::-1]
        records = [_record(item) for item in ordered[:limit]]
        return EventRecordsResult(
            records, str(records[-1].storage_id) if records else "", len(ordered) > limit
        )

    def get_event_records(
        self, event_records_filter: Any, limit: int | None = None, ascending: bool = False
    ) -> list[EventLogRecord]:
        """Records of one kind of asset event, the last one first."""
        kind = event_records_filter.event_type
        index = (
            self._materializations if kind is DagsterEventType.ASSET_MATERIALIZATION else self._observations
        )
        key = event_records_filter.asset_key
        chosen = [item for k, items in index.items() if key is None or k == key for item in items]
        chosen.sort(key=lambda item: item[0], reverse=not ascending)
        wanted = event_records_filter.asset_partitions
        records = [_record(item) for item in chosen if wanted is None or item[2].partition in wanted]
        return records[:limit] if limit is not None else records


class EventRecordsFilter(Record):
    """Which asset events to list."""

    __slots__ = fields("event_type", "asset_key", "asset_partitions")

    def __init__(
        self, event_type: Any, asset_key: Any = None, asset_partitions: Any = None, **_others: Any
    ) -> None:
        self.event_type = event_type
        self.asset_key = asset_key
        self.asset_partitions = asset_partitions


class AssetRecordsFilter(Record):
    """Which events of an asset to list."""

    __slots__ = ("asset_key", "asset_partitions")

    def __init__(self, asset_key: Any, asset_partitions: Any = None, **_others: Any) -> None:
        self.asset_key = asset_key
        self.asset_partitions = asset_partitions


def _record(stored: Stored) -> EventLogRecord:
    from assetize.runtime.instance.instance import as_entry

    storage_id, run_id, event = stored
    return EventLogRecord(storage_id, as_entry(run_id, event))
