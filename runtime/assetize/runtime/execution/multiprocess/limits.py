"""How many steps may run at once: in all, and of those with some tag."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

VARIABLE = "DAGSTER_MULTIPROCESS_EXECUTOR_MAX_CONCURRENT"


@dataclass(frozen=True)
class Limits:
    """The limits of an executor."""

    at_once: int
    by_tag: Sequence[Mapping[str, Any]] = ()

    def allow(self, step: Any, running: Iterable[Any]) -> bool:
        """Whether a step may start beside those that run."""
        others = list(running)
        return len(others) < self.at_once and all(_allows(limit, step, others) for limit in self.by_tag)


def limits_of(config: Mapping[str, Any]) -> Limits:
    """The limits that the executor's config asks for; by default one step for each processor."""
    given = config.get("max_concurrent") or int(os.environ.get(VARIABLE) or 0)
    return Limits(given or os.cpu_count() or 1, tuple(config.get("tag_concurrency_limits") or ()))


def _allows(limit: Mapping[str, Any], step: Any, others: list[Any]) -> bool:
    key, wanted = limit["key"], limit.get("value")
    own = step.tags.get(key)
    if own is None or (isinstance(wanted, str) and own != wanted):
        return True
    values = Counter(other.tags[key] for other in others if key in other.tags)
    # A limit is on one value, on each value, or on all that have the tag.
    counted = values.total() if wanted is None else values[own]
    return bool(counted < limit["limit"])
