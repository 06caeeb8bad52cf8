"""I/O managers that keep data frames in tables of a SQL database."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from assetize.runtime.errors import DagsterInvariantViolationError
from assetize.runtime.extras.table_slices import TableSlice, slice_of_input, slice_of_output
from assetize.runtime.io.definition import IOManager


class TableIOManager(IOManager):
    """Writes a data frame over a table, or over its own partition of one, and reads it again."""

    def __init__(self, database: str, schema: str) -> None:
        self.database = database
        self.schema = schema

    @abstractmethod
    def connect(self) -> Any:
        """A connection to the database."""

    @abstractmethod
    def name_of(self, part: TableSlice) -> str:
        """The table's name in SQL."""

    @abstractmethod
    def create(self, connection: Any, part: TableSlice, frame: Any) -> None:
        """Makes the table, empty and with the frame's columns, if there is none."""

    @abstractmethod
    def append(self, connection: Any, part: TableSlice, frame: Any) -> None:
        """Writes the frame's rows."""

    @abstractmethod
    def read(self, connection: Any, query: str, parameters: list[Any]) -> Any:
        """The rows as a data frame."""

    def drop(self, connection: Any, part: TableSlice) -> None:
        """Removes the table."""
        connection.execute(f"DROP TABLE IF EXISTS {self.name_of(part)}")

    def handle_output(self, context: Any, obj: Any) -> None:
        if obj is None:
            return
        _check_frame(obj)
        part = slice_of_output(context, self.schema)
        with self._transaction() as connection:
            if part.partition_column is None:
                self.drop(connection, part)
            self.create(connection, part, obj)
            condition, parameters = condition_of(part)
            connection.execute(f"DELETE FROM {self.name_of(part)}{condition}", parameters)
            self.append(connection, part, obj)
        context.add_output_metadata({"row_count": len(obj), "table": f"{part.schema}.{part.table}"})

    def load_input(self, context: Any) -> Any:
        part = slice_of_input(context, self.schema)
        columns = ", ".join(quoted(column) for column in part.columns) or "*"
        condition, parameters = condition_of(part)
        with self._transaction() as connection:
            return self.read(connection, f"SELECT {columns} FROM {self.name_of(part)}{condition}", parameters)

    @contextmanager
    def _transaction(self) -> Iterator[Any]:
        """A connection whose changes are kept if nothing fails."""
        connection = self.connect()
        try:
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")
        finally:
            connection.close()


def condition_of(part: TableSlice) -> tuple[str, list[Any]]:
    """The `WHERE` that selects a part of a table, and its parameters."""
    if part.partition_column is None:
        return "", []
    if part.window is not None:
        start, end = (moment.strftime("%Y-%m-%d %H:%M:%S") for moment in part.window)
        return f" WHERE {part.partition_column} >= ? AND {part.partition_column} < ?", [start, end]
    marks = ", ".join("?" for _ in part.keys)
    return f" WHERE {part.partition_column} IN ({marks})", list(part.keys)


def quoted(name: str) -> str:
    """A name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def _check_frame(value: Any) -> None:
    import pandas as pd  # type: ignore[import-untyped,unused-ignore]

    if not isinstance(value, pd.DataFrame):
        raise DagsterInvariantViolationError(
            f"Tables are kept of pandas data frames, but the value is of type {type(value)}."
        )
