"""The moment that partitions are seen from, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

_EFFECTIVE: ContextVar[datetime | None] = ContextVar("effective time of partitions", default=None)


def effective_time() -> datetime | None:
    """The moment that is in force, if any."""
    return _EFFECTIVE.get()


@contextmanager
def partition_loading_context(
    effective_dt: datetime | None = None, dynamic_partitions_store: Any = None
) -> Iterator[None]:
    """Inside the block, partitions are those of a given moment."""
    token = _EFFECTIVE.set(effective_dt)
    try:
        yield
    finally:
        _EFFECTIVE.reset(token)
