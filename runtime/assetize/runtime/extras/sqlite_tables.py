"""Tables in a sqlite file."""

from __future__ import annotations

from typing import Any

from assetize.runtime.extras.table_io_manager import TableIOManager, quoted
from assetize.runtime.extras.table_slices import TableSlice


class SqliteTableIOManager(TableIOManager):
    """Keeps data frames in tables of a sqlite file; needs `pandas`.

    sqlite has no schemas: a schema other than the default one is part of the table's name.
    """

    def __init__(self, database: str, schema: str = "main") -> None:
        super().__init__(database, schema)

    def connect(self) -> Any:
        import sqlite3

        return sqlite3.connect(self.database, isolation_level=None)

    def name_of(self, part: TableSlice) -> str:
        return quoted(self._plain_name(part))

    def create(self, connection: Any, part: TableSlice, frame: Any) -> None:
        columns = ", ".join(quoted(str(column)) for column in frame.columns)
        connection.execute(f"CREATE TABLE IF NOT EXISTS {self.name_of(part)} ({columns})")

    def append(self, connection: Any, part: TableSlice, frame: Any) -> None:
        columns = ", ".join(quoted(str(column)) for column in frame.columns)
        marks = ", ".join("?" for _ in frame.columns)
        rows = (tuple(_plain(value) for value in row) for row in frame.itertuples(index=False))
        connection.executemany(f"INSERT INTO {self.name_of(part)} ({columns}) VALUES ({marks})", rows)

    def read(self, connection: Any, query: str, parameters: list[Any]) -> Any:
        import pandas as pd  # type: ignore[import-untyped,unused-ignore]

        found = connection.execute(query, parameters)
        return pd.DataFrame(found.fetchall(), columns=[column[0] for column in found.description])

    def _plain_name(self, part: TableSlice) -> str:
        return part.table if part.schema == self.schema else f"{part.schema}_{part.table}"


def _plain(value: Any) -> Any:
    """A cell as sqlite takes it: plain numbers, times as text, nothing for what is missing."""
    import pandas as pd  # type: ignore[import-untyped,unused-ignore]

    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return None
    if hasattr(value, "strftime"):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return value.item() if hasattr(value, "item") else value
