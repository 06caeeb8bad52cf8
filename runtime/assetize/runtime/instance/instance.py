"""The instance: runs, their events, asset records and dynamic partitions."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from assetize.runtime.errors import DagsterRunNotFoundError
from assetize.runtime.events.event import DagsterEvent, EventLogEntry, as_entry
from assetize.runtime.events.types import DagsterRunStatus
from assetize.runtime.instance.asset_records import AssetRecords
from assetize.runtime.instance.dynamic_partitions import DynamicPartitionsStore
from assetize.runtime.instance.memory import MemoryStorage
from assetize.runtime.instance.run import DagsterRun, RunsFilter
from assetize.runtime.instance.run_records import RunRecords
from assetize.runtime.instance.storage import RUNLESS, Storage

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

InstanceType = TypeVar("InstanceType", bound="DagsterInstance")

HOME_VARIABLE = "ASSETIZE_HOME"
"""Names the folder in which runs, events and values are kept."""


class DagsterInstance(AssetRecords, RunRecords, DynamicPartitionsStore):
    """Keeps runs and what they recorded: in memory, or where `$ASSETIZE_HOME` says."""

    def __init__(self, storage_directory: str | None = None, events: Storage | None = None) -> None:
        self._events: Storage = MemoryStorage() if events is None else events
        self._storage = storage_directory
        self._temporary: TemporaryDirectory[str] | None = None
        self.home = self._events.home
        """The folder that all is kept in; None when it is lost with the process."""

    @property
    def is_ephemeral(self) -> bool:
        """Whether all is lost with the process."""
        return self.home is None

    @staticmethod
    def ephemeral(tempdir: str | None = None, preload: Any = None, settings: Any = None) -> DagsterInstance:
        """A new instance in memory."""
        return DagsterInstance(None if tempdir is None else str(Path(tempdir) / "storage"))

    @staticmethod
    def get() -> DagsterInstance:
        """The instance at `$ASSETIZE_HOME`; one in memory when that is not set."""
        home = os.environ.get(HOME_VARIABLE)
        return DagsterInstance() if not home else DagsterInstance.local(home)

    @classmethod
    def local(cls: type[InstanceType], home: str) -> InstanceType:
        """An instance whose runs, events and values are kept in a folder. Runs whose process died are marked failed."""
        from assetize.runtime.instance.sqlite.storage import SqliteStorage

        return cls(str(Path(home) / "storage"), SqliteStorage(Path(home)))

    def __enter__(self: InstanceType) -> InstanceType:
        return self

    def __exit__(self, *_error: object) -> None:
        self.dispose()

    def dispose(self) -> None:
        """Closes the storage, and removes the instance's temporary files."""
        self._events.close()
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
        self._events.add_run(run)
        return run

    def run_started(self, run: DagsterRun) -> None:
        """Records that a run started."""
        run.status = DagsterRunStatus.STARTED
        self._events.update_run(run)

    def run_ended(self, run: DagsterRun, *, succeeded: bool) -> None:
        """Records how a run ended."""
        run.status = DagsterRunStatus.SUCCESS if succeeded else DagsterRunStatus.FAILURE
        self._events.update_run(run)

    def store_event(self, run_id: str, event: DagsterEvent) -> None:
        """Records an event of a run."""
        self._events.store_event(run_id, event)

    def last_storage_id(self) -> int:
        """The number of the last stored event or message."""
        return self._events.last_storage_id()

    def store_log(self, run_id: str, job_name: str, level: int, text: str, step_key: str | None) -> None:
        """Records a log message of a run."""
        entry = EventLogEntry(None, level, text, run_id, time.time(), step_key, job_name)
        self._events.store_message(entry)

    def report_runless_asset_event(self, asset_event: Any) -> None:
        """Records a materialization or observation that no run made."""
        from assetize.runtime.instance.runless import event_of

        self.store_event(RUNLESS, event_of(asset_event))
        self._events.flush()

    def all_logs(self, run_id: str, of_type: Any = None) -> list[EventLogEntry]:
        """The log of a run."""
        entries = [as_entry(run_id, item) for item in self._events.log_of_run(run_id)]
        if of_type is None:
            return entries
        kinds = {of_type} if not isinstance(of_type, (set, frozenset)) else of_type
        return [e for e in entries if e.dagster_event is not None and e.dagster_event.event_type in kinds]

    def events_of_run(self, run_id: str) -> list[DagsterEvent]:
        """The events of a run, in order."""
        return [item for item in self._events.log_of_run(run_id) if isinstance(item, DagsterEvent)]

    def status_events(self, kind: str) -> list[tuple[int, DagsterRun, DagsterEvent]]:
        """The events by which runs changed their status, in order."""
        found = (
            (n, self.get_run_by_id(run_id), event) for n, run_id, event in self._events.events_of_kind(kind)
        )
        return [(number, run, event) for number, run, event in found if run is not None]

    def get_run_by_id(self, run_id: str) -> DagsterRun | None:
        """The run of that id."""
        return self._events.run(run_id)

    def has_run(self, run_id: str) -> bool:
        """Whether there is a run of that id."""
        return self._events.run(run_id) is not None

    def get_runs(
        self,
        filters: RunsFilter | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        **_others: Any,
    ) -> list[DagsterRun]:
        """The runs, the latest first; those before a run if a cursor names one."""
        if cursor is None:
            return self._events.runs(filters, limit)
        every = self._events.runs(None, None)
        beyond = {run.run_id for run in every[[run.run_id for run in every].index(cursor) + 1 :]}
        return [run for run in self._events.runs(filters, None) if run.run_id in beyond][:limit]

    def get_runs_count(self, filters: RunsFilter | None = None) -> int:
        """How many runs there are."""
        return len(self.get_runs(filters))

    def get_run_ids(self, filters: RunsFilter | None = None, **_others: Any) -> list[str]:
        """The ids of the runs, the latest first."""
        return [run.run_id for run in self.get_runs(filters)]

    def delete_run(self, run_id: str) -> None:
        """Forgets a run and its log."""
        self._known_run(run_id)
        self._events.delete_run(run_id)

    def add_run_tags(self, run_id: str, new_tags: dict[str, str]) -> None:
        """Adds tags to a run."""
        run = self._known_run(run_id)
        run.tags.update(new_tags)
        self._events.update_run(run)

    def _known_run(self, run_id: str) -> DagsterRun:
        run = self.get_run_by_id(run_id)
        if run is None:
            raise DagsterRunNotFoundError(f"Run {run_id} was not found in instance.")
        return run

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
