"""Mappings of partitions with two dimensions."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from assetize.runtime.errors import CheckError, DagsterInvalidDefinitionError
from assetize.runtime.partitions.mappings import (
    IdentityPartitionMapping,
    PartitionMapping,
    UpstreamPartitionsResult,
    required_subset,
    upstream_result,
)
from assetize.runtime.partitions.multi import MultiPartitionsDefinition
from assetize.runtime.partitions.multi_key import MultiPartitionKey
from assetize.runtime.partitions.subset import PartitionsSubset
from assetize.runtime.partitions.time_window import TimeWindowPartitionsDefinition
from assetize.runtime.partitions.time_window_mapping import TimeWindowPartitionMapping
from assetize.runtime.records import Record, fields

Parts = dict[str | None, str]


class DimensionPartitionMapping(Record):
    """The downstream dimension that an upstream dimension is mapped to, and how."""

    __slots__ = fields("dimension_name", "partition_mapping")

    def __init__(self, dimension_name: str, partition_mapping: PartitionMapping) -> None:
        if not isinstance(partition_mapping, PartitionMapping):
            raise CheckError(f"partition_mapping must be a PartitionMapping, got {partition_mapping!r}.")
        self.dimension_name = dimension_name
        self.partition_mapping = partition_mapping


class Link(NamedTuple):
    """Two dimensions that depend on each other; None stands for partitions without dimensions."""

    upstream: str | None
    downstream: str | None
    mapping: PartitionMapping


def _dimensions(definition: Any) -> dict[str | None, Any]:
    if isinstance(definition, MultiPartitionsDefinition):
        return {each.name: each.partitions_def for each in definition.partitions_defs}
    return {None: definition}


def _parts(definition: Any, key: str) -> Parts:
    if isinstance(definition, MultiPartitionsDefinition):
        parts: Parts = {}
        parts.update(definition.get_partition_key_from_str(key).keys_by_dimension)
        return parts
    return {None: key}


def _key(parts: Mapping[str | None, str]) -> str:
    if None in parts:
        return parts[None]
    return MultiPartitionKey({str(name): key for name, key in parts.items()})


def _combined(choices: Mapping[str | None, Sequence[str]]) -> list[str]:
    names = list(choices)
    return [_key(dict(zip(names, keys, strict=True))) for keys in itertools.product(*choices.values())]


class DimensionsMapping(PartitionMapping):
    """Maps dimension by dimension; dimensions without a link depend on all keys of each other."""

    __slots__ = ()

    def links(self, upstream: Any, downstream: Any) -> list[Link]:
        """The dimensions that depend on each other."""
        raise NotImplementedError

    def to_upstream(self, keys: Any, downstream: Any, upstream: Any) -> UpstreamPartitionsResult:
        links = self.links(upstream, downstream)
        targets = _dimensions(upstream)
        sources = _dimensions(downstream)
        found: dict[str, None] = {}
        missing: set[str] = set()
        for key in required_subset(keys, "downstream").keys:
            parts = _parts(downstream, key)
            choices: dict[str | None, Sequence[str]] = {}
            for link in links:
                source = sources[link.downstream]
                subset = source.subset_with_partition_keys([parts[link.downstream]])
                result = link.mapping.to_upstream(subset, source, targets[link.upstream])
                missing.update(result.required_but_nonexistent_subset.keys)
                choices[link.upstream] = list(result.partitions_subset.get_partition_keys())
            found.update(dict.fromkeys(_combined(_completed(choices, targets))))
        return upstream_result(upstream, found, missing)

    def to_downstream(self, keys: PartitionsSubset, upstream: Any, downstream: Any) -> PartitionsSubset:
        links = self.links(upstream, downstream)
        targets = _dimensions(downstream)
        sources = _dimensions(upstream)
        found: dict[str, None] = {}
        for key in required_subset(keys, "upstream").keys:
            parts = _parts(upstream, key)
            choices: dict[str | None, Sequence[str]] = {}
            for link in links:
                source = sources[link.upstream]
                subset = source.subset_with_partition_keys([parts[link.upstream]])
                mapped = link.mapping.to_downstream(subset, source, targets[link.downstream])
                choices[link.downstream] = list(mapped.get_partition_keys())
            found.update(dict.fromkeys(_combined(_completed(choices, targets))))
        return downstream.subset_with_partition_keys(found)  # type: ignore[no-any-return]


def _completed(
    choices: Mapping[str | None, Sequence[str]], dimensions: Mapping[str | None, Any]
) -> dict[str | None, Sequence[str]]:
    free = {name: each.get_partition_keys() for name, each in dimensions.items() if name not in choices}
    return {**choices, **free}


class MultiPartitionMapping(DimensionsMapping):
    """Maps the dimensions of one definition to those of another as it is written down."""

    __slots__ = ("downstream_mappings_by_upstream_dimension",)

    def __init__(
        self, downstream_mappings_by_upstream_dimension: Mapping[str, DimensionPartitionMapping]
    ) -> None:
        for mapping in downstream_mappings_by_upstream_dimension.values():
            if not isinstance(mapping, DimensionPartitionMapping):
                raise CheckError(
                    f"A dimension must be mapped by a DimensionPartitionMapping, got {mapping!r}."
                )
        self.downstream_mappings_by_upstream_dimension = dict(downstream_mappings_by_upstream_dimension)

    @property
    def description(self) -> str:
        return "\n ".join(
            f"Upstream dimension '{name}' mapped to downstream dimension '{mapping.dimension_name}' using "
            f"{type(mapping.partition_mapping).__name__}."
            for name, mapping in self.downstream_mappings_by_upstream_dimension.items()
        )

    def validate_partition_mapping(
        self, upstream_partitions_def: Any, downstream_partitions_def: Any
    ) -> None:
        self.links(upstream_partitions_def, downstream_partitions_def)

    def links(self, upstream: Any, downstream: Any) -> list[Link]:
        multi = MultiPartitionsDefinition
        if not isinstance(upstream, multi) or not isinstance(downstream, multi):
            raise CheckError(
                "Both partitions defs provided to a MultiPartitionMapping must be multi-partitioned"
            )
        made = []
        free = {"upstream": set(_dimensions(upstream)), "downstream": set(_dimensions(downstream))}
        for name, mapping in self.downstream_mappings_by_upstream_dimension.items():
            for side, dimension in (("upstream", name), ("downstream", mapping.dimension_name)):
                if dimension not in free[side]:
                    raise CheckError(
                        f"Dimension mapping has an {side} dimension name that is not in the {side} partitions def"
                    )
                free[side].remove(dimension)
            made.append(Link(name, mapping.dimension_name, mapping.partition_mapping))
        return made


class MultiToSingleDimensionPartitionMapping(DimensionsMapping):
    """Maps partitions without dimensions to the dimension of another definition that is like them."""

    __slots__ = ("partition_dimension_name",)

    def __init__(self, partition_dimension_name: str | None = None) -> None:
        self.partition_dimension_name = partition_dimension_name

    @property
    def description(self) -> str:
        return (
            "Assumes that the single-dimension partitions definition is a dimension of the multi-partitions definition. "
            "For a single-dimension partition key X, any multi-partition key with X in the matching dimension is a dependency."
        )

    def validate_partition_mapping(
        self, upstream_partitions_def: Any, downstream_partitions_def: Any
    ) -> None:
        self.links(upstream_partitions_def, downstream_partitions_def)

    def links(self, upstream: Any, downstream: Any) -> list[Link]:
        link = inferred_link(upstream, downstream, self.partition_dimension_name)
        if link is None:
            raise CheckError(
                "The partitions definitions are not one with and one without dimensions, or no single dimension matches: "
                f"upstream {upstream}, downstream {downstream}"
            )
        return [link]


def inferred_link(upstream: Any, downstream: Any, dimension: str | None = None) -> Link | None:
    """The dimension that matches partitions without dimensions, if there is exactly one."""
    multi = MultiPartitionsDefinition
    if isinstance(upstream, multi) == isinstance(downstream, multi):
        return None
    wide, single = (upstream, downstream) if isinstance(upstream, multi) else (downstream, upstream)
    if dimension not in wide.partition_dimension_names:
        dimension = None
    names = [
        each.name
        for each in wide.partitions_defs
        if each.partitions_def == single and dimension in (None, each.name)
    ]
    mapping: PartitionMapping = IdentityPartitionMapping()
    if len(names) != 1:
        time = TimeWindowPartitionsDefinition
        names = [
            each.name
            for each in wide.partitions_defs
            if isinstance(each.partitions_def, time)
            and isinstance(single, time)
            and dimension in (None, each.name)
        ]
        mapping = TimeWindowPartitionMapping()
    if len(names) != 1:
        return None
    return Link(names[0], None, mapping) if wide is upstream else Link(None, names[0], mapping)


def inferred_mapping(declared: Any, downstream: Any, upstream: Any) -> PartitionMapping:
    """The declared mapping, or the one that partitions without a declaration have."""
    from assetize.runtime.partitions.mappings import AllPartitionMapping

    if declared is not None:
        mapping: PartitionMapping = declared
        return mapping
    if downstream is None or upstream is None:
        return AllPartitionMapping()
    if inferred_link(upstream, downstream) is not None:
        return MultiToSingleDimensionPartitionMapping()
    time = TimeWindowPartitionsDefinition
    if isinstance(upstream, time) and isinstance(downstream, time):
        return TimeWindowPartitionMapping()
    return IdentityPartitionMapping()


def check_mapping(mapping: PartitionMapping, upstream: Any, downstream: Any) -> None:
    """An error if a mapping does not fit the partitions on its two sides."""
    try:
        mapping.validate_partition_mapping(upstream, downstream)
    except CheckError as problem:
        raise DagsterInvalidDefinitionError(str(problem)) from problem


def time_mapping_within(mapping: Any, partitions_def: Any) -> TimeWindowPartitionMapping | None:
    """The mapping of windows of time: the mapping itself, or that of the dimension with windows."""
    if isinstance(mapping, MultiPartitionMapping) and isinstance(partitions_def, MultiPartitionsDefinition):
        links = mapping.downstream_mappings_by_upstream_dimension
        dimension = links.get(partitions_def.time_window_dimension.name)
        mapping = dimension.partition_mapping if dimension is not None else None
    return mapping if isinstance(mapping, TimeWindowPartitionMapping) else None
