"""The tables of the event log, and how its file is opened."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from assetize.runtime.errors import DagsterInvariantViolationError

SCHEMA_VERSION = 1
SECONDS_TO_WAIT = 60.0
"""How long a process waits for others that write."""

TABLES = """
create table runs (
    number integer primary key autoincrement,
    run_id text not null unique,
    job_name text not null,
    status text not null,
    owner text,
    body text not null
);
create table batches (
    last integer primary key,
    size integer not null,
    run_id text not null,
    body text not null
);
create index batches_of_run on batches (run_id);
create table asset_events (
    id integer primary key,
    run_id text not null,
    kind text not null,
    asset_key text not null,
    partition text,
    check_name text,
    body text not null
);
create index asset_events_of_asset on asset_events (asset_key, kind, id);
create table run_events (
    id integer primary key,
    run_id text not null,
    kind text not null,
    body text not null
);
create index run_events_of_kind on run_events (kind, id);
create table partitions (
    number integer primary key autoincrement,
    name text not null,
    key text not null,
    unique (name, key)
);
"""
"""A batch is what was written at once of a run, mostly a step's events; its last number is the key.

Events about assets and the status of runs are there a second time, with columns to find them by.
"""


def open_database(path: Path) -> sqlite3.Connection:
    """A connection to the event log, which is made if it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + SECONDS_TO_WAIT
    while True:
        connection = sqlite3.connect(
            path, timeout=SECONDS_TO_WAIT, isolation_level=None, check_same_thread=False
        )
        try:
            _prepare(connection, path)
            return connection
        except sqlite3.OperationalError:
            # Turning on the write-ahead log does not wait for a process that does the same.
            connection.close()
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        except BaseException:
            connection.close()
            raise


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    version = connection.execute("pragma user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise DagsterInvariantViolationError(
            f"{path} was written by a newer version of assetize. Use that version, or another folder for ASSETIZE_HOME."
        )
    if version < SCHEMA_VERSION:
        connection.execute("pragma journal_mode = wal")
        _make_tables(connection)
    connection.execute("pragma synchronous = normal")


def _make_tables(connection: sqlite3.Connection) -> None:
    connection.execute("begin immediate")
    try:
        if connection.execute("pragma user_version").fetchone()[0] == 0:
            for statement in filter(str.strip, TABLES.split(";")):
                connection.execute(statement)
            connection.execute(f"pragma user_version = {SCHEMA_VERSION}")
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")
