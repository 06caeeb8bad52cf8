"""The instance: runs, their events, asset records and dynamic partitions, in memory."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assetize.runtime.errors import DagsterRunNotFoundError
from assetize.runtime.events.event import DagsterEvent, EventLogEntry
from assetize.runtime.events.types import DagsterRunStatus
from assetize.runtime.instance.asset_records import AssetRecords
from assetize.runtime.instance.dynamic_partitions import DynamicPartitionsStore
from assetize.runtime.instance.run import DagsterRun, RunsFilter

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory


class DagsterInstance(AssetRecords, DynamicPartitionsStore):
    """Keeps runs and what they recorded, for as long as it lives."""

    def __init__(self, storage_directory: str | None = None) -> None:
        AssetRecords.__init__(self)
        DynamicPartitionsStore.__init__(self)
        self._runs: dict[str, DagsterRun] = {}
        self._log: dict[str, list[tuple[int, Any]]] = {}
        self._storage_id = 0
        self._storage = storage_directory
        self._temporary: TemporaryDirectory[str] | None = None

    @staticmethod
    def ephemeral(tempdir: str | None = None, preload: Any = None, settings: Any = None) -> DagsterInstance:
        """A new instance in memory."""
        return DagsterInstance(None if tempdir is None else str(Path(tempdir) / "storage"))

    @staticmethod
    def get() -> DagsterInstance:
        """An instance in memory."""
        return DagsterInstance()

    @property
    def is_ephemeral(self) -> bool:
        """Whether the instance is in memory."""
        return True

    def __enter__(self) -> DagsterInstance:
        return self

    def __exit__(self, *_error: object) -> None:
        self.dispose()

    def dispose(self) -> None:
        """Removes the instance's temporary files."""
        if self._temporary is not None:
            self._temporary.cleanup()
            self._temporary = None

    def storage_directory(self) -> str:
        """Where I/O managers keep files."""
        if self._storage is None:
            from tempfile import TemporaryDirectory

            self._temporary = TemporaryDirectory()
            self._storage = str(Path(self._temporary.name) / "storage")
        return self._storage

    def add_run(self, run: DagsterRun) -> DagsterRun:
        """Records a run."""
        self._runs[run.run_id] = run
        self._log.setdefault(run.run_id, [])
        return run

    def run_started(self, run: DagsterRun) -> None:
        """Records that a run started."""
        run.status = DagsterRunStatus.STARTED

    def run_ended(self, run: DagsterRun, *, succeeded: bool) -> None:
        """Records how a run ended."""
        run.status = DagsterRunStatus.SUCCESS if succeeded else DagsterRunStatus.FAILURE

    def store_event(self, run_id: str, event: DagsterEvent) -> None:
        """Records an event of a run."""
        self._storage_id += 1
        self._log[run_id].append((self._storage_id, event))
        if event.event_type_value.startswith("ASSET_"):
            self.index_asset_event(self._storage_id, run_id, event)

    def store_log(self, run_id: str, job_name: str, level: int, text: str, step_key: str | None) -> None:
        """Records a log message of a run."""
        self._storage_id += 1
        entry = EventLogEntry(None, level, text, run_id, time.time(), step_key, job_name)
        self._log[run_id].append((self._storage_id, entry))

    def report_runless_asset_event(self, asset_event: Any) -> None:
        """Records a materialization or observation that no run made."""
        from assetize.runtime.instance.runless import event_of

        self._log.setdefault("", [])
        self.store_event("", event_of(asset_event))

    def all_logs(self, run_id: str, of_type: Any = None) -> list[EventLogEntry]:
        """The log of a run."""
        entries = [as_entry(run_id, item) for _, item in self._log.get(run_id, ())]
        if of_type is None:
            return entries
        kinds = {of_type} if not isinstance(of_type, (set, frozenset)) else of_type
        return [e for e in entries if e.dagster_event is not None and e.dagster_event.event_type in kinds]

    def get_run_by_id(self, run_id: str) -> DagsterRun | None:
        """The run of that id."""
        return self._runs.get(run_id)

    def has_run(self, run_id: str) -> bool:
        """Whether there is a run of that id."""
        return run_id in self._runs

    def get_runs(
        self,
        filters: RunsFilter | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        **_others: Any,
    ) -> list[DagsterRun]:
        """The runs, the latest first."""
        found = [run for run in reversed(self._runs.values()) if filters is None or filters.accepts(run)]
        return found[:limit] if limit is not None else found

    def get_runs_count(self, filters: RunsFilter | None = None) -> int:
        """How many runs there are."""
        return len(self.get_runs(filters))

    def get_run_ids(self, filters: RunsFilter | None = None, **_others: Any) -> list[str]:
        """The ids of the runs, the latest first."""
        return [run.run_id for run in self.get_runs(filters)]

    def delete_run(self, run_id: str) -> None:
        """Forgets a run and its log."""
        if run_id not in self._runs:
            raise DagsterRunNotFoundError(f"Run {run_id} was not found in instance.")
        del self._runs[run_id]
        self._log.pop(run_id, None)

    def add_run_tags(self, run_id: str, new_tags: dict[str, str]) -> None:
        """Adds tags to a run."""
        self._runs[run_id].tags.update(new_tags)

    def create_run_for_job(
        self,
        job_def: Any,
        run_id: str | None = None,
        run_config: Any = None,
        tags: Any = None,
        **_others: Any,
    ) -> DagsterRun:
        """Records a run of a job that has not started."""
        import uuid

        return self.add_run(
            DagsterRun(
                run_id or str(uuid.uuid4()), job_def.name, run_config, {**job_def.run_tags, **(tags or {})}
            )
        )


def as_entry(run_id: str, item: Any) -> EventLogEntry:
    """The log entry of a stored event or message."""
    if isinstance(item, EventLogEntry):
        return item
    event: DagsterEvent = item
    return EventLogEntry(
        None, logging.DEBUG, "", run_id, event.timestamp, event.step_key, event.job_name, event
    )
