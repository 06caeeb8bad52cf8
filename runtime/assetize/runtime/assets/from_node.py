"""Assets made of existing ops and graphs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

from assetize.runtime.assets.definition import AssetsDefinition, prefixed
from assetize.runtime.assets.node import AssetNode
from assetize.runtime.assets.spec import AssetDep, AssetSpec
from assetize.runtime.errors import CheckError, DagsterInvalidDefinitionError
from assetize.runtime.metadata.asset_key import AssetKey


def assets_of_node(
    node: Any,
    *,
    keys_by_input_name: Mapping[str, Any] | None = None,
    keys_by_output_name: Mapping[str, Any] | None = None,
    key_prefix: Any = None,
    internal_asset_deps: Mapping[str, Set[AssetKey]] | None = None,
    partitions_def: Any = None,
    partition_mappings: Mapping[str, Any] | None = None,
    resource_defs: Mapping[str, Any] | None = None,
    group_name: str | None = None,
    group_names_by_output_name: Mapping[str, str] | None = None,
    descriptions_by_output_name: Mapping[str, str] | None = None,
    metadata_by_output_name: Mapping[str, Any] | None = None,
    tags_by_output_name: Mapping[str, Any] | None = None,
    automation_conditions_by_output_name: Mapping[str, Any] | None = None,
    backfill_policy: Any = None,
    can_subset: bool = False,
    check_specs: Sequence[Any] | None = None,
    owners_by_output_name: Mapping[str, Sequence[str]] | None = None,
    code_versions_by_output_name: Mapping[str, str] | None = None,
    hook_defs: Set[Any] | None = None,
    **_others: Any,
) -> AssetsDefinition:
    """The assets that a node's outputs are."""
    checks = {spec.get_python_identifier() for spec in check_specs or ()}
    outputs = _output_keys(node, keys_by_output_name, key_prefix, checks)
    inputs = {
        item.name: AssetKey.from_coercible((keys_by_input_name or {}).get(item.name, item.name))
        for item in node.input_defs
        if not getattr(item, "hardcoded_asset_key", None) or item.name in (keys_by_input_name or {})
    }
    for item in node.input_defs:
        if item.name not in inputs:
            inputs[item.name] = item.hardcoded_asset_key
    _check_names(node, keys_by_input_name, keys_by_output_name, internal_asset_deps, checks)
    specs = []
    for name, key in outputs.items():
        definition = node.output_dict[name]
        specs.append(
            AssetSpec(
                key,
                deps=_deps(name, inputs, internal_asset_deps, partition_mappings),
                description=(descriptions_by_output_name or {}).get(
                    name, definition.description or node.description
                ),
                metadata=(metadata_by_output_name or {}).get(name, definition.metadata),
                skippable=not definition.is_required,
                group_name=(group_names_by_output_name or {}).get(name, group_name),
                code_version=(code_versions_by_output_name or {}).get(name, definition.code_version),
                automation_condition=(automation_conditions_by_output_name or {}).get(name),
                owners=(owners_by_output_name or {}).get(name),
                tags=(tags_by_output_name or {}).get(name),
                partitions_def=partitions_def,
            )
        )
    if node.node_type == "op" and node.asset_node is None:
        node = node._copy(node.name)
        node.asset_node = AssetNode(outputs)
    return AssetsDefinition(
        keys_by_input_name=inputs,
        keys_by_output_name=outputs,
        node_def=node,
        partitions_def=partitions_def,
        can_subset=can_subset,
        resource_defs=resource_defs,
        specs=specs,
        check_specs=check_specs,
        hook_defs=hook_defs,
        backfill_policy=backfill_policy,
        partition_mappings={inputs[name]: mapping for name, mapping in (partition_mappings or {}).items()},
    )


def _output_keys(
    node: Any, given: Mapping[str, Any] | None, prefix: Any, checks: Set[str]
) -> dict[str, AssetKey]:
    given = given or {}
    keys = {}
    for item in node.output_defs:
        if item.name in checks:
            continue
        if item.name in given:
            key = AssetKey.from_coercible(given[item.name])
        elif item.name == "result" and len(node.output_defs) == 1:
            key = AssetKey(node.name)
        else:
            key = AssetKey(item.name)
        keys[item.name] = prefixed(key, prefix)
    return keys


def _deps(
    name: str,
    inputs: Mapping[str, AssetKey],
    internal: Mapping[str, Set[AssetKey]] | None,
    mappings: Mapping[str, Any] | None,
) -> list[AssetDep]:
    by_key = {inputs[key]: mapping for key, mapping in (mappings or {}).items() if key in inputs}
    keys = (internal or {}).get(name, dict.fromkeys(inputs.values()))
    return [AssetDep(key, partition_mapping=by_key.get(key)) for key in keys]


def _check_names(node: Any, inputs: Any, outputs: Any, internal: Any, checks: Set[str]) -> None:
    for name in inputs or {}:
        if name not in node.input_dict:
            raise CheckError(
                "Invariant failed. Description: The set of input names keys specified in the keys_by_input_name argument must equal the set of asset keys "
                f"inputted by '{node.name}'. keys_by_input_name keys: {sorted(inputs)}, expected keys: {sorted(node.input_dict)}"
            )
    if outputs is not None and {*outputs, *checks} != set(node.output_dict):
        raise CheckError(
            "Invariant failed. Description: The union of the set of output names keys specified in the keys_by_output_name and "
            "check_specs_by_output_name arguments must equal the set of asset keys "
            f"outputted by {node.name}. keys_by_output_name keys: {sorted(outputs)}, expected keys: {sorted(node.output_dict)}"
        )
    for name in internal or {}:
        if name not in node.output_dict:
            raise DagsterInvalidDefinitionError(
                f"Invalid out key '{name}' supplied to `internal_asset_deps` argument for {node.name}."
            )
