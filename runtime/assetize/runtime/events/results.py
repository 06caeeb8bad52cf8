"""What the body of an op or asset may return or yield."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

from assetize.runtime.config.field import NO_VALUE
from assetize.runtime.errors import DagsterInvalidDefinitionError, ParameterCheckError
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.metadata.normalize import normalize_metadata
from assetize.runtime.metadata.values import MetadataValue
from assetize.runtime.naming import checked_name
from assetize.runtime.records import Record, fields

T = TypeVar("T")
DEFAULT_OUTPUT = "result"


class DataVersion(Record):
    """A version of an asset's data that user code declares."""

    __slots__ = ("value",)

    def __init__(self, value: str) -> None:
        self.value = value


class DataVersionsByPartition(Record):
    """The versions of an asset's partitions that user code declares."""

    __slots__ = ("data_versions_by_partition",)

    def __init__(self, data_versions_by_partition: Mapping[str, str | DataVersion]) -> None:
        self.data_versions_by_partition = {
            key: DataVersion(version) if isinstance(version, str) else version
            for key, version in data_versions_by_partition.items()
        }


class Output(Generic[T]):
    """A value for one of an op's outputs, with metadata."""

    __slots__ = ("data_version", "metadata", "output_name", "tags", "value")

    def __init__(
        self,
        value: T,
        output_name: str | None = DEFAULT_OUTPUT,
        metadata: Mapping[str, Any] | None = None,
        data_version: DataVersion | None = None,
        *,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        self.value = value
        self.output_name: str = output_name or DEFAULT_OUTPUT
        self.metadata = normalize_metadata(metadata) if metadata else {}
        self.data_version = data_version
        self.tags = dict(tags) if tags else {}

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Output)
            and self.value == other.value
            and self.output_name == other.output_name
            and self.metadata == other.metadata
        )

    __hash__ = object.__hash__


class DynamicOutput(Generic[T]):
    """One of many values of a dynamic output, with its mapping key."""

    __slots__ = ("mapping_key", "metadata", "output_name", "value")

    def __init__(
        self,
        value: T,
        mapping_key: str,
        output_name: str | None = DEFAULT_OUTPUT,
        metadata: Mapping[str, Any] | None = None,
    ) -> None:
        if not isinstance(mapping_key, str):
            raise ParameterCheckError(
                f'Param "mapping_key" is not a str. Got {mapping_key!r} which is type {type(mapping_key)}.'
            )
        self.value = value
        self.mapping_key = checked_name(mapping_key)
        self.output_name: str = output_name or DEFAULT_OUTPUT
        self.metadata = normalize_metadata(metadata) if metadata else {}

    @property
    def data_version(self) -> None:
        """Dynamic outputs have no data version."""
        return None

    @property
    def tags(self) -> dict[str, str]:
        """Dynamic outputs have no tags."""
        return {}

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, DynamicOutput)
            and self.value == other.value
            and self.mapping_key == other.mapping_key
            and self.output_name == other.output_name
        )

    __hash__ = object.__hash__


class AssetMaterialization(Record):
    """The fact that an asset was written."""

    __slots__ = ("asset_key", "description", "metadata", "partition", "tags")

    def __init__(
        self,
        asset_key: Any,
        description: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        partition: str | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        if not isinstance(asset_key, (str, list, tuple, AssetKey)):
            raise ParameterCheckError(f'Param "asset_key" is no asset key. Got {asset_key!r}.')
        if metadata is not None and not isinstance(metadata, Mapping):
            raise ParameterCheckError(
                f'Param "metadata" is not a dictionary. Got {metadata!r} which is type {type(metadata)}.'
            )
        self.asset_key = AssetKey.from_coercible(asset_key)
        self.description = description
        self.metadata = normalize_metadata(metadata)
        self.partition = partition
        self.tags = dict(tags or {})
        for name, value in self.tags.items():
            if not isinstance(value, str):
                raise DagsterInvalidDefinitionError(
                    f"Tag values must be strings, got type {type(value)} at key {name}."
                )

    @property
    def label(self) -> str:
        """The key with spaces."""
        return " ".join(self.asset_key.path)

    @property
    def data_version(self) -> str | None:
        """The data version among the tags."""
        return self.tags.get("dagster/data_version")

    @staticmethod
    def file(path: str, description: str | None = None, asset_key: Any = None) -> AssetMaterialization:
        """The fact that a file was written; the path stands for the asset unless a key is given."""
        metadata = {"path": MetadataValue.path(path)}
        return AssetMaterialization(asset_key or path, description, metadata)


class AssetObservation(AssetMaterialization):
    """Something that was found out about an asset."""

    __slots__ = ()


class ExpectationResult(Record):
    """The outcome of an expectation about data."""

    __slots__ = fields("success", "label", "description", "metadata")

    def __init__(
        self,
        success: bool,
        label: str | None = None,
        description: str | None = None,
        metadata: Mapping[str, Any] | None = None,
    ) -> None:
        if not isinstance(success, bool):
            raise ParameterCheckError(
                f'Param "success" is not a bool. Got {success!r} which is type {type(success)}.'
            )
        self.success = success
        self.label = label or "result"
        self.description = description
        self.metadata = normalize_metadata(metadata)


class AssetResult(Record, Generic[T]):
    """What an asset reports without handing a value over."""

    __slots__ = fields("asset_key", "metadata", "check_results", "data_version", "tags")

    def __init__(
        self,
        asset_key: Any = None,
        metadata: Mapping[str, Any] | None = None,
        check_results: Sequence[Any] | None = None,
        data_version: DataVersion | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        self.asset_key: AssetKey | None = None if asset_key is None else AssetKey.from_coercible(asset_key)
        self.metadata = metadata
        self.check_results = list(check_results or ())
        self.data_version = data_version
        self.tags = tags


class MaterializeResult(AssetResult[T]):
    """That an asset was materialized, with metadata and, if the I/O manager is to store one, a value."""

    __slots__ = ("value",)

    def __init__(
        self,
        asset_key: Any = None,
        metadata: Mapping[str, Any] | None = None,
        check_results: Sequence[Any] | None = None,
        data_version: DataVersion | None = None,
        tags: Mapping[str, str] | None = None,
        value: Any = NO_VALUE,
    ) -> None:
        super().__init__(asset_key, metadata, check_results, data_version, tags)
        self.value = value

    @property
    def has_value(self) -> bool:
        """Whether there is a value to store."""
        return self.value is not NO_VALUE


class ObserveResult(AssetResult[Any]):
    """What observing an asset found."""

    __slots__ = ()


class Failure(Exception):
    """Raised in a body to fail the step with a description and metadata."""

    def __init__(
        self,
        description: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        allow_retries: bool | None = None,
    ) -> None:
        super().__init__(description)
        self.description = description
        self.metadata = normalize_metadata(metadata)
        self.allow_retries = True if allow_retries is None else allow_retries


class RetryRequested(Exception):
    """Raised in a body to run the step again."""

    def __init__(self, max_retries: int | None = 1, seconds_to_wait: float | None = None) -> None:
        super().__init__()
        self.max_retries = 1 if max_retries is None else max_retries
        self.seconds_to_wait = seconds_to_wait
