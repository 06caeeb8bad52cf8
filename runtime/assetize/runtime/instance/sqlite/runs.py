"""Runs as rows of the event log, and back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from assetize.runtime.events.types import DagsterRunStatus
from assetize.runtime.instance.run import DagsterRun, RunsFilter
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.serdes import deserialize_value, serialize_value

RUN_COLUMNS = "run_id, job_name, status, body"


def body_of_run(run: DagsterRun) -> str:
    """What is kept of a run beside its id, job and status."""
    chosen = run.asset_selection
    selection = None if chosen is None else [AssetKey.from_coercible(key) for key in chosen]
    steps = None if run.step_keys_to_execute is None else list(run.step_keys_to_execute)
    failed = list(run.assets_of_failure)
    return serialize_value(
        [run.run_config, run.tags, run.parent_run_id, run.root_run_id, steps, selection, failed]
    )


def run_of_row(run_id: str, job_name: str, status: str, body: str) -> DagsterRun:
    """The run that a row is about."""
    config, tags, parent, root, steps, selection, *failed = deserialize_value(body)
    return DagsterRun(
        run_id, job_name, config, tags, DagsterRunStatus[status], parent, root, steps, selection, *failed
    )


def conditions(filters: RunsFilter | None) -> tuple[str, list[Any]]:
    """What sqlite can tell of a filter; the rest is asked of each run."""
    clauses: list[str] = ["1"]
    values: list[Any] = []
    if filters is not None and filters.run_ids is not None:
        clauses.append(f"run_id in ({marks(filters.run_ids)})")
        values.extend(filters.run_ids)
    if filters is not None and filters.job_name is not None:
        clauses.append("job_name = ?")
        values.append(filters.job_name)
    if filters is not None and filters.statuses:
        clauses.append(f"status in ({marks(filters.statuses)})")
        values.extend(status.name for status in filters.statuses)
    return " and ".join(clauses), values


def marks(values: Collection[Any]) -> str:
    """As many placeholders as there are values."""
    return ", ".join("?" * len(values))
