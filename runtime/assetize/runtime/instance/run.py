"""Runs, as the instance records them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assetize.runtime.events.types import DagsterRunStatus
from assetize.runtime.records import Record, fields


class DagsterRun(Record):
    """A run of a job."""

    __slots__ = fields(
        "run_id",
        "job_name",
        "run_config",
        "tags",
        "status",
        "parent_run_id",
        "root_run_id",
        "step_keys_to_execute",
        "asset_selection",
        "assets_of_failure",
    )

    def __init__(
        self,
        run_id: str,
        job_name: str,
        run_config: Mapping[str, Any] | None = None,
        tags: Mapping[str, str] | None = None,
        status: DagsterRunStatus = DagsterRunStatus.NOT_STARTED,
        parent_run_id: str | None = None,
        root_run_id: str | None = None,
        step_keys_to_execute: Sequence[str] | None = None,
        asset_selection: Any = None,
        assets_of_failure: Sequence[Any] = (),
    ) -> None:
        self.run_id = run_id
        self.job_name = job_name
        self.run_config = run_config or {}
        self.tags = dict(tags or {})
        self.status = status
        self.parent_run_id = parent_run_id
        self.root_run_id = root_run_id
        self.step_keys_to_execute = step_keys_to_execute
        self.asset_selection = asset_selection
        # What a run that failed was to make; of others it is not known.
        self.assets_of_failure = list(assets_of_failure)

    @property
    def is_success(self) -> bool:
        """Whether the run succeeded."""
        return self.status is DagsterRunStatus.SUCCESS

    @property
    def is_failure(self) -> bool:
        """Whether the run failed."""
        return self.status is DagsterRunStatus.FAILURE

    @property
    def is_finished(self) -> bool:
        """Whether the run ended."""
        return self.status in (DagsterRunStatus.SUCCESS, DagsterRunStatus.FAILURE, DagsterRunStatus.CANCELED)


class RunsFilter(Record):
    """Which runs to list."""

    __slots__ = fields("run_ids", "job_name", "statuses", "tags")

    def __init__(
        self,
        run_ids: Sequence[str] | None = None,
        job_name: str | None = None,
        statuses: Sequence[DagsterRunStatus] | None = None,
        tags: Mapping[str, Any] | None = None,
        **_others: Any,
    ) -> None:
        self.run_ids = None if run_ids is None else list(run_ids)
        self.job_name = job_name
        self.statuses = list(statuses or ())
        self.tags = dict(tags or {})

    def accepts(self, run: DagsterRun) -> bool:
        """Whether a run is wanted."""
        return (
            (self.run_ids is None or run.run_id in self.run_ids)
            and (self.job_name is None or run.job_name == self.job_name)
            and (not self.statuses or run.status in self.statuses)
            and all(run.tags.get(key) == value for key, value in self.tags.items())
        )
