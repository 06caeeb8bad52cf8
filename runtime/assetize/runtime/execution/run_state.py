"""A run in progress: its resources, config, events and outputs so far."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from assetize.runtime.errors import DagsterInvariantViolationError
from assetize.runtime.events.event import DagsterEvent
from assetize.runtime.events.log_manager import DagsterLogManager

OutputKey = tuple[str, str, str | None]


class RunState:
    """What the steps of one run share."""

    __slots__ = (
        "captured",
        "config",
        "dagster_run",
        "events",
        "instance",
        "job",
        "log",
        "mapping_keys",
        "origins",
        "output_metadata",
        "partition_key",
        "plan",
        "resource_defs",
        "resources",
        "retries_enabled",
        "run_id",
        "tells_events",
        "yielded",
    )

    def __init__(
        self, job: Any, plan: Any, config: Any, dagster_run: Any, instance: Any, resource_defs: Any
    ) -> None:
        self.job = job
        self.plan = plan
        self.config = config
        self.dagster_run = dagster_run
        self.run_id: str = dagster_run.run_id
        self.instance = instance
        self.resource_defs = resource_defs
        self.resources: Any = None
        self.events: list[DagsterEvent] = []
        self.yielded: set[OutputKey] = set()
        self.captured: dict[OutputKey, Any] = {}
        self.origins: Mapping[OutputKey, str] | None = None
        self.mapping_keys: dict[tuple[str, str], list[str]] = {}
        self.output_metadata: dict[OutputKey, Any] = {}
        self.partition_key: str | None = dagster_run.tags.get("dagster/partition")
        self.retries_enabled = True
        self.log: Any = DagsterLogManager()
        self.tells_events = False

    def emit(
        self, kind: str, message: Any, data: Any = None, step_key: str | None = None, path: Any = None
    ) -> DagsterEvent:
        """Records an event in the result and in the instance."""
        event = DagsterEvent(kind, self.job.name, message, data, step_key, path, time.time())
        self.record(event)
        return event

    def record(self, event: DagsterEvent) -> None:
        """Records an event that was made elsewhere."""
        self.events.append(event)
        self.instance.store_event(self.run_id, event)
        if self.tells_events:
            self.log.tell(event)

    def record_log(self, level: int, text: str, step_key: str | None) -> None:
        """Records a log message in the instance."""
        self.instance.store_log(self.run_id, self.job.name, level, text, step_key)

    def resource(self, key: str) -> Any:
        """A resource that was set up for the run."""
        try:
            return getattr(self.resources, key)
        except AttributeError as problem:
            raise DagsterInvariantViolationError(
                f'Resource with key "{key}" was not set up for this run.'
            ) from problem


class StepRun:
    """One attempt at a step."""

    __slots__ = (
        "_asset_dependents",
        "_log",
        "attempt",
        "context_events",
        "failed_checks",
        "key",
        "mapping_key",
        "metadata",
        "run",
        "step",
        "versions",
    )

    def __init__(self, run: RunState, step: Any, mapping_key: str | None = None, attempt: int = 0) -> None:
        self.run = run
        self.step = step
        self.mapping_key = mapping_key
        self.key: str = step.key if mapping_key is None else f"{step.key}[{mapping_key}]"
        self.attempt = attempt
        self.metadata: dict[Any, dict[str, Any]] = {}
        self.context_events: list[Any] = []
        self.failed_checks: list[Any] = []
        self.versions: dict[Any, Any] | None = None
        self._log: Any = None
        self._asset_dependents: dict[Any, list[tuple[Any, str]]] | None = None

    @property
    def asset_dependents(self) -> dict[Any, list[tuple[Any, str]]]:
        """For each asset of the step, those that depend on it, with their outputs."""
        if self._asset_dependents is None:
            self._asset_dependents = {}
            specs = self.step.assets_def.all_specs if self.step.assets_def is not None else {}
            for output, key in self.step.output_assets.items():
                for dep in specs[key].deps if key in specs else ():
                    self._asset_dependents.setdefault(dep.asset_key, []).append((key, output))
        return self._asset_dependents

    @property
    def run_id(self) -> str:
        """The run's id."""
        return self.run.run_id

    @property
    def log(self) -> Any:
        """The run's log with the step's name."""
        if self._log is None:
            self._log = self.run.log.for_step(self.key)
        return self._log

    def emit(self, kind: str, message: Any, data: Any = None) -> DagsterEvent:
        """Records an event of the step."""
        run = self.run
        event = DagsterEvent(kind, run.job.name, message, data, self.key, self.step.path, time.time())
        run.record(event)
        return event

    def metadata_of_output(self, name: str, mapping_key: str | None) -> Any:
        """The metadata that the body attached to an output."""
        return self.run.output_metadata.get((self.key, name, mapping_key), {})
