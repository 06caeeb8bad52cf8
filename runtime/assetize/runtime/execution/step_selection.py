"""Which steps of a plan a run executes; of mapped steps, perhaps only some branches."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any


class StepSelection:
    """Step keys; `step[key]` stands for one branch of a mapped step."""

    __slots__ = ("_bases", "keys")

    def __init__(self, keys: Collection[str]) -> None:
        self.keys = frozenset(keys)
        self._bases = frozenset(key.partition("[")[0] for key in keys)

    def includes(self, step: Any) -> bool:
        """Whether the step, or a branch of it, is executed."""
        return step.key in self._bases

    def in_order_of(self, plan: Any) -> list[str]:
        """The keys, in the order of a plan's steps."""
        order = {step.key: number for number, step in enumerate(plan.steps)}
        return sorted(self.keys, key=lambda key: (order[key.partition("[")[0]], key))

    def branches(self, step: Any, mapping_keys: Iterable[str]) -> list[str]:
        """The branches of a mapped step that are executed."""
        return [key for key in mapping_keys if step.key in self.keys or f"{step.key}[{key}]" in self.keys]
