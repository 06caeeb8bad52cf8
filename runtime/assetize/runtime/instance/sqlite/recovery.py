"""Finds runs whose process ended before they did, and records that they failed."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from assetize.runtime.events.data import JobFailureData
from assetize.runtime.events.event import DagsterEvent
from assetize.runtime.instance.sqlite.owner import is_alive
from assetize.runtime.instance.sqlite.runs import body_of_run, run_of_row
from assetize.runtime.instance.sqlite.writing import write_items


def fail_runs_of_dead_processes(connection: sqlite3.Connection, owners: Path) -> None:
    """Marks them failed, inside the transaction of the caller: of several processes that start at once, one does it."""
    query = "select run_id, job_name, status, body, owner from runs where status = 'STARTED'"
    for *row, owner in connection.execute(query).fetchall():
        if owner is None or not is_alive(owners, owner):
            _fail(connection, *row)


def _fail(connection: sqlite3.Connection, run_id: str, job_name: str, status: str, body: str) -> None:
    data = JobFailureData(None)
    text = f'Execution of run for "{job_name}" failed. The process that executed it ended before the run did.'
    event = DagsterEvent("PIPELINE_FAILURE", job_name, text, data, timestamp=time.time())
    run = run_of_row(run_id, job_name, status, body)
    run.tags["dagster/failure_reason"] = data.failure_reason
    write_items(connection, [(run_id, event)])
    connection.execute(
        "update runs set status = 'FAILURE', owner = null, body = ? where run_id = ?",
        (body_of_run(run), run_id),
    )
