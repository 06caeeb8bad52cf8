"""Evaluates automation conditions against an instance, tick by tick."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timezone
from typing import Any

from assetize.runtime.assets.project import Definitions
from assetize.runtime.automation.kinds import EVALUATORS, Truth
from assetize.runtime.errors import DagsterInvariantViolationError
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.partitions.loading_context import partition_loading_context
from assetize.runtime.partitions.multi_mappings import inferred_mapping

Keys = frozenset[str | None]
Place = tuple[Any, ...]


class AutomationCursor:
    """What an evaluation leaves for the next one."""

    def __init__(self, moment: datetime, storage_id: int) -> None:
        self.moment = moment
        self.storage_id = storage_id
        self.states: dict[Place, Any] = {}
        self.requested: dict[AssetKey, Keys] = {}


class Tick:
    """One evaluation of all conditions."""

    def __init__(
        self, definitions: Definitions, instance: Any, now: datetime, before: AutomationCursor | None
    ) -> None:
        self.collection = definitions.collection()
        self.instance = instance
        self.now = now
        self.before = before
        self.after = AutomationCursor(now, instance.last_storage_id())
        self.requested: dict[AssetKey, Keys] = {}

    def partitions_def(self, key: AssetKey) -> Any:
        """How an asset is partitioned."""
        spec = self.collection.specs.get(key)
        return spec.partitions_def if spec is not None else None

    def universe(self, key: AssetKey) -> Keys:
        """All partitions of an asset; None stands for an asset without partitions."""
        definition = self.partitions_def(key)
        return frozenset([None]) if definition is None else frozenset(definition.get_partition_keys())

    def state(self, place: Place, default: Any) -> Any:
        """What the last evaluation kept at a place."""
        return default if self.before is None else self.before.states.get(place, default)

    def keep(self, place: Place, value: Any) -> None:
        """Keeps something for the next evaluation."""
        self.after.states[place] = value

    def updates(self, key: AssetKey) -> list[tuple[int, str, Any]]:
        """The materializations, or else observations, since the last evaluation."""
        since = 0 if self.before is None else self.before.storage_id
        return [each for each in self.instance.updates_of_asset(key) if each[0] > since]

    def mapped_down(self, truth: Truth, upstream: AssetKey, key: AssetKey) -> Truth:
        """The partitions of an asset that are made from partitions of a dependency."""
        found: dict[str | None, float | None] = {}
        for partition, moment in truth.items():
            for target in self._targets(partition, upstream, key):
                known = found.get(target)
                found[target] = moment if known is None or (moment is not None and moment > known) else known
        return found

    def _targets(self, partition: str | None, upstream: AssetKey, key: AssetKey) -> Iterable[str | None]:
        up_def, down_def = self.partitions_def(upstream), self.partitions_def(key)
        if up_def is None or down_def is None:
            return self.universe(key)
        owner = self.collection.owner[key]
        mapping = inferred_mapping(owner.get_partition_mapping(upstream), down_def, up_def)
        subset = up_def.subset_with_partition_keys([partition])
        return mapping.to_downstream(subset, up_def, down_def).get_partition_keys()

    def evaluate(self, condition: Any, root: AssetKey, key: Any, place: Place) -> Truth:
        """The partitions for which a condition holds, each with the moment of what made it true."""
        evaluator = EVALUATORS.get(condition.kind)
        if evaluator is None:
            raise DagsterInvariantViolationError(
                f"The automation condition '{condition.name}' is not part of the bundled runtime; run this on Dagster"
            )
        return evaluator(self, condition, root, key, (*place, condition.kind, key))


class AutomationResult:
    """The partitions of an asset that its condition asks for."""

    def __init__(self, key: AssetKey, true_subset: Keys) -> None:
        self.key = key
        self.asset_key = key
        self.true_partitions = true_subset


class EvaluateAutomationConditionsResult:
    """What conditions ask for, and the cursor for the next evaluation."""

    def __init__(self, cursor: AutomationCursor, requested: Mapping[AssetKey, Keys]) -> None:
        self.cursor = cursor
        self._requested = requested
        self.results = [AutomationResult(key, keys) for key, keys in requested.items()]

    @property
    def total_requested(self) -> int:
        """How many partitions are asked for; an asset without partitions counts as one."""
        return sum(len(keys) for keys in self._requested.values())

    def get_requested_partitions(self, key: AssetKey) -> set[str | None]:
        """The partitions of an asset that are asked for."""
        return set(self._requested.get(key, ()))

    def get_num_requested(self, key: AssetKey) -> int:
        """How many partitions of an asset are asked for."""
        return len(self._requested.get(key, ()))


def evaluate_automation_conditions(
    defs: Any,
    instance: Any,
    asset_selection: Any = None,
    evaluation_time: datetime | None = None,
    cursor: AutomationCursor | None = None,
) -> EvaluateAutomationConditionsResult:
    """Evaluates the automation conditions of assets, as one tick of a sensor would."""
    definitions = defs if isinstance(defs, Definitions) else Definitions(assets=defs)
    now = evaluation_time or datetime.now(timezone.utc)
    now = now if now.tzinfo is not None else now.replace(tzinfo=timezone.utc)
    with partition_loading_context(now, instance):
        tick = Tick(definitions, instance, now, cursor)
        chosen = None if asset_selection is None else asset_selection.resolve_in(tick.collection)
        for key in _in_order(tick.collection):
            spec = tick.collection.specs[key]
            if spec.automation_condition is None or (chosen is not None and key not in chosen):
                continue
            truth = tick.evaluate(spec.automation_condition, key, key, (key,))
            tick.requested[key] = frozenset(truth)
    tick.after.requested = dict(tick.requested)
    return EvaluateAutomationConditionsResult(tick.after, tick.requested)


def _in_order(collection: Any) -> list[AssetKey]:
    """The assets, each after those that it depends on."""
    from graphlib import TopologicalSorter

    graph = {key: [dep for dep in collection.upstream[key] if dep != key] for key in sorted(collection.specs)}
    return list(TopologicalSorter(graph).static_order())
