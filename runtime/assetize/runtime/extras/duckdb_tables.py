"""Tables in a DuckDB file."""

from __future__ import annotations

from typing import Any

from assetize.runtime.extras.table_io_manager import TableIOManager, quoted
from assetize.runtime.extras.table_slices import TableSlice


class DuckDBTableIOManager(TableIOManager):
    """Keeps data frames in tables of a DuckDB file; needs `duckdb` and `pandas`."""

    def __init__(self, database: str, schema: str = "public") -> None:
        super().__init__(database, schema)

    def connect(self) -> Any:
        import duckdb

        return duckdb.connect(self.database)

    def name_of(self, part: TableSlice) -> str:
        return f"{quoted(part.schema)}.{quoted(part.table)}"

    def create(self, connection: Any, part: TableSlice, frame: Any) -> None:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {quoted(part.schema)}")
        connection.register("given_rows", frame)
        connection.execute(
            f"CREATE TABLE IF NOT EXISTS {self.name_of(part)} AS SELECT * FROM given_rows LIMIT 0"
        )

    def append(self, connection: Any, part: TableSlice, frame: Any) -> None:
        columns = ", ".join(quoted(str(column)) for column in frame.columns)
        connection.execute(f"INSERT INTO {self.name_of(part)} ({columns}) SELECT {columns} FROM given_rows")

    def read(self, connection: Any, query: str, parameters: list[Any]) -> Any:
        return connection.execute(query, parameters).fetchdf()

    def drop(self, connection: Any, part: TableSlice) -> None:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {quoted(part.schema)}")
        super().drop(connection, part)
