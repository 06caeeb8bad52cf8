"""Assets definitions: an op or graph, and the assets that its outputs are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import Any

from assetize.runtime.assets.node import AssetNode
from assetize.runtime.assets.spec import DEFAULT_GROUP, AssetDep, AssetSpec, key_prefix_parts
from assetize.runtime.assets.subsets import node_subset
from assetize.runtime.definitions.hooks import checked_hooks
from assetize.runtime.errors import (
    CheckError,
    DagsterInvalidDefinitionError,
    DagsterInvalidSubsetError,
)
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.resources.resolution import resource_definitions


class AssetsDefinition:
    """One or more assets and how they are made; without a node, assets that others make."""

    is_assets_definition = True

    def __init__(
        self,
        *,
        keys_by_input_name: Mapping[str, AssetKey] | None = None,
        keys_by_output_name: Mapping[str, AssetKey] | None = None,
        node_def: Any = None,
        partitions_def: Any = None,
        can_subset: bool = False,
        resource_defs: Mapping[str, Any] | None = None,
        specs: Iterable[AssetSpec] | None = None,
        check_specs: Iterable[Any] | None = None,
        hook_defs: Set[Any] | None = None,
        backfill_policy: Any = None,
        partition_mappings: Mapping[AssetKey, Any] | None = None,
        is_specs_style: bool = False,
        is_observable: bool = False,
        group_name: str | None = None,
        selected: Set[AssetKey] | None = None,
    ) -> None:
        self.node = node_def
        self.all_keys_by_output = {
            name: AssetKey.from_coercible(key) for name, key in (keys_by_output_name or {}).items()
        }
        self.keys_by_input_name = {
            name: AssetKey.from_coercible(key) for name, key in (keys_by_input_name or {}).items()
        }
        if node_def is not None:
            self._complete_names(node_def)
        given = {spec.key: spec for spec in specs or ()}
        self.all_specs: dict[AssetKey, AssetSpec] = given or self._default_specs(group_name, partitions_def)
        self.partitions_def = partitions_def or _common_partitions(self.all_specs.values())
        self.can_subset = can_subset
        self.resource_defs = resource_definitions(resource_defs)
        self.all_check_specs = list(check_specs or ())
        self.hook_defs = checked_hooks(hook_defs)
        self.backfill_policy = backfill_policy
        self.partition_mappings = dict(partition_mappings or {})
        self.is_specs_style = is_specs_style
        self.is_observable = is_observable
        self.selected = selected
        self.selected_checks: Set[Any] | None = None

    def _complete_names(self, node: Any) -> None:
        """Inputs and outputs without a given key are assets of their own names."""
        for name in self.keys_by_input_name:
            if name not in node.input_dict:
                raise DagsterInvalidDefinitionError(
                    f"The set of input names keys specified in the keys_by_input_name argument must equal the set of asset keys "
                    f"inputted by '{node.name}'. '{name}' is none of {sorted(node.input_dict)}."
                )
        for item in node.input_defs:
            if item.name not in self.keys_by_input_name and not self._is_plain_input(item):
                self.keys_by_input_name[item.name] = AssetKey(item.name)
        if not self.all_keys_by_output and not getattr(node, "asset_node", None):
            self.all_keys_by_output = {item.name: AssetKey(item.name) for item in node.output_defs}

    def _is_plain_input(self, item: Any) -> bool:
        return getattr(self.node, "plain_inputs", None) is not None and item.name in self.node.plain_inputs

    def _default_specs(self, group_name: str | None, partitions_def: Any) -> dict[AssetKey, AssetSpec]:
        deps = [AssetDep(key) for key in dict.fromkeys(self.keys_by_input_name.values())]
        return {
            key: AssetSpec(key, deps=deps, group_name=group_name, partitions_def=partitions_def)
            for key in self.all_keys_by_output.values()
        }

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        from assetize.runtime.definitions.composition import current_composition
        from assetize.runtime.direct.ops import call_op

        if self.node is None:
            raise DagsterInvalidDefinitionError("Attempted to call an external asset, which has no function.")
        if current_composition() is not None or self.node.node_type == "graph":
            return self.node(*args, **kwargs)
        return call_op(self.node, args, kwargs, None, self)

    @property
    def key(self) -> AssetKey:
        """The one asset, if there is only one."""
        keys = self.keys
        if len(keys) != 1:
            raise CheckError(
                "Tried to retrieve asset key from an assets definition with multiple asset keys: "
                + ", ".join(sorted(key.to_user_string() for key in keys))
            )
        return next(iter(keys))

    asset_key = key

    @property
    def keys(self) -> Set[AssetKey]:
        """The assets, only the selected ones in a subset."""
        return set(self.all_specs) if self.selected is None else set(self.selected)

    @property
    def has_keys(self) -> bool:
        """Whether there are assets, not only checks."""
        return bool(self.keys)

    @property
    def specs(self) -> list[AssetSpec]:
        """The specs of the assets."""
        keys = self.keys
        return [spec for key, spec in self.all_specs.items() if key in keys]

    @property
    def specs_by_key(self) -> dict[AssetKey, AssetSpec]:
        """The specs by asset."""
        return {spec.key: spec for spec in self.specs}

    def get_asset_spec(self, key: AssetKey | None = None) -> AssetSpec:
        """The spec of an asset, or of the only one."""
        return self.all_specs[key or self.key]

    @property
    def keys_by_output_name(self) -> dict[str, AssetKey]:
        """The assets by output, only the selected ones in a subset."""
        keys = self.keys
        return {name: key for name, key in self.all_keys_by_output.items() if key in keys}

    @property
    def node_keys_by_output_name(self) -> dict[str, AssetKey]:
        """The assets of all outputs."""
        return self.all_keys_by_output

    node_keys_by_input_name = property(lambda self: self.keys_by_input_name)

    @property
    def selected_output_names(self) -> set[str]:
        """The outputs of the selected assets."""
        return set(self.keys_by_output_name)

    @property
    def is_subset(self) -> bool:
        """Whether only some assets are selected."""
        return self.selected is not None and len(self.selected) != len(self.all_specs)

    @property
    def is_executable(self) -> bool:
        """Whether a run can make or observe the assets."""
        return self.node is not None

    @property
    def is_external(self) -> bool:
        """Whether others make the assets."""
        return self.node is None

    @property
    def is_materializable(self) -> bool:
        """Whether a run makes the assets."""
        return self.node is not None and not self.is_observable and bool(self.all_specs)

    @property
    def is_checks_only(self) -> bool:
        """Whether there are checks but no assets."""
        return not self.all_specs and bool(self.all_check_specs)

    @property
    def node_def(self) -> Any:
        """The op or graph."""
        if self.node is None:
            raise CheckError("This AssetsDefinition has no node: its assets are external.")
        return self.node

    @property
    def op(self) -> Any:
        """The op."""
        if self.node_def.node_type != "op":
            raise CheckError("The NodeDefinition for this AssetsDefinition is not of type OpDefinition.")
        return self.node

    @property
    def dependency_keys(self) -> set[AssetKey]:
        """The assets that the node depends on."""
        keys = set(self.keys_by_input_name.values())
        return keys | {
            dep.asset_key for spec in self.specs for dep in spec.deps if dep.asset_key not in self.all_specs
        }

    @property
    def asset_deps(self) -> dict[AssetKey, set[AssetKey]]:
        """What each asset depends on."""
        return {key: {dep.asset_key for dep in spec.deps} for key, spec in self.all_specs.items()}

    @property
    def input_names(self) -> list[str]:
        """The names of the inputs."""
        return list(self.keys_by_input_name)

    @property
    def required_resource_keys(self) -> set[str]:
        """The resources that the assets need."""
        if self.node is None:
            return set()
        found: set[str] = set()
        for op_def in self.node.iterate_op_defs():
            found |= op_def.required_resource_keys | {o.io_manager_key for o in op_def.output_defs}
        return found

    group_names_by_key = property(lambda self: {s.key: s.group_name or DEFAULT_GROUP for s in self.specs})
    metadata_by_key = property(lambda self: {s.key: s.metadata for s in self.specs})
    tags_by_key = property(lambda self: {s.key: s.tags for s in self.specs})
    owners_by_key = property(lambda self: {s.key: s.owners for s in self.specs})
    descriptions_by_key = property(lambda self: {s.key: s.description for s in self.specs})
    code_versions_by_key = property(lambda self: {s.key: s.code_version for s in self.specs})
    automation_conditions_by_key = property(
        lambda self: {s.key: s.automation_condition for s in self.specs if s.automation_condition}
    )

    @property
    def check_specs(self) -> list[Any]:
        """The checks, only the selected ones in a subset."""
        chosen = self.selected_checks
        return [spec for spec in self.all_check_specs if chosen is None or spec.key in chosen]

    @property
    def check_keys(self) -> set[Any]:
        """The keys of the checks."""
        return {spec.key for spec in self.check_specs}

    @property
    def check_key(self) -> Any:
        """The key of the only check."""
        if len(self.all_check_specs) != 1:
            raise CheckError(
                "Tried to retrieve the check key of a definition that has not exactly one check."
            )
        return self.all_check_specs[0].key

    def get_spec_for_check_key(self, key: Any) -> Any:
        """The spec of a check."""
        return next(spec for spec in self.all_check_specs if spec.key == key)

    def get_partition_mapping(self, asset_key: AssetKey) -> Any:
        """The declared mapping to the partitions of an upstream asset."""
        if asset_key in self.partition_mappings:
            return self.partition_mappings[asset_key]
        for spec in self.specs:
            for dep in spec.deps:
                if dep.asset_key == asset_key and dep.partition_mapping is not None:
                    return dep.partition_mapping
        return None

    def to_source_asset(self, key: Any = None) -> Any:
        """The asset as others see it who only load it."""
        from assetize.runtime.assets.source import SourceAsset

        chosen = AssetKey.from_coercible(key) if key is not None else self.key
        spec = self.all_specs[chosen]
        return SourceAsset(
            chosen,
            metadata=spec.metadata,
            io_manager_key=self.io_manager_key_for(chosen),
            description=spec.description,
            resource_defs=self.resource_defs,
            partitions_def=spec.partitions_def,
            group_name=spec.group_name,
            tags=spec.tags,
        )

    def to_source_assets(self) -> list[Any]:
        """Each asset as others see it who only load it."""
        return [self.to_source_asset(key) for key in self.all_keys_by_output.values()]

    def io_manager_key_for(self, key: AssetKey) -> str:
        """The I/O manager that stores an asset."""
        if self.node is None:
            found: str = self.all_specs[key].metadata.get("dagster/io_manager_key", "io_manager")
            return found
        name = next(name for name, found in self.all_keys_by_output.items() if found == key)
        manager: str = self.node.output_dict[name].io_manager_key
        return manager

    get_io_manager_key_for_asset_key = io_manager_key_for

    def subset_for(self, selected: Set[AssetKey], checks: Set[Any] | None = None) -> AssetsDefinition:
        """Only the selected assets and checks."""
        chosen = self.keys & set(selected)
        chosen_checks = self.check_keys if checks is None else self.check_keys & set(checks)
        if len(chosen) == len(self.keys) and len(chosen_checks) == len(self.check_keys):
            return self
        if not self.can_subset:
            raise DagsterInvalidSubsetError(
                f"Attempted to subset AssetsDefinition for {self.node_def.name}, but can_subset=False."
            )
        subset = self.copy(selected=frozenset(chosen), selected_checks=frozenset(chosen_checks))
        subset.node = node_subset(
            self.node_def, {n for n, key in self.all_keys_by_output.items() if key in chosen}
        )
        return subset

    def copy(self, **changes: Any) -> AssetsDefinition:
        """A copy with other attributes."""
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__)
        made.__dict__.update(changes)
        return made

    def with_resources(self, resource_defs: Mapping[str, Any]) -> AssetsDefinition:
        """The assets with resources that they do not define themselves."""
        return self.copy(resource_defs={**resource_definitions(resource_defs), **self.resource_defs})

    def with_hooks(self, hook_defs: Set[Any]) -> AssetsDefinition:
        """The assets with more hooks."""
        return self.copy(hook_defs=self.hook_defs | checked_hooks(hook_defs))

    def map_asset_specs(self, function: Callable[[AssetSpec], AssetSpec]) -> AssetsDefinition:
        """The assets with every spec replaced by what a function makes of it; keys must stay."""
        return self.with_specs({key: function(spec) for key, spec in self.all_specs.items()})

    def with_specs(self, specs: Mapping[AssetKey, AssetSpec]) -> AssetsDefinition:
        """The assets with these specs, which may have other keys."""
        renamed = {old: spec.key for old, spec in specs.items()}
        outputs = {name: renamed[key] for name, key in self.all_keys_by_output.items()}
        made = self.copy(all_specs={spec.key: spec for spec in specs.values()}, all_keys_by_output=outputs)
        made.partitions_def = _common_partitions(specs.values()) or self.partitions_def
        if self.node is not None and getattr(self.node, "asset_node", None) is not None:
            node = self.node._copy(self.node.name)
            node.asset_node = AssetNode(
                outputs, is_specs=self.node.asset_node.is_specs, is_check=self.node.asset_node.is_check
            )
            made.node = node
        return made

    def with_attributes(
        self,
        *,
        asset_key_replacements: Mapping[AssetKey, AssetKey] | None = None,
        group_names_by_key: Mapping[AssetKey, str] | None = None,
        **_others: Any,
    ) -> AssetsDefinition:
        """The assets under other keys, or in other groups."""
        keys = asset_key_replacements or {}
        groups = group_names_by_key or {}
        specs = {}
        for key, spec in self.all_specs.items():
            deps = [dep.replaced(asset_key=keys.get(dep.asset_key, dep.asset_key)) for dep in spec.deps]
            specs[key] = spec.replaced(
                key=keys.get(key, key), deps=deps, group_name=groups.get(key, spec.group_name)
            )
        made = self.with_specs(specs)
        made.keys_by_input_name = {name: keys.get(key, key) for name, key in self.keys_by_input_name.items()}
        return made

    @staticmethod
    def from_op(op_def: Any, **settings: Any) -> AssetsDefinition:
        """The assets that the outputs of an op are."""
        from assetize.runtime.assets.from_node import assets_of_node

        return assets_of_node(op_def, **settings)

    @staticmethod
    def from_graph(graph_def: Any, **settings: Any) -> AssetsDefinition:
        """The assets that the outputs of a graph are."""
        from assetize.runtime.assets.from_node import assets_of_node

        return assets_of_node(graph_def, **settings)

    def __repr__(self) -> str:
        return f"AssetsDefinition({sorted(key.to_user_string() for key in self.keys)})"


def _common_partitions(specs: Iterable[AssetSpec]) -> Any:
    return next((spec.partitions_def for spec in specs if spec.partitions_def is not None), None)


def prefixed(key: AssetKey, prefix: Any) -> AssetKey:
    """The key below a prefix."""
    parts: Sequence[str] = key_prefix_parts(prefix)
    return key.with_prefix(parts) if parts else key
