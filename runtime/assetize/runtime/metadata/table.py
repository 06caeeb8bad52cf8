"""Tables as metadata: records, columns, constraints and lineage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assetize.runtime.errors import CheckError, ParameterCheckError
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.metadata.values import MetadataValue
from assetize.runtime.records import Record, fields

_CELL_TYPES = (str, int, float, bool, type(None))


class TableRecord(Record):
    """One row."""

    __slots__ = ("data",)

    def __init__(self, data: Mapping[str, Any]) -> None:
        for key, value in data.items():
            if not isinstance(value, _CELL_TYPES):
                raise CheckError(
                    f"Value in Mapping mismatches expected type for key {key}. Expected value of type "
                    f"{_CELL_TYPES}. Got value {value!r} of type {type(value)}."
                )
        self.data = dict(data)


class TableConstraints(Record):
    """Constraints of a whole table."""

    __slots__ = ("other",)

    def __init__(self, other: Sequence[str]) -> None:
        self.other = list(other)


class TableColumnConstraints(Record):
    """Constraints of a column."""

    __slots__ = fields("nullable", "unique", "other")

    def __init__(
        self, nullable: bool = True, unique: bool = False, other: Sequence[str] | None = None
    ) -> None:
        self.nullable = nullable
        self.unique = unique
        self.other = list(other or ())


class TableColumn(Record):
    """A column."""

    __slots__ = fields("name", "type", "description", "constraints", "tags")

    def __init__(
        self,
        name: str,
        type: str = "string",
        description: str | None = None,
        constraints: TableColumnConstraints | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        if not isinstance(name, str):
            raise ParameterCheckError(
                f'Param "name" is not a str. Got {name!r} which is type {name.__class__}.'
            )
        if not isinstance(name, str):
            raise ParameterCheckError(f'Param "name" is not a str. Got {name!r} which is type {type(name)}.')
        self.name = name
        self.type = type
        self.description = description
        self.constraints = constraints or TableColumnConstraints()
        self.tags = dict(tags or {})


class TableSchema(Record):
    """The columns of a table."""

    __slots__ = ("columns", "constraints")

    def __init__(self, columns: Sequence[TableColumn], constraints: TableConstraints | None = None) -> None:
        for column in columns:
            if not isinstance(column, TableColumn):
                raise CheckError(f"Member of columns mismatches type. Expected {TableColumn}. Got {column!r}")
        self.columns = list(columns)
        self.constraints = constraints or TableConstraints(other=[])

    @staticmethod
    def from_name_type_dict(name_type_dict: Mapping[str, str]) -> TableSchema:
        """Columns given by name and type."""
        return TableSchema([TableColumn(name, type) for name, type in name_type_dict.items()])


class TableColumnDep(Record):
    """A column that another is made from."""

    __slots__ = ("asset_key", "column_name")

    def __init__(self, asset_key: Any, column_name: str) -> None:
        self.asset_key = AssetKey.from_coercible(asset_key)
        self.column_name = column_name


class TableColumnLineage(Record):
    """Which columns each column is made from."""

    __slots__ = ("deps_by_column",)

    def __init__(self, deps_by_column: Mapping[str, Sequence[TableColumnDep]]) -> None:
        self.deps_by_column = {column: list(deps) for column, deps in deps_by_column.items()}


class TableMetadataValue(MetadataValue):
    """A table."""

    __slots__ = ("records", "schema")

    def __init__(self, records: Sequence[TableRecord], schema: TableSchema | None = None) -> None:
        self.records = list(records)
        for record in self.records:
            if not isinstance(record, TableRecord):
                raise CheckError(
                    f"Member of sequence mismatches type. Expected {TableRecord}. Got {record!r} of type {type(record)}."
                )
        fields = {tuple(record.data) for record in self.records}
        if len(fields) > 1:
            raise CheckError("Invariant failed. Description: All records must have the same fields")
        self.schema = schema or _inferred_schema(self.records)

    @property
    def value(self) -> Any:
        return self


class TableSchemaMetadataValue(MetadataValue):
    """The columns of a table."""

    __slots__ = ("schema",)

    def __init__(self, schema: TableSchema) -> None:
        self.schema = schema


class TableColumnLineageMetadataValue(MetadataValue):
    """Where the columns of a table come from."""

    __slots__ = ("column_lineage",)

    def __init__(self, column_lineage: TableColumnLineage) -> None:
        self.column_lineage = column_lineage  # type: ignore[assignment,method-assign]


def _inferred_schema(records: Sequence[TableRecord]) -> TableSchema:
    if not records:
        raise CheckError("Invariant failed. Description: A table without records needs a schema.")
    names = {str: "string", int: "int", float: "float", bool: "bool"}
    first = records[0].data
    return TableSchema([TableColumn(name, names.get(type(value), "string")) for name, value in first.items()])
