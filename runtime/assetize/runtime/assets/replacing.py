"""Assets definitions with other specs, keys or attributes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from assetize.runtime.assets.node import AssetNode
from assetize.runtime.assets.normalized_specs import normalized_specs
from assetize.runtime.assets.spec import DEFAULT_GROUP, AssetSpec
from assetize.runtime.errors import DagsterInvalidDefinitionError
from assetize.runtime.metadata.asset_key import AssetKey


def with_mapped_specs(definition: Any, function: Callable[[AssetSpec], AssetSpec]) -> Any:
    """The assets with every spec replaced by what a function makes of it; keys stay."""
    specs = {}
    for key, spec in definition.all_specs.items():
        specs[key] = function(spec)
        if specs[key].key != key:
            raise DagsterInvalidDefinitionError(
                f"Asset key {key.to_user_string()} was changed to {specs[key].key.to_user_string()}. Mapping function must not "
                "change keys."
            )
    return with_specs(definition, specs)


def with_specs(definition: Any, specs: Mapping[AssetKey, AssetSpec]) -> Any:
    """The assets with these specs, which may have other keys."""
    renamed = {old: spec.key for old, spec in specs.items()}
    outputs = {name: renamed[key] for name, key in definition.all_keys_by_output.items()}
    all_specs = {spec.key: spec for spec in normalized_specs(specs.values(), None)}
    made = definition.copy(all_specs=all_specs, all_keys_by_output=outputs)
    if definition.selected is not None:
        made.selected = frozenset(renamed[key] for key in definition.selected)
    if definition.node is not None and getattr(definition.node, "asset_node", None) is not None:
        node = definition.node._copy(definition.node.name)
        known: AssetNode = definition.node.asset_node
        node.asset_node = type(known)(
            outputs, checks=known.checks, is_specs=known.is_specs, is_check=known.is_check
        )
        made.node = node
    return made


def with_attributes(
    definition: Any,
    keys: Mapping[AssetKey, AssetKey],
    attributes: Mapping[str, Any],
) -> Any:
    """The assets under other keys, and with attributes that they do not have yet."""
    specs = {}
    for key, spec in definition.all_specs.items():
        deps = [dep.replaced(asset_key=keys.get(dep.asset_key, dep.asset_key)) for dep in spec.deps]
        changes = {name: value for name, given in attributes.items() if (value := _value_for(given, key))}
        for name in changes:
            _check_absent(spec, name)
        specs[key] = spec.replaced(key=keys.get(key, key), deps=deps, **changes)
    made = with_specs(definition, specs)
    made.keys_by_input_name = {
        name: keys.get(key, key) for name, key in definition.keys_by_input_name.items()
    }
    made.partition_mappings = {
        keys.get(key, key): mapping for key, mapping in definition.partition_mappings.items()
    }
    made.all_check_specs = [
        spec.replaced(asset_key=keys.get(spec.asset_key, spec.asset_key))
        for spec in definition.all_check_specs
    ]
    return made


def _value_for(given: Any, key: AssetKey) -> Any:
    return given.get(key) if isinstance(given, Mapping) else given


def _check_absent(spec: AssetSpec, name: str) -> None:
    known = getattr(spec, name)
    if known and (name, known) != ("group_name", DEFAULT_GROUP):
        raise DagsterInvalidDefinitionError(f"{name} already exists on assets {spec.key.to_user_string()}")
