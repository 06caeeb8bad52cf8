"""Evaluates automation conditions against an instance, tick by tick."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timezone
from functools import cached_property
from typing import Any

from assetize.runtime.assets.project import Definitions
from assetize.runtime.automation.contexts import AutomationContext, AutomationResult
from assetize.runtime.automation.entities import Entities
from assetize.runtime.automation.history import History
from assetize.runtime.automation.subsets import EntitySubset, Keys, Truth
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.partitions.loading_context import partition_loading_context


class KeyCursor:
    """What the evaluation of one asset, check or job leaves for the next one."""

    def __init__(self, moment: datetime, storage_id: int, partitions: Any) -> None:
        self.moment = moment
        self.storage_id = storage_id
        self.partitions = partitions
        self.requested: Keys = frozenset()
        self.states: dict[Any, Any] = {}


class AutomationCursor:
    """What an evaluation leaves for the next one."""

    def __init__(self, by_key: Mapping[Any, KeyCursor]) -> None:
        self.by_key = dict(by_key)


class Tick:
    """One evaluation of all conditions; to the conditions of users it is their view of the assets."""

    def __init__(
        self, definitions: Definitions, instance: Any, now: datetime, cursor: AutomationCursor | None
    ) -> None:
        self.entities = Entities(definitions)
        self.instance = instance
        self.history = History(instance, self.entities.is_observable)
        self.now = self.effective_dt = now
        self.storage_id = instance.last_storage_id()
        self.cursors: dict[Any, KeyCursor] = {}
        self.requested: dict[Any, set[str | None]] = {}
        self._before = cursor.by_key if cursor is not None else {}
        self._universes: dict[Any, Keys] = {}

    def universe(self, key: Any) -> Keys:
        """All partitions of an asset, a check or a job."""
        if key not in self._universes:
            definition = self.entities.partitions_def(key)
            every = [None] if definition is None else definition.get_partition_keys()
            self._universes[key] = frozenset(every)
        return self._universes[key]

    def get_full_subset(self, *, key: Any) -> EntitySubset:
        """All partitions of an asset."""
        return EntitySubset(key, self.entities.partitions_def(key), self.universe(key))

    def get_empty_subset(self, *, key: Any) -> EntitySubset:
        """No partition of an asset."""
        return EntitySubset(key, self.entities.partitions_def(key), ())

    def before(self, key: Any) -> KeyCursor | None:
        """What the last evaluation of an asset left."""
        return self._before.get(key)

    def state(self, context: AutomationContext, default: Any) -> Any:
        """What a condition kept at the last evaluation."""
        before = self.before(context.root_context.key)
        return default if before is None else before.states.get(context.place, default)

    def keep(self, context: AutomationContext, value: Any) -> None:
        """Keeps something for the next evaluation."""
        self.cursors[context.root_context.key].states[context.place] = value

    def mapped_down(self, truth: Truth, upstream: Any, key: Any) -> Truth:
        """The partitions of an entity that are made from partitions of a dependency."""
        if not truth:
            return {}
        above, below = self.entities.partitions_def(upstream), self.entities.partitions_def(key)
        if above is None or below is None:
            moments = set(truth.values())
            return dict.fromkeys(self.universe(key), None if None in moments else max(moments))  # type: ignore[type-var]
        mapping = self.entities.mapping(key, upstream)
        found: Truth = {}
        for moment, keys in _by_moment(truth):
            subset = above.subset_with_partition_keys(keys)
            for each in mapping.to_downstream(subset, above, below).get_partition_keys():
                found[each] = moment
        return found

    def mapped_up(self, keys: Keys, downstream: Any, key: Any) -> Keys:
        """The partitions of a dependency that partitions of an entity are made from."""
        above, below = self.entities.partitions_def(key), self.entities.partitions_def(downstream)
        if not keys or above is None:
            return self.universe(key) if keys else frozenset()
        mapping = self.entities.mapping(downstream, key)
        chosen = None if below is None else below.subset_with_partition_keys(keys)
        found = mapping.get_upstream_mapped_partitions_result_for_partitions(chosen, below, above)
        return frozenset(found.partitions_subset.get_partition_keys())

    def evaluate_key(self, key: Any) -> AutomationResult:
        """Evaluates the condition of an asset, a check or a job."""
        condition = self.entities.condition(key)
        partitions = type(self.entities.partitions_def(key)).__name__
        self.cursors[key] = KeyCursor(self.now, self.storage_id, partitions)
        context = AutomationContext(self, condition, key, self.universe(key), None, (condition.name,))
        result = context.evaluated()
        self._request(key, result.true_subset.keys)
        if result.true_subset.keys:
            for other in self.entities.executed_with(key):
                self._request(other, self.mapped_down(dict.fromkeys(result.true_subset.keys), key, other))
        return result

    def _request(self, key: Any, keys: Iterable[str | None]) -> None:
        self.requested.setdefault(key, set()).update(keys)

    def selected(self, selection: Any) -> set[Any]:
        """The assets and checks of a selection, as far as they exist."""
        collection = self.entities.collection
        lacking, collection.may_lack_selected = collection.may_lack_selected, True
        try:
            checks = selection.resolve_checks_in(collection)
            return {*selection.resolve_in(collection), *(checks or ())}
        finally:
            collection.may_lack_selected = lacking

    def cursor(self) -> AutomationCursor:
        """What is left for the next evaluation."""
        for key, cursor in self.cursors.items():
            cursor.requested = frozenset(self.requested.get(key, ()))
        return AutomationCursor({**self._before, **self.cursors})


def _by_moment(truth: Truth) -> list[tuple[float | None, list[str]]]:
    """The partitions by moment, the latest moment last."""
    found: dict[float | None, list[str]] = {}
    for key, moment in truth.items():
        found.setdefault(moment, []).append(str(key))
    return sorted(found.items(), key=lambda each: each[0] or 0.0)


class EvaluateAutomationConditionsResult:
    """What conditions ask for, and the cursor for the next evaluation."""

    def __init__(self, tick: Tick, results: Iterable[AutomationResult]) -> None:
        self.cursor = tick.cursor()
        self.results = list(results)
        self._requested = tick.requested

    @cached_property
    def total_requested(self) -> int:
        """How many partitions are asked for; an asset without partitions counts as one."""
        return sum(result.true_subset.size for result in self.results)

    def get_requested_partitions(self, asset_key: AssetKey) -> set[str | None]:
        """The partitions of an asset that are asked for."""
        return set(self._requested.get(asset_key, ()))

    def get_num_requested(self, asset_key: AssetKey) -> int:
        """How many partitions of an asset are asked for."""
        return len(self._requested.get(asset_key, ()))


def evaluate_automation_conditions(
    defs: Any,
    instance: Any,
    asset_selection: Any = None,
    evaluation_time: datetime | None = None,
    cursor: AutomationCursor | None = None,
) -> EvaluateAutomationConditionsResult:
    """Evaluates the conditions of assets, checks and jobs, as one tick of a sensor would."""
    definitions = defs if isinstance(defs, Definitions) else Definitions(assets=defs)
    now = evaluation_time or datetime.now(timezone.utc)
    now = now if now.tzinfo is not None else now.replace(tzinfo=timezone.utc)
    with partition_loading_context(now, instance):
        tick = Tick(definitions, instance, now, cursor)
        chosen = None if asset_selection is None else tick.selected(asset_selection) | set(tick.entities.jobs)
        results = [
            tick.evaluate_key(key)
            for key in tick.entities.in_order()
            if tick.entities.condition(key) is not None and (chosen is None or key in chosen)
        ]
    return EvaluateAutomationConditionsResult(tick, results)
