"""From plain Python values to metadata values."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from assetize.runtime.errors import CheckError, DagsterError
from assetize.runtime.metadata.asset_key import AssetKey


class DagsterInvalidMetadata(DagsterError):
    """A value that metadata cannot hold."""


def normalize_metadata(metadata: Mapping[str, Any] | None) -> dict[str, Any]:
    """Metadata with every value in its kind."""
    if not metadata:
        return {}
    return {key: normalize_value(key, value) for key, value in metadata.items()}


def normalize_value(label: str, value: Any) -> Any:
    """The metadata value for a plain value."""
    from assetize.runtime.metadata import values

    if not isinstance(label, str):
        raise CheckError(f"Key in Mapping mismatches type. Expected {str}. Got {label!r}")
    if isinstance(value, values.MetadataValue):
        return value
    if value is None:
        return values.NullMetadataValue()
    kinds: tuple[tuple[Any, Any], ...] = (
        (str, values.TextMetadataValue),
        (bool, values.BoolMetadataValue),
        (int, values.IntMetadataValue),
        (float, values.FloatMetadataValue),
        ((dict, list), values.JsonMetadataValue),
        (os.PathLike, values.PathMetadataValue),
        (AssetKey, values.DagsterAssetMetadataValue),
    )
    for python_type, make in kinds:
        if isinstance(value, python_type):
            try:
                return make(value)
            except DagsterInvalidMetadata as problem:
                raise DagsterInvalidMetadata(
                    f'Could not resolve the metadata value for "{label}" to a known type. {problem}'
                ) from problem
    return _table_value(label, value)


def _table_value(label: str, value: Any) -> Any:
    from assetize.runtime.metadata import table

    if isinstance(value, table.TableSchema):
        return table.TableSchemaMetadataValue(value)
    if isinstance(value, table.TableColumnLineage):
        return table.TableColumnLineageMetadataValue(value)
    raise DagsterInvalidMetadata(
        f'Could not resolve the metadata value for "{label}" to a known type. Its type was {type(value)}. '
        "Consider wrapping the value with the appropriate MetadataValue type."
    )


def checked_json(data: Any) -> Any:
    """The data if JSON can hold it."""
    import json

    try:
        json.dumps(data)
    except (TypeError, ValueError) as problem:
        raise DagsterInvalidMetadata(f"Value is not JSON serializable. {problem}") from problem
    return data
