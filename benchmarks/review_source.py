"""Writes projects for the review page's benchmark: jobs of two or three ops, each op with a table of its own."""

from collections.abc import Iterator
from pathlib import Path

JOBS_A_FILE = 10
HEADER = """\
import pandas as pd
from dagster import In, Nothing, job, op

from shop.storage import warehouse
"""
STORAGE = """\
import sqlite3


def warehouse():
    return sqlite3.connect("warehouse.db")
"""


def write_project(root: Path, jobs: int, reads_the_last: bool) -> int:
    """A project of so many jobs; where each reads what the one before it makes, all are one change. Gives the number of ops."""
    package = root / "shop"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "storage.py").write_text(STORAGE, encoding="utf-8")
    areas = [range(start, min(start + JOBS_A_FILE, jobs)) for start in range(0, jobs, JOBS_A_FILE)]
    imports, ops = [], 0
    for place, area in enumerate(areas):
        parts = [HEADER]
        for number in area:
            tables = _tables(number)
            ops += len(tables)
            earlier = _tables(number - 1)[-1] if number and reads_the_last else ""
            parts += _job(number, tables, earlier)
        (package / f"area_{place}.py").write_text("\n\n".join(parts), encoding="utf-8")
        names = ", ".join(f"job_{number}" for number in area)
        imports.append(f"from shop.area_{place} import {names}")
    names = ", ".join(f"job_{number}" for number in range(jobs))
    text = "\n".join(
        ["from dagster import Definitions", "", *imports, "", f"defs = Definitions(jobs=[{names}])", ""]
    )
    (package / "definitions.py").write_text(text, encoding="utf-8")
    return ops


def _tables(number: int) -> list[str]:
    return [f"table_{number}_{place}" for place in range(2 + number % 2)]


def _job(number: int, tables: list[str], earlier: str) -> Iterator[str]:
    call = ""
    for table in tables:
        read = (
            f'pd.read_sql("select * from {earlier}", con=warehouse())'
            if earlier
            else 'pd.DataFrame({"id": [1]})'
        )
        yield (
            (
                f'@op(ins={{"start": In(Nothing)}})\ndef build_{table}():\n'
                if call
                else f"@op\ndef build_{table}():\n"
            )
            + f'    """Makes {table}."""\n    frame = {read}\n    frame.to_sql("{table}", con=warehouse(), index=False)\n'
        )
        call, earlier = f"build_{table}({f'start={call}' if call else ''})", table
    yield f"@job\ndef job_{number}():\n    {call}\n"
