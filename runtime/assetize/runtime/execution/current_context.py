"""The context of the body that runs now, for code that is not given one."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from assetize.runtime.errors import DagsterInvariantViolationError

CURRENT: ContextVar[Any] = ContextVar("the context of the body that runs now", default=None)


def current_context(wanted: str, other: str | None = None) -> Any:
    """The context of the body that runs now, which must not be of another kind."""
    found = CURRENT.get()
    if found is None:
        raise DagsterInvariantViolationError(f"No current {wanted} in scope.")
    if other is not None and type(found).__name__ == other:
        raise DagsterInvariantViolationError(
            f"Can't use {wanted}.get() in the context of an {other}. Use {other}.get() instead."
        )
    return found
