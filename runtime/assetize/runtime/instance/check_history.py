"""The evaluations of asset checks that an instance has recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any

from assetize.runtime.events.event import EventLogEntry, as_entry
from assetize.runtime.instance.storage import CHECK_EVALUATION, Storage
from assetize.runtime.records import Record, fields


class AssetCheckExecutionRecordStatus(Enum):
    """How an evaluation ended."""

    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"


class AssetCheckExecutionRecord(Record):
    """One evaluation of a check."""

    __slots__ = fields("key", "id", "run_id", "status", "event", "create_timestamp", "partition")

    def __init__(self, key: Any, number: int, run_id: str, passed: bool, event: EventLogEntry) -> None:
        self.key = key
        self.id = number
        self.run_id = run_id
        self.status = (
            AssetCheckExecutionRecordStatus.SUCCEEDED if passed else AssetCheckExecutionRecordStatus.FAILED
        )
        self.event = event
        self.create_timestamp = event.timestamp
        self.partition = event.dagster_event.event_specific_data.partition if event.dagster_event else None


class CheckHistory:
    """The evaluations of checks, the last one first."""

    def __init__(self, events: Storage) -> None:
        self._events = events

    def get_asset_check_execution_history(
        self, check_key: Any, limit: int, cursor: int | None = None, status: Any = None
    ) -> list[AssetCheckExecutionRecord]:
        """The last evaluations of a check, before that of a number if one is given."""
        found = (
            record
            for record in self._records(check_key)
            if (cursor is None or record.id < cursor) and (status is None or record.status in status)
        )
        return [record for record, _ in zip(found, range(limit), strict=False)]

    def get_latest_asset_check_execution_by_key(
        self, check_keys: Sequence[Any]
    ) -> dict[Any, AssetCheckExecutionRecord]:
        """The last evaluation of each check that was evaluated."""
        latest = ((key, next(self._records(key), None)) for key in check_keys)
        return {key: record for key, record in latest if record is not None}

    def _records(self, check_key: Any) -> Iterator[AssetCheckExecutionRecord]:
        for number, run_id, event in self._events.asset_events(CHECK_EVALUATION, check_key.asset_key):
            evaluation = event.event_specific_data
            if evaluation.check_name == check_key.name:
                entry = as_entry(run_id, event)
                yield AssetCheckExecutionRecord(check_key, number, run_id, evaluation.passed, entry)
