"""What an instance knows about the past of assets and checks."""

from __future__ import annotations

from typing import Any

from assetize.runtime.instance.storage import CHECK_EVALUATION, MATERIALIZATION, OBSERVATION, Stored
from assetize.runtime.metadata.asset_key import AssetKey


class History:
    """Questions of conditions to an instance."""

    def __init__(self, instance: Any, observed: Any) -> None:
        self.instance = instance
        self._is_observed = observed
        self._updates: dict[AssetKey, list[Stored]] = {}

    def updates(self, key: AssetKey) -> list[Stored]:
        """The materializations of an asset, or the observations of one that runs only observe."""
        if key not in self._updates:
            kind = OBSERVATION if self._is_observed(key) else MATERIALIZATION
            self._updates[key] = self.instance.events_of_asset(kind, key)
        return self._updates[key]

    def latest_update(self, key: AssetKey) -> Stored | None:
        """The last update of an asset."""
        found = self.updates(key)
        return found[-1] if found else None

    def updated_since(self, key: AssetKey, since: int) -> dict[str | None, float]:
        """The partitions that were updated after a number of the event log, with the moment."""
        return {event.partition: event.timestamp for number, _, event in self.updates(key) if number > since}

    def changed_since(self, key: AssetKey, since: int) -> dict[str | None, float]:
        """The partitions whose data version is another than it was at a number of the event log."""
        before: dict[str | None, Any] = {}
        after: dict[str | None, Any] = {}
        for number, _, event in self.updates(key):
            (after if number > since else before)[event.partition] = _data_version(event)
        moments = self.updated_since(key, since)
        return {each: moments[each] for each, version in after.items() if version != before.get(each)}

    def run(self, run_id: str) -> Any:
        """The run of that id."""
        return self.instance.get_run_by_id(run_id) if run_id else None

    def check_outcomes(self, check_key: Any) -> dict[str | None, bool]:
        """Whether a check passed, for each partition that it was evaluated for since the asset was made."""
        found: dict[str | None, bool] = {}
        seen: set[str | None] = set()
        for _, run_id, event in self._evaluations(check_key):
            evaluation = event.event_specific_data
            if evaluation.partition in seen:
                continue
            seen.add(evaluation.partition)
            if self._is_current(check_key.asset_key, run_id, event.timestamp, evaluation):
                found[evaluation.partition] = evaluation.passed
        return found

    def checked_since(self, check_key: Any, moment: float) -> set[str | None]:
        """The partitions for which a check was evaluated since a moment."""
        events = (event for _, _, event in self._evaluations(check_key) if event.timestamp >= moment)
        return {event.event_specific_data.partition for event in events}

    def _evaluations(self, check_key: Any) -> list[Stored]:
        every = reversed(self.instance.events_of_asset(CHECK_EVALUATION, check_key.asset_key))
        return [each for each in every if each[2].event_specific_data.check_name == check_key.name]

    def _is_current(self, key: AssetKey, run_id: str, moment: float, evaluation: Any) -> bool:
        """Whether an evaluation is about the asset as it was last made."""
        latest = self.instance.latest_materialization(key, evaluation.partition)
        if latest is None or (run_id and latest[1] == run_id):
            return True
        target = evaluation.target_materialization_data
        if target is None:
            return bool(latest[2].timestamp < moment)
        return bool(target.storage_id == latest[0])

    def failed_partitions(self, key: AssetKey) -> set[str | None]:
        """The partitions that the last run that was to make them did not make, because it failed."""
        made: dict[str, set[str | None]] = {}
        for _, run_id, event in self.updates(key):
            made.setdefault(run_id, set()).add(event.partition)
        failed: set[str | None] = set()
        decided: set[str | None] = set()
        for run in self.instance.get_runs():
            made_here = made.get(run.run_id, set())
            planned = {run.tags.get("dagster/partition")} if key in run.assets_of_failure else set()
            failed |= planned - made_here - decided
            decided |= planned | made_here
        return failed


def _data_version(event: Any) -> str | None:
    data = event.event_specific_data
    record = getattr(data, "materialization", None) or data.asset_observation
    version: str | None = record.tags.get("dagster/data_version")
    return version
