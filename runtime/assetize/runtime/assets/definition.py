"""Assets definitions: an op or graph, and the assets that its outputs are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import Any

from assetize.runtime.assets.lookups import AssetLookups
from assetize.runtime.assets.normalized_specs import different_partitions, normalized_specs
from assetize.runtime.assets.replacing import with_attributes, with_mapped_specs
from assetize.runtime.assets.spec import AssetDep, AssetSpec, key_prefix_parts
from assetize.runtime.assets.subsets import node_subset
from assetize.runtime.definitions.hooks import checked_hooks
from assetize.runtime.errors import (
    CheckError,
    DagsterInvalidDefinitionError,
)
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.resources.resolution import resource_definitions


class AssetsDefinition(AssetLookups):
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
        given = list(specs or ()) or self._default_specs(group_name, partitions_def)
        self.all_specs = {spec.key: spec for spec in normalized_specs(given, partitions_def)}
        self._own_partitions_def = None if self.all_specs else partitions_def
        self._check_partitions(can_subset)
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
        self.is_source = False

    def _check_partitions(self, can_subset: bool) -> None:
        if (
            self.node is not None
            and not can_subset
            and len(different_partitions(self.all_specs.values())) > 1
        ):
            raise DagsterInvalidDefinitionError(
                "If different AssetSpecs have different partitions_defs, can_subset must be True"
            )

    @property
    def partitions_def(self) -> Any:
        """The partitions of the assets, which must be the same for all of them."""
        found = different_partitions([*self.specs, *self.check_specs])
        if len(found) > 1:
            raise CheckError(
                "Failure condition: Different assets within this AssetsDefinition have different PartitionsDefinitions"
            )
        return found[0] if found else self._own_partitions_def

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

    def _default_specs(self, group_name: str | None, partitions_def: Any) -> list[AssetSpec]:
        deps = [AssetDep(key) for key in dict.fromkeys(self.keys_by_input_name.values())]
        return [
            AssetSpec(key, deps=deps, group_name=group_name, partitions_def=partitions_def)
            for key in self.all_keys_by_output.values()
        ]

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        from assetize.runtime.definitions.composition import current_composition
        from assetize.runtime.direct.ops import call_op

        if self.node is None:
            raise CheckError("Expected non-None value: This AssetsDefinition has no node_def")
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

    @property
    def check_specs(self) -> list[Any]:
        """The checks, only the selected ones in a subset."""
        chosen = self.selected_checks
        return [spec for spec in self.all_check_specs if chosen is None or spec.key in chosen]

    @property
    def check_specs_by_output_name(self) -> dict[str, Any]:
        """The selected checks by output."""
        if not self.all_check_specs:
            return {}
        if (
            not self.all_keys_by_output
            and self.node is not None
            and list(self.node.output_dict) == ["result"]
        ):
            return dict(zip(["result"], self.check_specs, strict=False))
        return {spec.get_python_identifier(): spec for spec in self.check_specs}

    @property
    def node_check_specs_by_output_name(self) -> dict[str, Any]:
        """All checks that the node can evaluate, selected or not, by output."""
        return self.copy(selected_checks=None).check_specs_by_output_name

    @property
    def check_keys(self) -> set[Any]:
        """The keys of the checks."""
        return {spec.key for spec in self.check_specs}

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
        manager: str = self.node.output_dict[self.get_output_name_for_asset_key(key)].io_manager_key
        return manager

    get_io_manager_key_for_asset_key = io_manager_key_for

    def subset_for(
        self, selected_asset_keys: Set[AssetKey], selected_asset_check_keys: Set[Any] | None = None
    ) -> AssetsDefinition:
        """Only the selected assets and checks; by default the checks of those assets."""
        chosen = self.keys & set(selected_asset_keys)
        chosen_checks = (
            {key for key in self.check_keys if key.asset_key in chosen}
            if selected_asset_check_keys is None
            else self.check_keys & set(selected_asset_check_keys)
        )
        if len(chosen) == len(self.keys) and len(chosen_checks) == len(self.check_keys):
            return self
        if not self.can_subset:
            raise CheckError(
                f"Invariant failed. Description: Attempted to subset AssetsDefinition for {self.node_def.name}, but can_subset=False."
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
        from assetize.runtime.assets.bound_resources import label_of, merged_resources
        from assetize.runtime.resources.requirements import node_requirements

        merged = merged_resources(
            label_of(self),
            self.resource_defs,
            resource_definitions(resource_defs),
            () if self.node is None else node_requirements(self.node),
        )
        return self.copy(resource_defs=merged)

    def with_hooks(self, hook_defs: Set[Any]) -> AssetsDefinition:
        """The assets with more hooks."""
        return self.copy(hook_defs=self.hook_defs | checked_hooks(hook_defs))

    def map_asset_specs(self, function: Callable[[AssetSpec], AssetSpec]) -> AssetsDefinition:
        """The assets with every spec replaced by what a function makes of it; keys must stay."""
        made: AssetsDefinition = with_mapped_specs(self, function)
        return made

    def with_attributes(
        self,
        *,
        asset_key_replacements: Mapping[AssetKey, AssetKey] | None = None,
        group_names_by_key: Mapping[AssetKey, str] | None = None,
        tags_by_key: Mapping[AssetKey, Mapping[str, str]] | None = None,
        automation_condition: Any = None,
        metadata_by_key: Mapping[AssetKey, Mapping[str, Any]] | None = None,
        backfill_policy: Any = None,
        hook_defs: Set[Any] | None = None,
    ) -> AssetsDefinition:
        """The assets under other keys, or with attributes that they do not have yet."""
        attributes = {
            "group_name": group_names_by_key,
            "tags": tags_by_key,
            "automation_condition": automation_condition,
        }
        made: AssetsDefinition = with_attributes(self, asset_key_replacements or {}, attributes)
        if metadata_by_key:
            made = made.map_asset_specs(
                lambda spec: spec.replaced(metadata=dict(metadata_by_key.get(spec.key, spec.metadata)))
            )
        return made.copy(
            backfill_policy=backfill_policy or self.backfill_policy, hook_defs=hook_defs or self.hook_defs
        )

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


def prefixed(key: AssetKey, prefix: Any) -> AssetKey:
    """The key below a prefix."""
    parts: Sequence[str] = key_prefix_parts(prefix)
    return key.with_prefix(parts) if parts else key
