"""What the evaluation of one condition knows and finds."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from assetize.runtime.automation.subsets import EntitySubset, Keys, Truth

LOGGER = logging.getLogger("dagster.automation_condition_tester")


class AutomationContext:
    """One condition, for one asset, check or job, at one evaluation."""

    def __init__(
        self,
        tick: Any,
        condition: Any,
        key: Any,
        candidates: Keys,
        above: AutomationContext | None,
        place: Any,
    ) -> None:
        self.tick = tick
        self.condition = condition
        self.key = key
        self.candidates = candidates
        self.parent_context = above
        self.place: tuple[Any, ...] = place
        self.child_results: list[AutomationResult] = []

    @cached_property
    def root_context(self) -> AutomationContext:
        """The evaluation that this one is part of."""
        return self if self.parent_context is None else self.parent_context.root_context

    def child(
        self, condition: Any, index: int | None, key: Any = None, candidates: Keys | None = None
    ) -> Truth:
        """For which partitions a part of the condition holds, by default of the same key and candidates."""
        of_key = self.key if key is None else key
        chosen = self.candidates if candidates is None else candidates
        context = AutomationContext(
            self.tick, condition, of_key, chosen, self, self._place_of(condition, index, of_key)
        )
        result = context.evaluated()
        self.child_results.append(result)
        return result.moments

    def _place_of(self, condition: Any, index: int | None, key: Any) -> tuple[Any, ...]:
        """Where a part keeps its state: by its own content if it looks at all partitions wherever it stands."""
        of_other = None if key == self.root_context.key else key
        if condition.kind in ("since", "newly_true"):
            return (condition.get_unique_id(), of_other)
        return (*self.place, index, condition.name, of_other)

    def evaluated(self) -> AutomationResult:
        """The result of the condition."""
        result = self.condition.evaluate(self)
        if inspect.isawaitable(result):
            import asyncio

            result = asyncio.run(_awaited(result))
        if result.condition is self.condition and self.condition.is_user_defined:
            self.tick.keep(self, (result.cursor, result.true_subset.keys, self.candidates))
        made: AutomationResult = result
        return made

    async def evaluate_async(self) -> AutomationResult:
        """The result of the condition, for conditions that wait for others."""
        return self.evaluated()

    def for_child_condition(
        self, child_condition: Any, child_indices: Sequence[int | None], candidate_subset: EntitySubset
    ) -> AutomationContext:
        """The context for a part of the condition."""
        key = candidate_subset.key
        place = self._place_of(child_condition, child_indices[0], key)
        return AutomationContext(self.tick, child_condition, key, candidate_subset.keys, self, place)

    @property
    def asset_graph_view(self) -> Any:
        """The assets, as they are seen at this evaluation."""
        return self.tick

    @property
    def partitions_def(self) -> Any:
        """How the asset is partitioned."""
        return self.tick.entities.partitions_def(self.key)

    def subset(self, keys: Any) -> EntitySubset:
        """Some partitions of the asset."""
        return EntitySubset(self.key, self.partitions_def, keys)

    @property
    def candidate_subset(self) -> EntitySubset:
        """The partitions that the outcome matters for."""
        return self.subset(self.candidates)

    def get_empty_subset(self) -> EntitySubset:
        """No partition of the asset."""
        return self.subset(())

    @property
    def log(self) -> logging.Logger:
        """The logger of the condition."""
        return LOGGER.getChild(type(self.condition).__name__)

    @property
    def evaluation_time(self) -> datetime:
        """The moment of the evaluation."""
        moment: datetime = self.tick.now
        return moment

    @property
    def max_storage_id(self) -> int:
        """The number of the last event that counts."""
        return int(self.tick.storage_id)

    @property
    def _before(self) -> Any:
        return self.tick.before(self.root_context.key)

    @property
    def previous_evaluation_time(self) -> datetime | None:
        """The moment of the last evaluation."""
        return None if self._before is None else self._before.moment

    @property
    def previous_max_storage_id(self) -> int | None:
        """The number of the last event at the last evaluation."""
        return None if self._before is None else self._before.storage_id

    @property
    def cursor(self) -> str | None:
        """What the condition left at the last evaluation."""
        return self.tick.state(self, (None, None, None))[0]  # type: ignore[no-any-return]

    @property
    def previous_true_subset(self) -> EntitySubset | None:
        """For which partitions the condition held at the last evaluation."""
        keys = self.tick.state(self, (None, None, None))[1]
        return None if keys is None else self.subset(keys)

    @property
    def previous_candidate_subset(self) -> EntitySubset | None:
        """The candidates of the last evaluation."""
        keys = self.tick.state(self, (None, None, None))[2]
        return None if keys is None else self.subset(keys)

    def get_previous_requested_subset(self, key: Any) -> EntitySubset | None:
        """The partitions that were requested at the last evaluation."""
        before = self.tick.before(key)
        return (
            None
            if before is None
            else EntitySubset(key, self.tick.entities.partitions_def(key), before.requested)
        )


class AutomationResult:
    """For which partitions a condition holds."""

    def __init__(
        self,
        context: AutomationContext,
        true_subset: EntitySubset,
        cursor: str | None = None,
        child_results: Sequence[AutomationResult] | None = None,
        metadata: Any = None,
        moments: Truth | None = None,
        **_others: Any,
    ) -> None:
        self.condition = context.condition
        self.key = context.key
        self.true_subset = true_subset
        self.cursor = cursor
        self.metadata = metadata
        self.child_results = list(context.child_results if child_results is None else child_results)
        self.moments: Truth = dict.fromkeys(true_subset.keys) if moments is None else moments

    @property
    def asset_key(self) -> Any:
        """The asset."""
        return self.key


async def _awaited(value: Any) -> Any:
    return await value
