"""Runs, events and partitions in memory, for as long as the instance lives."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from assetize.runtime.events.event import DagsterEvent, EventLogEntry
from assetize.runtime.instance.run import DagsterRun, RunsFilter
from assetize.runtime.instance.storage import (
    CHECK_EVALUATION,
    MATERIALIZATION,
    OBSERVATION,
    Stored,
)
from assetize.runtime.metadata.asset_key import AssetKey


class MemoryStorage:
    """A storage that nothing outlives."""

    def __init__(self) -> None:
        self.home: Path | None = None
        self._runs: dict[str, DagsterRun] = {}
        self._log: dict[str, list[tuple[int, DagsterEvent | EventLogEntry]]] = {}
        self._storage_id = 0
        self._by_asset: dict[str, dict[AssetKey, list[Stored]]] = {
            MATERIALIZATION: {},
            OBSERVATION: {},
            CHECK_EVALUATION: {},
        }
        self._checks: dict[tuple[AssetKey, str], bool] = {}
        self._partitions: dict[str, dict[str, None]] = {}

    def add_run(self, run: DagsterRun) -> None:
        """Records a run."""
        self._runs[run.run_id] = run
        self._log.setdefault(run.run_id, [])

    def update_run(self, run: DagsterRun) -> None:
        """Keeps the run as it is now."""
        self._runs[run.run_id] = run

    def run(self, run_id: str) -> DagsterRun | None:
        """The run of that id."""
        return self._runs.get(run_id)

    def runs(self, filters: RunsFilter | None, limit: int | None) -> list[DagsterRun]:
        """The runs, the latest first."""
        found = [run for run in reversed(self._runs.values()) if filters is None or filters.accepts(run)]
        return found[:limit] if limit is not None else found

    def delete_run(self, run_id: str) -> None:
        """Forgets a run and its log; what is known of assets stays."""
        del self._runs[run_id]
        self._log.pop(run_id, None)

    def store_event(self, run_id: str, event: DagsterEvent) -> None:
        """Records an event, and files it under its asset."""
        self._storage_id += 1
        log = self._log.get(run_id)
        if log is None:
            log = self._log[run_id] = []
        log.append((self._storage_id, event))
        if event.event_type_value.startswith("ASSET_"):
            self._index(run_id, event)

    def _index(self, run_id: str, event: DagsterEvent) -> None:
        kind = event.event_type_value
        if kind == CHECK_EVALUATION:
            evaluation = event.event_specific_data
            self._checks[evaluation.asset_key, evaluation.check_name] = evaluation.passed
        if kind in self._by_asset:
            self._by_asset[kind].setdefault(event.asset_key, []).append((self._storage_id, run_id, event))

    def store_message(self, entry: EventLogEntry) -> None:
        """Records a log message."""
        self._storage_id += 1
        self._log.setdefault(entry.run_id, []).append((self._storage_id, entry))

    def log_of_run(self, run_id: str) -> list[DagsterEvent | EventLogEntry]:
        """Events and messages of a run, in order."""
        return [item for _, item in self._log.get(run_id, ())]

    def events_of_kind(self, kind: str) -> list[Stored]:
        """The events of all runs that are of one kind, in order."""
        found = [
            (number, run_id, item)
            for run_id, log in self._log.items()
            for number, item in log
            if isinstance(item, DagsterEvent) and item.event_type_value == kind
        ]
        return sorted(found, key=lambda each: each[0])

    def last_storage_id(self) -> int:
        """The number of the last event or message."""
        return self._storage_id

    def asset_events(
        self,
        kind: str,
        asset_key: AssetKey | None,
        partitions: Collection[str] | None = None,
        limit: int | None = None,
        ascending: bool = False,
    ) -> list[Stored]:
        """Materializations or observations, of one asset or of all; the last one first, unless ascending."""
        by_asset = self._by_asset.get(kind, {})
        if asset_key is None:
            stored = sorted((s for each in by_asset.values() for s in each), key=lambda s: s[0])
        else:
            stored = by_asset.get(asset_key, [])
        if partitions is not None:
            stored = [each for each in stored if each[2].partition in partitions]
        if ascending:
            return stored[:limit]
        return stored[::-1] if limit is None else stored[-limit:][::-1] if limit else []

    def wipe_asset(self, asset_key: AssetKey) -> None:
        """Forgets all that is known of an asset; the logs of runs stay."""
        for by_asset in self._by_asset.values():
            by_asset.pop(asset_key, None)
        self._checks = {key: passed for key, passed in self._checks.items() if key[0] != asset_key}

    def asset_keys(self) -> list[AssetKey]:
        """The assets that were materialized or observed."""
        return sorted({*self._by_asset[MATERIALIZATION], *self._by_asset[OBSERVATION]})

    def check_outcome(self, asset_key: AssetKey, check_name: str) -> bool | None:
        """Whether a check passed when it was last evaluated; None if it never was."""
        return self._checks.get((asset_key, check_name))

    def materialized_partitions(self, asset_key: AssetKey) -> set[str]:
        """The partitions of an asset that were materialized."""
        found = {stored[2].partition for stored in self._by_asset[MATERIALIZATION].get(asset_key, ())}
        return {partition for partition in found if partition is not None}

    def add_partitions(self, name: str, keys: Sequence[str]) -> None:
        """Adds keys to dynamic partitions."""
        self._partitions.setdefault(name, {}).update(dict.fromkeys(keys))

    def delete_partition(self, name: str, key: str) -> None:
        """Removes a key of dynamic partitions."""
        self._partitions.get(name, {}).pop(key, None)

    def partitions(self, name: str) -> list[str]:
        """The keys of dynamic partitions, in the order in which they were added."""
        return list(self._partitions.get(name, ()))

    def has_partition(self, name: str, key: str) -> bool:
        """Whether dynamic partitions have a key."""
        return key in self._partitions.get(name, ())

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Nothing is held."""
