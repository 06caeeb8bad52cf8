"""The kinds of metadata values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assetize.runtime.errors import CheckError, ParameterCheckError
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.records import Record


class MetadataValue(Record):
    """A value of metadata; its static methods make the kinds."""

    __slots__ = ()

    @property
    def value(self) -> Any:
        """The plain value."""
        return getattr(self, self.field_names()[0]) if self.field_names() else None

    @staticmethod
    def text(text: str) -> TextMetadataValue:
        """Text."""
        return TextMetadataValue(text)

    @staticmethod
    def url(url: str) -> UrlMetadataValue:
        """A link."""
        return UrlMetadataValue(url)

    @staticmethod
    def path(path: Any) -> PathMetadataValue:
        """A path in a file system."""
        return PathMetadataValue(path)

    @staticmethod
    def notebook(path: Any) -> NotebookMetadataValue:
        """A notebook."""
        return NotebookMetadataValue(path)

    @staticmethod
    def json(data: Any) -> JsonMetadataValue:
        """Anything that JSON can hold."""
        return JsonMetadataValue(data)

    @staticmethod
    def md(data: str) -> MarkdownMetadataValue:
        """Markdown."""
        return MarkdownMetadataValue(data)

    @staticmethod
    def python_artifact(python_artifact: Any) -> PythonArtifactMetadataValue:
        """A class or function."""
        return PythonArtifactMetadataValue(python_artifact.__module__, python_artifact.__name__)

    @staticmethod
    def float(value: float) -> FloatMetadataValue:
        """A floating-point number."""
        return FloatMetadataValue(value)

    @staticmethod
    def int(value: int) -> IntMetadataValue:
        """An integer."""
        return IntMetadataValue(value)

    @staticmethod
    def bool(value: bool) -> BoolMetadataValue:
        """A truth value."""
        return BoolMetadataValue(value)

    @staticmethod
    def timestamp(value: Any) -> TimestampMetadataValue:
        """A moment, from a time zone aware datetime or seconds since 1970."""
        return TimestampMetadataValue(float_of_moment(value))

    @staticmethod
    def dagster_run(run_id: str) -> DagsterRunMetadataValue:
        """A run."""
        return DagsterRunMetadataValue(run_id)

    @staticmethod
    def asset(asset_key: AssetKey) -> DagsterAssetMetadataValue:
        """An asset."""
        return DagsterAssetMetadataValue(asset_key)

    @staticmethod
    def job(
        job_name: str, location_name: str, *, repository_name: str | None = None
    ) -> DagsterJobMetadataValue:
        """A job."""
        return DagsterJobMetadataValue(job_name, location_name, repository_name)

    @staticmethod
    def pool(pool: str) -> PoolMetadataValue:
        """A concurrency pool."""
        return PoolMetadataValue(pool)

    @staticmethod
    def null() -> NullMetadataValue:
        """Nothing."""
        return NullMetadataValue()

    @staticmethod
    def table(records: Sequence[Any], schema: Any = None) -> Any:
        """A table."""
        from assetize.runtime.metadata.table import TableMetadataValue

        return TableMetadataValue(records, schema)

    @staticmethod
    def table_schema(schema: Any) -> Any:
        """The columns of a table."""
        from assetize.runtime.metadata.table import TableSchemaMetadataValue

        return TableSchemaMetadataValue(schema)

    @staticmethod
    def column_lineage(lineage: Any) -> Any:
        """Where the columns of a table come from."""
        from assetize.runtime.metadata.table import TableColumnLineageMetadataValue

        return TableColumnLineageMetadataValue(lineage)


def float_of_moment(value: Any) -> float:
    """Seconds since 1970."""
    if isinstance(value, (int, float)):
        return value
    if value.tzinfo is None:
        raise CheckError(
            "Failure condition: Datetime values provided to MetadataValue.timestamp must have timezones, but "
            f"{value.isoformat()} does not"
        )
    seconds: float = value.timestamp()
    return seconds


def _checked(value: Any, name: str, kind: type) -> Any:
    if value is not None and not isinstance(value, kind):
        raise ParameterCheckError(
            f'Param "{name}" is not a {kind.__name__}. Got {value!r} which is type {type(value)}.'
        )
    return value


class TextMetadataValue(MetadataValue):
    """Text."""

    __slots__ = ("text",)

    def __init__(self, text: str | None = "") -> None:
        self.text = _checked(text, "text", str) or ""  # type: ignore[assignment,method-assign]


class UrlMetadataValue(MetadataValue):
    """A link."""

    __slots__ = ("url",)

    def __init__(self, url: str | None = "") -> None:
        self.url = _checked(url, "url", str) or ""  # type: ignore[assignment,method-assign]


class PathMetadataValue(MetadataValue):
    """A path in a file system."""

    __slots__ = ("fspath",)

    def __init__(self, path: Any = "") -> None:
        import os

        self.fspath: str = os.fspath(path)

    @property
    def path(self) -> str:  # type: ignore[override]
        """The path."""
        return self.fspath


class NotebookMetadataValue(PathMetadataValue):
    """A notebook."""

    __slots__ = ()


class JsonMetadataValue(MetadataValue):
    """Anything that JSON can hold."""

    __slots__ = ("data",)

    def __init__(self, data: Any = None) -> None:
        from assetize.runtime.metadata.normalize import checked_json

        self.data = checked_json(data)


class MarkdownMetadataValue(MetadataValue):
    """Markdown."""

    __slots__ = ("md_str",)

    def __init__(self, md_str: str | None = "") -> None:
        self.md_str = _checked(md_str, "md_str", str) or ""


class PythonArtifactMetadataValue(MetadataValue):
    """A class or function."""

    __slots__ = ("module", "name")

    def __init__(self, module: str, name: str) -> None:
        self.module = module
        self.name = name

    @property
    def value(self) -> Any:
        return self


class _PlainValue(MetadataValue):
    __slots__ = ("_plain",)

    def __init__(self, value: Any) -> None:
        self._plain = value

    @property
    def value(self) -> Any:
        return self._plain

    def __repr__(self) -> str:
        return f"{type(self).__name__}(value={self._plain!r})"


class FloatMetadataValue(_PlainValue):
    """A floating-point number."""

    __slots__ = ()


class IntMetadataValue(_PlainValue):
    """An integer."""

    __slots__ = ()

    def __init__(self, value: Any) -> None:
        super().__init__(_checked(value, "value", int))


class BoolMetadataValue(_PlainValue):
    """A truth value."""

    __slots__ = ()


class TimestampMetadataValue(_PlainValue):
    """A moment, in seconds since 1970."""

    __slots__ = ()


class DagsterRunMetadataValue(MetadataValue):
    """A run."""

    __slots__ = ("run_id",)

    def __init__(self, run_id: str) -> None:
        self.run_id = run_id


class DagsterJobMetadataValue(MetadataValue):
    """A job."""

    __slots__ = ("job_name", "location_name", "repository_name")

    def __init__(self, job_name: str, location_name: str, repository_name: str | None = None) -> None:
        self.job_name = job_name
        self.location_name = location_name
        self.repository_name = repository_name

    @property
    def value(self) -> Any:
        return self


class DagsterAssetMetadataValue(MetadataValue):
    """An asset."""

    __slots__ = ("asset_key",)

    def __init__(self, asset_key: AssetKey) -> None:
        self.asset_key = asset_key


class PoolMetadataValue(MetadataValue):
    """A concurrency pool."""

    __slots__ = ("pool",)

    def __init__(self, pool: str) -> None:
        self.pool = pool  # type: ignore[assignment,method-assign]


class NullMetadataValue(MetadataValue):
    """Nothing."""

    __slots__ = ()


RawMetadata = Mapping[str, Any]
