"""What an instance needs of the place where runs, events and partitions are kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Protocol

from assetize.runtime.events.event import DagsterEvent, EventLogEntry
from assetize.runtime.instance.run import DagsterRun, RunsFilter
from assetize.runtime.metadata.asset_key import AssetKey

Stored = tuple[int, str, DagsterEvent]
"""The number of an event in its storage, the run (empty if no run made it), and the event."""

RUNLESS = ""
"""Stands for the run of events that no run made."""

MATERIALIZATION = "ASSET_MATERIALIZATION"
OBSERVATION = "ASSET_OBSERVATION"
CHECK_EVALUATION = "ASSET_CHECK_EVALUATION"


class Storage(Protocol):
    """Keeps what the instance is told."""

    home: Path | None
    """The folder that it keeps all in; None when all is lost with the process."""

    def add_run(self, run: DagsterRun) -> None:
        """Records a run."""

    def update_run(self, run: DagsterRun) -> None:
        """Records that a run has another status, or other tags."""

    def run(self, run_id: str) -> DagsterRun | None:
        """The run of that id."""

    def runs(self, filters: RunsFilter | None, limit: int | None) -> list[DagsterRun]:
        """The runs, the latest first."""

    def delete_run(self, run_id: str) -> None:
        """Forgets a run and its log; what is known of assets stays."""

    def store_event(self, run_id: str, event: DagsterEvent) -> None:
        """Records an event."""

    def store_message(self, entry: EventLogEntry) -> None:
        """Records a log message."""

    def log_of_run(self, run_id: str) -> list[DagsterEvent | EventLogEntry]:
        """Events and messages of a run, in order."""

    def events_of_kind(self, kind: str) -> list[Stored]:
        """The events of all runs by which they came to a status, such as ``PIPELINE_SUCCESS``, in order."""

    def last_storage_id(self) -> int:
        """The number of the last event or message."""

    def asset_events(
        self,
        kind: str,
        asset_key: AssetKey | None,
        partitions: Collection[str] | None = None,
        limit: int | None = None,
        ascending: bool = False,
    ) -> list[Stored]:
        """Materializations or observations, of one asset or of all; the last one first, unless ascending."""

    def wipe_asset(self, asset_key: AssetKey) -> None:
        """Forgets all that is known of an asset; the logs of runs stay."""

    def asset_keys(self) -> list[AssetKey]:
        """The assets that were materialized or observed."""

    def check_outcome(self, asset_key: AssetKey, check_name: str) -> bool | None:
        """Whether a check passed when it was last evaluated; None if it never was."""

    def materialized_partitions(self, asset_key: AssetKey) -> set[str]:
        """The partitions of an asset that were materialized."""

    def add_partitions(self, name: str, keys: Sequence[str]) -> None:
        """Adds keys to dynamic partitions."""

    def delete_partition(self, name: str, key: str) -> None:
        """Removes a key of dynamic partitions."""

    def partitions(self, name: str) -> list[str]:
        """The keys of dynamic partitions, in the order in which they were added."""

    def has_partition(self, name: str, key: str) -> bool:
        """Whether dynamic partitions have a key."""

    def flush(self) -> None:
        """Makes what was stored visible to other processes."""

    def close(self) -> None:
        """Releases what the storage holds."""
