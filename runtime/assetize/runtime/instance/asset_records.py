"""What the instance knows about assets: materializations, observations, checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assetize.runtime.events.event import EventLogEntry, as_entry
from assetize.runtime.events.types import DagsterEventType
from assetize.runtime.instance.check_history import CheckHistory
from assetize.runtime.instance.storage import MATERIALIZATION, OBSERVATION, Storage, Stored
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


class AssetRecords:
    """Questions about assets; a storage knows the answers."""

    _events: Storage

    def events_of_asset(self, kind: str, asset_key: AssetKey) -> list[Stored]:
        """The events of one kind that are about an asset, in order."""
        return self._events.asset_events(kind, asset_key, ascending=True)

    def check_outcome(self, check_key: Any) -> bool | None:
        """Whether a check passed when it was last evaluated; None if it never was."""
        return self._events.check_outcome(check_key.asset_key, check_key.name)

    @property
    def event_log_storage(self) -> CheckHistory:
        """Questions that Dagster puts to the storage of its event log."""
        return CheckHistory(self._events)

    def all_asset_keys(self) -> list[AssetKey]:
        """The assets that something was recorded about."""
        return self._events.asset_keys()

    get_asset_keys = all_asset_keys

    def has_asset_key(self, asset_key: AssetKey) -> bool:
        """Whether something was recorded about an asset."""
        return any(
            self._events.asset_events(kind, asset_key, limit=1) for kind in (MATERIALIZATION, OBSERVATION)
        )

    def latest_materialization(self, asset_key: AssetKey, partition: str | None = None) -> Stored | None:
        """The last materialization of an asset, or of its partition."""
        wanted = None if partition is None else (partition,)
        found = self._events.asset_events(MATERIALIZATION, asset_key, wanted, limit=1)
        return found[0] if found else None

    def latest_version_record(
        self,
        asset_key: AssetKey,
        partition: str | None = None,
        *,
        after: int | None = None,
        before: int | None = None,
    ) -> Stored | None:
        """The last materialization or else observation of an asset, among the events between two numbers."""
        wanted = None if partition is None else (partition,)
        limit = 1 if before is None else None
        for kind in (MATERIALIZATION, OBSERVATION):
            for stored in self._events.asset_events(kind, asset_key, wanted, limit):
                if before is not None and stored[0] >= before:
                    continue
                if after is None or stored[0] > after:
                    return stored
                break
        return None

    def get_latest_data_version_record(
        self,
        key: AssetKey,
        is_source: bool | None = None,
        partition_key: str | None = None,
        before_cursor: int | None = None,
        after_cursor: int | None = None,
    ) -> EventLogRecord | None:
        """The record of the last event that gave an asset, or its partition, a data version."""
        stored = self.latest_version_record(key, partition_key, after=after_cursor, before=before_cursor)
        return None if stored is None else _record(stored)

    def get_latest_materialization_event(self, asset_key: AssetKey) -> EventLogEntry | None:
        """The log entry of an asset's last materialization."""
        stored = self.latest_materialization(asset_key)
        return None if stored is None else _record(stored).event_log_entry

    def get_latest_materialization_events(
        self, asset_keys: Sequence[AssetKey]
    ) -> dict[AssetKey, EventLogEntry | None]:
        """The log entries of the last materializations of assets."""
        found = {key: self.get_latest_materialization_event(key) for key in asset_keys}
        return {key: entry for key, entry in found.items() if entry is not None}

    def wipe_assets(self, asset_keys: Sequence[AssetKey]) -> None:
        """Forgets all that was recorded about assets; the logs of runs stay."""
        for key in asset_keys:
            self._events.wipe_asset(key)

    def get_materialized_partitions(self, asset_key: AssetKey, **_others: Any) -> set[str]:
        """The partitions of an asset that were materialized."""
        return self._events.materialized_partitions(asset_key)

    def fetch_materializations(
        self, records_filter: Any, limit: int, cursor: str | None = None, ascending: bool = False
    ) -> EventRecordsResult:
        """Materializations of an asset, the last one first."""
        return self._page(MATERIALIZATION, records_filter, limit, ascending, cursor)

    def fetch_observations(
        self, records_filter: Any, limit: int, cursor: str | None = None, ascending: bool = False
    ) -> EventRecordsResult:
        """Observations of an asset, the last one first."""
        return self._page(OBSERVATION, records_filter, limit, ascending, cursor)

    def _page(
        self, kind: str, records_filter: Any, limit: int, ascending: bool, cursor: str | None
    ) -> EventRecordsResult:
        key = records_filter if isinstance(records_filter, AssetKey) else records_filter.asset_key
        wanted = getattr(records_filter, "asset_partitions", None)
        bounds = records_filter if isinstance(records_filter, AssetRecordsFilter) else AssetRecordsFilter(key)
        fetched = None if bounds.is_bounded or cursor is not None else limit + 1
        stored = self._events.asset_events(kind, key, wanted, fetched, ascending)
        found = [item for item in stored if bounds.accepts(item) and _is_beyond(item, cursor, ascending)]
        records = [_record(item) for item in found[:limit]]
        return EventRecordsResult(records, str(records[-1].storage_id) if records else "", len(found) > limit)

    def get_event_records(
        self, event_records_filter: Any, limit: int | None = None, ascending: bool = False
    ) -> list[EventLogRecord]:
        """Records of one kind of asset event, the last one first."""
        is_materialization = event_records_filter.event_type is DagsterEventType.ASSET_MATERIALIZATION
        kind = MATERIALIZATION if is_materialization else OBSERVATION
        key, wanted = event_records_filter.asset_key, event_records_filter.asset_partitions
        return [_record(item) for item in self._events.asset_events(kind, key, wanted, limit, ascending)]


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

    __slots__ = fields(
        "asset_key",
        "asset_partitions",
        "after_timestamp",
        "before_timestamp",
        "after_storage_id",
        "before_storage_id",
        "storage_ids",
    )

    def __init__(
        self,
        asset_key: Any,
        asset_partitions: Sequence[str] | None = None,
        after_timestamp: float | None = None,
        before_timestamp: float | None = None,
        after_storage_id: int | None = None,
        before_storage_id: int | None = None,
        storage_ids: Sequence[int] | None = None,
    ) -> None:
        self.asset_key = asset_key
        self.asset_partitions = asset_partitions
        self.after_timestamp = after_timestamp
        self.before_timestamp = before_timestamp
        self.after_storage_id = after_storage_id
        self.before_storage_id = before_storage_id
        self.storage_ids = storage_ids

    @property
    def is_bounded(self) -> bool:
        """Whether times or numbers of events matter."""
        return any(value is not None for value in self._values()[2:])

    def accepts(self, stored: Stored) -> bool:
        """Whether an event is within the bounds."""
        number, _, event = stored
        return (
            (self.after_timestamp is None or event.timestamp > self.after_timestamp)
            and (self.before_timestamp is None or event.timestamp < self.before_timestamp)
            and (self.after_storage_id is None or number > self.after_storage_id)
            and (self.before_storage_id is None or number < self.before_storage_id)
            and (self.storage_ids is None or number in self.storage_ids)
        )


def _is_beyond(stored: Stored, cursor: str | None, ascending: bool) -> bool:
    """Whether an event comes after the page that a cursor ended."""
    if cursor is None:
        return True
    return stored[0] > int(cursor) if ascending else stored[0] < int(cursor)


def _record(stored: Stored) -> EventLogRecord:
    storage_id, run_id, event = stored
    return EventLogRecord(storage_id, as_entry(run_id, event))
