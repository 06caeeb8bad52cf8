"""The storage in a sqlite file: what a step told is written in one transaction when the step ends."""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assetize.runtime.events.event import DagsterEvent, EventLogEntry
from assetize.runtime.events.types import DagsterRunStatus
from assetize.runtime.instance.run import DagsterRun, RunsFilter
from assetize.runtime.instance.sqlite.encoding import items_of
from assetize.runtime.instance.sqlite.owner import Owner
from assetize.runtime.instance.sqlite.recovery import fail_runs_of_dead_processes
from assetize.runtime.instance.sqlite.runs import RUN_COLUMNS, body_of_run, conditions, marks, run_of_row
from assetize.runtime.instance.sqlite.schema import open_database
from assetize.runtime.instance.sqlite.writing import LAST_NUMBER, Item, write_items
from assetize.runtime.instance.storage import CHECK_EVALUATION, MATERIALIZATION, OBSERVATION, Stored
from assetize.runtime.metadata.asset_key import AssetKey

ENDS_OF_STEPS = frozenset({"STEP_SUCCESS", "STEP_FAILURE", "STEP_SKIPPED", "STEP_UP_FOR_RETRY"})
SECONDS_UNWRITTEN = 1.0
"""Long steps write what they have so far, so that others can follow them."""


class SqliteStorage:
    """Runs, events and partitions in ``events.db`` of a folder; any number of processes may use it at once."""

    def __init__(self, home: Path) -> None:
        self.home: Path | None = home
        self._file = home / "events.db"
        self._owners = home / "alive"
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._process = 0
        self._owner: Owner | None = None
        self._pending: list[Item] = []
        self._pending_kinds: set[str] = set()
        self._written = 0.0
        with self._writing() as connection:
            fail_runs_of_dead_processes(connection, self._owners)

    def _connected(self) -> sqlite3.Connection:
        """The connection of this process: one that a fork inherited must not be used."""
        if self._connection is None or self._process != os.getpid():
            self._connection = open_database(self._file)
            self._process = os.getpid()
            weakref.finalize(self, self._connection.close)
        return self._connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, with all that waits to be written in front."""
        with self._lock:
            connection = self._connected()
            connection.execute("begin immediate")
            try:
                if self._pending:
                    write_items(connection, self._pending)
                yield connection
            except BaseException:
                connection.execute("rollback")
                raise
            connection.execute("commit")
            self._pending.clear()
            self._pending_kinds.clear()

    def _found(self, query: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            self.flush()
            return self._connected().execute(query, tuple(values)).fetchall()

    def flush(self) -> None:
        """Makes what was stored visible to other processes."""
        if self._pending:
            with self._writing():
                pass

    def close(self) -> None:
        """Writes what waits, and closes the file; it is opened again when it is needed."""
        with self._lock:
            self.flush()
            if self._owner is not None:
                self._owner.release()
                self._owner = None
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def add_run(self, run: DagsterRun) -> None:
        """Records a run."""
        values = (run.run_id, run.job_name, run.status.name, body_of_run(run))
        with self._writing() as connection:
            connection.execute(f"insert into runs ({RUN_COLUMNS}) values (?, ?, ?, ?)", values)

    def update_run(self, run: DagsterRun) -> None:
        """Records that a run has another status, or other tags, along with the event that says so."""
        owner = self._own_name() if run.status is DagsterRunStatus.STARTED else None
        values = (run.status.name, body_of_run(run), owner, run.run_id)
        with self._writing() as connection:
            connection.execute("update runs set status = ?, body = ?, owner = ? where run_id = ?", values)

    def _own_name(self) -> str:
        with self._lock:
            if self._owner is None:
                self._owner = Owner(self._owners)
            return self._owner.name

    def run(self, run_id: str) -> DagsterRun | None:
        """The run of that id."""
        rows = self._found(f"select {RUN_COLUMNS} from runs where run_id = ?", (run_id,))
        return run_of_row(*rows[0]) if rows else None

    def runs(self, filters: RunsFilter | None, limit: int | None) -> list[DagsterRun]:
        """The runs, the latest first."""
        clauses, values = conditions(filters)
        found = (
            run_of_row(*row)
            for row in self._found(
                f"select {RUN_COLUMNS} from runs where {clauses} order by number desc", values
            )
        )
        wanted = [run for run in found if filters is None or filters.accepts(run)]
        return wanted if limit is None else wanted[:limit]

    def delete_run(self, run_id: str) -> None:
        """Forgets a run and its log; what is known of assets stays."""
        with self._writing() as connection:
            for table in ("runs", "batches", "run_events"):
                connection.execute(f"delete from {table} where run_id = ?", (run_id,))

    def store_event(self, run_id: str, event: DagsterEvent) -> None:
        """Records an event; it is written with the end of its step."""
        kind = event.event_type_value
        with self._lock:
            self._pending.append((run_id, event))
            self._pending_kinds.add(kind)
            if kind in ENDS_OF_STEPS or event.timestamp - self._written > SECONDS_UNWRITTEN:
                self._written = event.timestamp
                self.flush()

    def store_message(self, entry: EventLogEntry) -> None:
        """Records a log message; it is written with the end of its step."""
        with self._lock:
            self._pending.append((entry.run_id, entry))
            if entry.timestamp - self._written > SECONDS_UNWRITTEN:
                self._written = entry.timestamp
                self.flush()

    def log_of_run(self, run_id: str) -> list[DagsterEvent | EventLogEntry]:
        """Events and messages of a run, in order."""
        rows = self._found("select body from batches where run_id = ? order by last", (run_id,))
        return [item for (body,) in rows for item in items_of(run_id, body)]

    def events_of_kind(self, kind: str) -> list[Stored]:
        """The events of all runs that are of one kind, in order; a kind of event by which runs change their status."""
        return _stored(
            self._found("select id, run_id, body from run_events where kind = ? order by id", (kind,))
        )

    def last_storage_id(self) -> int:
        """The number of the last event or message."""
        return int(self._found(LAST_NUMBER)[0][0])

    def asset_events(
        self,
        kind: str,
        asset_key: AssetKey | None,
        partitions: Collection[str] | None = None,
        limit: int | None = None,
        ascending: bool = False,
    ) -> list[Stored]:
        """Materializations or observations, of one asset or of all; the last one first, unless ascending."""
        clauses, values = ["kind = ?"], [kind]
        if asset_key is not None:
            clauses.append("asset_key = ?")
            values.append(asset_key.to_string())
        if partitions is not None:
            clauses.append(f"partition in ({marks(partitions)})")
            values.extend(partitions)
        with self._lock:
            if kind in self._pending_kinds:
                self.flush()
            rows = self._connected().execute(
                f"select id, run_id, body from asset_events where {' and '.join(clauses)} "
                f"order by id {'asc' if ascending else 'desc'} limit ?",
                (*values, -1 if limit is None else limit),
            )
            return _stored(rows.fetchall())

    def wipe_asset(self, asset_key: AssetKey) -> None:
        """Forgets all that is known of an asset; the logs of runs stay."""
        self.flush()
        with self._writing() as connection:
            connection.execute("delete from asset_events where asset_key = ?", (asset_key.to_string(),))

    def asset_keys(self) -> list[AssetKey]:
        """The assets that were materialized or observed."""
        query = "select distinct asset_key from asset_events where kind in (?, ?)"
        return sorted(
            AssetKey.from_db_string(row[0]) for row in self._found(query, (MATERIALIZATION, OBSERVATION))
        )

    def check_outcome(self, asset_key: AssetKey, check_name: str) -> bool | None:
        """Whether a check passed when it was last evaluated; None if it never was."""
        query = (
            "select id, run_id, body from asset_events where asset_key = ? and kind = ? and check_name = ? "
            "order by id desc limit 1"
        )
        found = _stored(self._found(query, (asset_key.to_string(), CHECK_EVALUATION, check_name)))
        return bool(found[0][2].event_specific_data.passed) if found else None

    def materialized_partitions(self, asset_key: AssetKey) -> set[str]:
        """The partitions of an asset that were materialized."""
        query = "select distinct partition from asset_events where asset_key = ? and kind = ? and partition is not null"
        return {row[0] for row in self._found(query, (asset_key.to_string(), MATERIALIZATION))}

    def add_partitions(self, name: str, keys: Sequence[str]) -> None:
        """Adds keys to dynamic partitions."""
        with self._writing() as connection:
            insert = "insert or ignore into partitions (name, key) values (?, ?)"
            connection.executemany(insert, [(name, key) for key in keys])

    def delete_partition(self, name: str, key: str) -> None:
        """Removes a key of dynamic partitions."""
        with self._writing() as connection:
            connection.execute("delete from partitions where name = ? and key = ?", (name, key))

    def partitions(self, name: str) -> list[str]:
        """The keys of dynamic partitions, in the order in which they were added."""
        return [
            row[0]
            for row in self._found("select key from partitions where name = ? order by number", (name,))
        ]

    def has_partition(self, name: str, key: str) -> bool:
        """Whether dynamic partitions have a key."""
        return bool(self._found("select 1 from partitions where name = ? and key = ?", (name, key)))


def _stored(rows: list[tuple[Any, ...]]) -> list[Stored]:
    """The events of rows with number, run and body."""
    found = ((number, run_id, items_of(run_id, body)[0]) for number, run_id, body in rows)
    return [(number, run_id, item) for number, run_id, item in found if isinstance(item, DagsterEvent)]
