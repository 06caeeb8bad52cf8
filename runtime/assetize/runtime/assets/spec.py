"""What is declared about assets: specs, dependencies, inputs and outputs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assetize.runtime.definitions.ins_and_outs import In, NoAnnotation
from assetize.runtime.errors import (
    CheckError,
    DagsterInvalidDefinitionError,
    DagsterInvariantViolationError,
    ParameterCheckError,
)
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.naming import checked_group_name
from assetize.runtime.records import Record, fields

KIND_PREFIX = "dagster/kind/"
DEFAULT_GROUP = "default"


def key_prefix_parts(prefix: str | Sequence[str] | None) -> list[str]:
    """A key prefix as a list."""
    if prefix is None:
        return []
    return [prefix] if isinstance(prefix, str) else list(prefix)


class AssetDep(Record):
    """A dependency on an asset, with the mapping between partitions."""

    __slots__ = fields("asset_key", "partition_mapping", "metadata")

    def __init__(
        self, asset: Any, *, partition_mapping: Any = None, metadata: Mapping[str, Any] | None = None
    ) -> None:
        keys = getattr(asset, "keys", None)
        if keys is not None and not callable(keys) and len(keys) > 1:
            raise DagsterInvalidDefinitionError(
                "Cannot create an AssetDep from a multi_asset AssetsDefinition. Instead, specify dependencies on the assets "
                "created by the multi_asset via AssetKeys or strings."
            )
        if not isinstance(asset, (str, list, AssetKey)) and not isinstance(
            getattr(asset, "key", None), AssetKey
        ):
            raise ParameterCheckError(
                "Param \"asset\" is not one of ['AssetKey', 'AssetSpec', 'AssetsDefinition', 'SourceAsset', 'str']. Got "
                f"{asset!r} which is type {type(asset)}."
            )
        self.asset_key: AssetKey = AssetKey.from_coercible(getattr(asset, "asset_key", asset))
        self.partition_mapping = partition_mapping
        self.metadata = dict(metadata or {})

    @staticmethod
    def from_coercible(value: Any) -> AssetDep:
        """The dependency that a key, a string, a spec or a definition stands for."""
        return value if isinstance(value, AssetDep) else AssetDep(value)


def deps_of(values: Iterable[Any] | None) -> list[AssetDep]:
    """The dependencies, each asset once."""
    found: dict[AssetKey, AssetDep] = {}
    for value in values or ():
        keys = getattr(value, "keys", None)
        several = keys is not None and not callable(keys) and len(keys) > 1
        for dep in [AssetDep(key) for key in value.keys] if several else [AssetDep.from_coercible(value)]:
            known = found.get(dep.asset_key)
            if known is not None and known != dep:
                raise DagsterInvariantViolationError(
                    f"Cannot set a dependency on asset {dep.asset_key} more than once per asset."
                )
            found[dep.asset_key] = dep
    return list(found.values())


def checked_tags(tags: Mapping[str, str] | None, kinds: Iterable[str] | None) -> dict[str, str]:
    """Tags with the kinds among them; asset tags are strict labels."""
    import re

    merged = {**(tags or {}), **{f"{KIND_PREFIX}{kind}": "" for kind in kinds or ()}}
    for key, value in merged.items():
        name = key.rsplit("/", 1)[-1]
        if not isinstance(value, str) or not re.match(r"^[A-Za-z0-9_.-]{0,63}$", value):
            raise DagsterInvalidDefinitionError(
                f"Invalid tag value: {value}, for key: {key}. Allowed characters: alpha-numeric, '_', '-', '.'. Values are "
                "at most 63 characters long."
            )
        if not re.match(r"^[A-Za-z0-9_.-]{1,63}$", name):
            raise DagsterInvalidDefinitionError(
                f"Invalid tag key: {key}. Allowed characters: alpha-numeric, '_', '-', '.', and one '/'."
            )
    if sum(key.startswith(KIND_PREFIX) for key in merged) > 10:
        raise DagsterInvalidDefinitionError("Assets can have at most three kinds currently.")
    return merged


class AssetSpec(Record):
    """What is known about an asset, apart from how it is made."""

    __slots__ = fields(
        "key",
        "deps",
        "description",
        "metadata",
        "skippable",
        "group_name",
        "code_version",
        "automation_condition",
        "owners",
        "tags",
        "partitions_def",
        "freshness_policy",
        "is_virtual",
    )
    is_asset_reference = True

    def __init__(
        self,
        key: Any,
        *,
        deps: Iterable[Any] | None = None,
        description: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        skippable: bool = False,
        group_name: str | None = None,
        code_version: str | None = None,
        automation_condition: Any = None,
        owners: Sequence[str] | None = None,
        tags: Mapping[str, str] | None = None,
        kinds: Iterable[str] | None = None,
        partitions_def: Any = None,
        freshness_policy: Any = None,
        is_virtual: bool = False,
    ) -> None:
        self.key = AssetKey.from_coercible(key)
        self.deps = deps_of(deps)
        self.description = description
        self.metadata = dict(metadata or {})
        self.skippable = skippable
        self.group_name = None if group_name is None else checked_group_name(group_name)
        self.code_version = code_version
        self.automation_condition = automation_condition
        self.owners = list(owners or ())
        self.tags = checked_tags(tags, kinds)
        self.partitions_def = partitions_def
        self.freshness_policy = freshness_policy
        self.is_virtual = is_virtual

    @property
    def kinds(self) -> set[str]:
        """The kinds among the tags."""
        return {key[len(KIND_PREFIX) :] for key in self.tags if key.startswith(KIND_PREFIX)}

    def replace_attributes(self, **changes: Any) -> AssetSpec:
        """The spec with other attributes."""
        kinds = changes.pop("kinds", self.kinds if "tags" in changes else None)
        values = {name: getattr(self, name) for name in self.field_names()}
        values.update(changes)
        if kinds is not None:
            plain = {k: v for k, v in values["tags"].items() if not k.startswith(KIND_PREFIX)}
            values["tags"] = checked_tags(plain, kinds)
        return AssetSpec(**values)

    def merge_attributes(self, **additions: Any) -> AssetSpec:
        """The spec with more dependencies, metadata, owners, tags or kinds."""
        kinds = {*self.kinds, *additions["kinds"]} if additions.get("kinds") else None
        changes: dict[str, Any] = {}
        if additions.get("deps"):
            changes["deps"] = [*self.deps, *additions["deps"]]
        for name in ("metadata", "tags"):
            if additions.get(name):
                changes[name] = {**getattr(self, name), **additions[name]}
        if additions.get("owners"):
            changes["owners"] = [*self.owners, *additions["owners"]]
        merged = self.replace_attributes(**changes)
        return merged.replace_attributes(kinds=kinds) if kinds else merged

    def with_io_manager_key(self, io_manager_key: str) -> AssetSpec:
        """The spec of an asset that is loaded with this I/O manager."""
        return self.replaced(metadata={**self.metadata, "dagster/io_manager_key": io_manager_key})


def map_asset_specs(func: Any, iterable: Iterable[Any]) -> list[Any]:
    """Specs and definitions with every spec replaced by what a function makes of it."""
    return [func(item) if isinstance(item, AssetSpec) else item.map_asset_specs(func) for item in iterable]


class AssetIn(Record):
    """Declares the asset that an argument is loaded from."""

    __slots__ = fields(
        "key", "metadata", "key_prefix", "input_manager_key", "partition_mapping", "dagster_type"
    )

    def __init__(
        self,
        key: Any = None,
        metadata: Mapping[str, Any] | None = None,
        key_prefix: Any = None,
        input_manager_key: str | None = None,
        partition_mapping: Any = None,
        dagster_type: Any = NoAnnotation,
    ) -> None:
        if key is not None and key_prefix is not None:
            raise CheckError(
                "Invariant failed. Description: key and key_prefix cannot both be set on AssetIn"
            )
        self.key = None if key is None else AssetKey.from_coercible(key)
        self.metadata = metadata or {}
        self.key_prefix = key_prefix_parts(key_prefix)
        self.input_manager_key = input_manager_key
        self.partition_mapping = partition_mapping
        self.dagster_type = dagster_type

    @staticmethod
    def from_coercible(value: Any) -> AssetIn:
        """The declaration that a key stands for."""
        return value if isinstance(value, AssetIn) else AssetIn(key=AssetKey.from_coercible(value))

    def resolve_key(self, input_name: str) -> AssetKey:
        """The asset of an argument of that name."""
        return self.key or AssetKey([*self.key_prefix, input_name])

    def as_in(self) -> In:
        """The op's input."""
        return In(self.dagster_type, metadata=self.metadata, input_manager_key=self.input_manager_key)


class AssetOut(Record):
    """Declares one of the assets of a multi-asset."""

    __slots__ = fields(
        "key",
        "key_prefix",
        "dagster_type",
        "is_required",
        "io_manager_key",
        "metadata",
        "description",
        "group_name",
        "code_version",
        "automation_condition",
        "backfill_policy",
        "owners",
        "tags",
        "freshness_policy",
        "is_virtual",
    )

    def __init__(
        self,
        key_prefix: Any = None,
        key: Any = None,
        dagster_type: Any = NoAnnotation,
        description: str | None = None,
        is_required: bool = True,
        io_manager_key: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        group_name: str | None = None,
        code_version: str | None = None,
        automation_condition: Any = None,
        backfill_policy: Any = None,
        owners: Sequence[str] | None = None,
        tags: Mapping[str, str] | None = None,
        kinds: Iterable[str] | None = None,
        freshness_policy: Any = None,
        is_virtual: bool = False,
    ) -> None:
        if key is not None and key_prefix:
            raise CheckError(
                "Invariant failed. Description: Only one of key_prefix and key should be provided"
            )
        self.key = None if key is None else AssetKey.from_coercible(key)
        self.key_prefix = key_prefix_parts(key_prefix)
        self.dagster_type = dagster_type
        self.description = description
        self.is_required = is_required
        self.io_manager_key = io_manager_key
        self.metadata = metadata
        self.group_name = group_name
        self.code_version = code_version
        self.automation_condition = automation_condition
        self.backfill_policy = backfill_policy
        self.owners = owners
        self.tags = checked_tags(tags, kinds)
        self.freshness_policy = freshness_policy
        self.is_virtual = is_virtual

    def key_for(self, output_name: str) -> AssetKey:
        """The asset of an output of that name."""
        return self.key or AssetKey([*self.key_prefix, output_name])

    def spec(
        self, key: AssetKey, deps: Iterable[Any], group_name: str | None, partitions_def: Any
    ) -> AssetSpec:
        """The spec of the asset."""
        return AssetSpec(
            key,
            deps=deps,
            description=self.description,
            metadata=self.metadata,
            skippable=not self.is_required,
            group_name=self.group_name or group_name,
            code_version=self.code_version,
            automation_condition=self.automation_condition,
            owners=self.owners,
            tags=self.tags,
            partitions_def=partitions_def,
            freshness_policy=self.freshness_policy,
            is_virtual=self.is_virtual,
        )
