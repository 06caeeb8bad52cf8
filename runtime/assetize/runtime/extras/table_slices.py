"""Which table, or which part of one, an output or an input is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assetize.runtime.errors import DagsterInvariantViolationError


@dataclass(frozen=True, slots=True)
class TableSlice:
    """A table, and the rows of it that belong to the partitions at hand."""

    schema: str
    table: str
    columns: tuple[str, ...] = ()
    """The columns to read; none stands for all."""
    partition_column: str | None = None
    """None for the whole table."""
    keys: tuple[str, ...] = ()
    """The values of the column in these partitions, if they are no time windows."""
    window: tuple[datetime, datetime] | None = None
    """The first time in the partitions, and the first one after them."""


def slice_of_output(context: Any, default_schema: str) -> TableSlice:
    """The rows that an output replaces."""
    return _slice(context, context.definition_metadata or {}, context.name, default_schema, ())


def slice_of_input(context: Any, default_schema: str) -> TableSlice:
    """The rows that an input reads."""
    upstream = context.upstream_output
    metadata = {} if upstream is None else upstream.definition_metadata or {}
    columns = (context.definition_metadata or {}).get("columns") or ()
    name = context.name if upstream is None or context.has_asset_key else upstream.name
    return _slice(context, metadata, name, default_schema, tuple(columns))


def _slice(
    context: Any, metadata: Any, name: str, default_schema: str, columns: tuple[str, ...]
) -> TableSlice:
    path: Sequence[str] = context.asset_key.path if context.has_asset_key else [name]
    schema = metadata.get("schema") or (path[-2] if len(path) > 1 else default_schema)
    if not context.has_asset_key or not context.has_asset_partitions:
        return TableSlice(schema, path[-1], columns)
    column = metadata.get("partition_expr")
    if not isinstance(column, str):
        raise DagsterInvariantViolationError(
            f"Asset '{'/'.join(path)}' is partitioned, but its metadata has no 'partition_expr' that names the column of its "
            "partitions."
        )
    partitions_def = context.asset_partitions_def
    if hasattr(partitions_def, "time_window_for_partition_key"):
        window = context.asset_partitions_time_window
        return TableSlice(schema, path[-1], columns, column, (), (_naive(window.start), _naive(window.end)))
    return TableSlice(schema, path[-1], columns, column, tuple(context.asset_partition_keys))


def _naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)
