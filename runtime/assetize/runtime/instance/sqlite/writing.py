"""Writes events: those of one step together in one row, and those about assets and runs where they are looked up."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import groupby

from assetize.runtime.events.event import DagsterEvent, EventLogEntry
from assetize.runtime.instance.sqlite.encoding import text_of
from assetize.runtime.instance.storage import CHECK_EVALUATION, MATERIALIZATION, OBSERVATION

Item = tuple[str, DagsterEvent | EventLogEntry]
"""What to write, after the run that it is about."""

ABOUT_ASSETS = frozenset({MATERIALIZATION, OBSERVATION, CHECK_EVALUATION})
LAST_NUMBER = "select max(coalesce((select max(last) from batches), 0), coalesce((select max(id) from asset_events), 0))"


def write_items(connection: sqlite3.Connection, items: Iterable[Item]) -> None:
    """Writes events and messages, in the transaction of the caller."""
    number = connection.execute(LAST_NUMBER).fetchone()[0]
    for run_id, group in groupby(items, key=lambda item: item[0]):
        texts = []
        for _, item in group:
            number += 1
            text = text_of(item)
            texts.append(text)
            if isinstance(item, DagsterEvent):
                _index(connection, number, run_id, item, text)
        row = (number, len(texts), run_id, f"[{','.join(texts)}]")
        connection.execute("insert into batches (last, size, run_id, body) values (?, ?, ?, ?)", row)


def _index(connection: sqlite3.Connection, number: int, run_id: str, event: DagsterEvent, text: str) -> None:
    kind = event.event_type_value
    if kind in ABOUT_ASSETS:
        is_check = kind == CHECK_EVALUATION
        key = event.asset_key.to_string()
        check_name = event.event_specific_data.check_name if is_check else None
        connection.execute(
            "insert into asset_events (id, run_id, kind, asset_key, partition, check_name, body) "
            "values (?, ?, ?, ?, ?, ?, ?)",
            (number, run_id, kind, key, event.partition, check_name, f"[{text}]"),
        )
    elif kind.startswith("PIPELINE_"):
        connection.execute(
            "insert into run_events (id, run_id, kind, body) values (?, ?, ?, ?)",
            (number, run_id, kind, f"[{text}]"),
        )
