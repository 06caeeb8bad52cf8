"""Specs as a definition keeps them: with a group, owners that are valid, and the definition's partitions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from assetize.runtime.assets.spec import DEFAULT_GROUP, AssetSpec
from assetize.runtime.errors import CheckError, DagsterInvalidDefinitionError

_EMAIL = re.compile(r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$")


def normalized_specs(specs: Iterable[AssetSpec], partitions_def: Any) -> list[AssetSpec]:
    """The specs, each with a group and the partitions of its definition."""
    found = []
    for spec in specs:
        made = spec if spec.group_name is not None else spec.replaced(group_name=DEFAULT_GROUP)
        if partitions_def is not None:
            made = _with_partitions(made, partitions_def)
        for owner in made.owners:
            _check_owner(owner, made)
        if made.key in [dep.asset_key for dep in made.deps]:
            _check_self_dependency(made)
        found.append(made)
    return found


def _with_partitions(spec: AssetSpec, partitions_def: Any) -> AssetSpec:
    if spec.partitions_def is None:
        return spec.replaced(partitions_def=partitions_def)
    if spec.partitions_def is not partitions_def and spec.partitions_def != partitions_def:
        raise CheckError(
            f"Failure condition: AssetSpec for {spec.key.to_user_string()} has partitions_def "
            f"(type={type(spec.partitions_def)}) which is different than the partitions_def provided to "
            f"AssetsDefinition (type={type(partitions_def)})."
        )
    return spec


def _check_owner(owner: str, spec: AssetSpec) -> None:
    if not _EMAIL.match(owner) and not (owner.startswith("team:") and len(owner) > len("team:")):
        raise DagsterInvalidDefinitionError(
            f"Invalid owner '{owner}' for asset '{spec.key}'. Owner must be an email address or a team name prefixed "
            "with 'team:'."
        )


def _check_self_dependency(spec: AssetSpec) -> None:
    """An asset may be made from its own earlier partitions only."""
    from assetize.runtime.partitions.multi_mappings import time_mapping_within

    for dep in spec.deps:
        if dep.asset_key != spec.key:
            continue
        mapping = time_mapping_within(dep.partition_mapping, spec.partitions_def)
        if mapping is None or (mapping.start_offset or 0) >= 0 or (mapping.end_offset or 0) >= 0:
            raise DagsterInvalidDefinitionError(
                f'Asset "{spec.key.to_user_string()}" depends on itself. Assets can only depend on themselves if they '
                "are:\n(a) time-partitioned and each partition depends on earlier partitions\n(b) multipartitioned, with "
                "one time dimension that depends on earlier time partitions"
            )


def different_partitions(specs: Iterable[Any]) -> list[Any]:
    """The partitions of assets and checks, each once."""
    found: list[Any] = []
    for spec in specs:
        given = spec.partitions_def
        if given is not None and not any(given is known or given == known for known in found):
            found.append(given)
    return found
