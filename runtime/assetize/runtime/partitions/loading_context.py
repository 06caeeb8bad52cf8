"""The moment that partitions are seen from, and the store of dynamic ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timezone
from typing import Any

from assetize.runtime.records import Record, fields


class PartitionLoadingContext(Record):
    """A moment and a store of dynamic partitions."""

    __slots__ = fields("effective_dt", "dynamic_partitions_store")

    def __init__(self, effective_dt: datetime, dynamic_partitions_store: Any = None) -> None:
        self.effective_dt = effective_dt
        self.dynamic_partitions_store = dynamic_partitions_store


_CURRENT: ContextVar[PartitionLoadingContext | None] = ContextVar("how partitions are loaded", default=None)


def effective_time() -> datetime | None:
    """The moment that is in force, if any."""
    current = _CURRENT.get()
    return current.effective_dt if current is not None else None


def partitions_store(given: Any = None) -> Any:
    """The given store, or the one that is in force, if any."""
    if given is not None:
        return given
    current = _CURRENT.get()
    return current.dynamic_partitions_store if current is not None else None


@contextmanager
def partition_loading_context(
    effective_dt: datetime | None = None,
    dynamic_partitions_store: Any = None,
    new_ctx: PartitionLoadingContext | None = None,
) -> Iterator[PartitionLoadingContext]:
    """Inside the block, partitions are those of a given moment and store."""
    current = new_ctx or _CURRENT.get()
    moment = effective_dt or (current.effective_dt if current else None) or datetime.now(timezone.utc)
    store = dynamic_partitions_store or (current.dynamic_partitions_store if current else None)
    made = PartitionLoadingContext(moment, store)
    token = _CURRENT.set(made)
    try:
        yield made
    finally:
        _CURRENT.reset(token)
