"""What the instance tells about runs beyond the runs themselves: times, counts and their logs in pages."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from assetize.runtime.events.event import DagsterEvent, EventLogEntry, as_entry
from assetize.runtime.instance.asset_records import EventLogRecord, EventRecordsResult
from assetize.runtime.instance.run import DagsterRun, RunsFilter
from assetize.runtime.instance.storage import Storage
from assetize.runtime.records import Record, fields

STARTED = "PIPELINE_START"
ENDED = ("PIPELINE_SUCCESS", "PIPELINE_FAILURE", "PIPELINE_CANCELED")


class RunRecord(Record):
    """A run with its number and its times."""

    __slots__ = fields(
        "storage_id", "dagster_run", "create_timestamp", "update_timestamp", "start_time", "end_time"
    )

    def __init__(self, storage_id: int, dagster_run: DagsterRun, events: list[DagsterEvent]) -> None:
        times = {event.event_type_value: event.timestamp for event in events}
        moments = [event.timestamp for event in events]
        self.storage_id = storage_id
        self.dagster_run = dagster_run
        self.create_timestamp = _moment(min(moments, default=0.0))
        self.update_timestamp = _moment(max(moments, default=0.0))
        self.start_time: float | None = times.get(STARTED)
        self.end_time: float | None = next((times[kind] for kind in ENDED if kind in times), None)


class DagsterRunStatsSnapshot(Record):
    """How much of what a run did."""

    __slots__ = fields(
        "run_id",
        "steps_succeeded",
        "steps_failed",
        "materializations",
        "expectations",
        "start_time",
        "end_time",
    )

    def __init__(self, run_id: str, events: list[DagsterEvent]) -> None:
        kinds = [event.event_type_value for event in events]
        times = {event.event_type_value: event.timestamp for event in events}
        self.run_id = run_id
        self.steps_succeeded = kinds.count("STEP_SUCCESS")
        self.steps_failed = kinds.count("STEP_FAILURE")
        self.materializations = kinds.count("ASSET_MATERIALIZATION")
        self.expectations = kinds.count("STEP_EXPECTATION_RESULT")
        self.start_time: float | None = times.get(STARTED)
        self.end_time: float | None = next((times[kind] for kind in ENDED if kind in times), None)


def _moment(timestamp: float) -> datetime:
    return datetime.fromtimestamp(timestamp, timezone.utc)


class RunRecords:
    """Questions about runs; a storage knows the answers."""

    _events: Storage

    def _events_of(self, run_id: str) -> list[DagsterEvent]:
        return [item for item in self._events.log_of_run(run_id) if isinstance(item, DagsterEvent)]

    def get_run_records(
        self, filters: RunsFilter | None = None, limit: int | None = None, ascending: bool = False
    ) -> list[RunRecord]:
        """The runs with their times, the latest first unless ascending."""
        every = [run.run_id for run in reversed(self._events.runs(None, None))]
        runs = self._events.runs(filters, None)
        ordered = list(reversed(runs)) if ascending else runs
        return [
            RunRecord(every.index(run.run_id) + 1, run, self._events_of(run.run_id))
            for run in ordered[:limit]
        ]

    def get_run_record_by_id(self, run_id: str) -> RunRecord | None:
        """The run of that id with its times."""
        return next(iter(self.get_run_records(RunsFilter(run_ids=[run_id]), 1)), None)

    def get_run_stats(self, run_id: str) -> DagsterRunStatsSnapshot:
        """How many steps and events a run has."""
        return DagsterRunStatsSnapshot(run_id, self._events_of(run_id))

    def get_records_for_run(
        self,
        run_id: str,
        cursor: str | None = None,
        of_type: Any = None,
        limit: int | None = None,
        ascending: bool = True,
    ) -> EventRecordsResult:
        """The log of a run, page by page; records are numbered within the run."""
        kinds = of_type if isinstance(of_type, (set, frozenset)) else None if of_type is None else {of_type}
        found = [
            EventLogRecord(number, entry)
            for number, item in enumerate(self._events.log_of_run(run_id), 1)
            if _is_of_kind(entry := as_entry(run_id, item), kinds)
        ]
        if not ascending:
            found.reverse()
        if cursor is not None:
            position = int(cursor)
            found = [r for r in found if (r.storage_id > position) == ascending and r.storage_id != position]
        page = found if limit is None else found[:limit]
        end = str(page[-1].storage_id) if page else cursor or ""
        return EventRecordsResult(page, end, len(page) < len(found))


def _is_of_kind(entry: EventLogEntry, kinds: Any) -> bool:
    if kinds is None:
        return True
    return entry.dagster_event is not None and entry.dagster_event.event_type in kinds
