"""What an assets definition says about each of its assets and checks."""

from __future__ import annotations

from typing import Any

from assetize.runtime.assets.spec import AssetSpec
from assetize.runtime.errors import CheckError, DagsterInvariantViolationError
from assetize.runtime.metadata.asset_key import AssetKey


class AssetLookups:
    """Attributes by asset, and what is found by a key."""

    all_specs: dict[AssetKey, AssetSpec]
    all_keys_by_output: dict[str, AssetKey]
    all_check_specs: list[Any]
    partition_mappings: dict[AssetKey, Any]

    @property
    def specs(self) -> list[AssetSpec]:
        """The specs of the selected assets."""
        raise NotImplementedError

    @property
    def key(self) -> AssetKey:
        """The one asset."""
        raise NotImplementedError

    group_names_by_key = property(lambda self: {s.key: s.group_name for s in self.specs})
    metadata_by_key = property(lambda self: {s.key: s.metadata for s in self.specs})
    tags_by_key = property(lambda self: {s.key: s.tags for s in self.specs})
    owners_by_key = property(lambda self: {s.key: s.owners for s in self.specs})
    descriptions_by_key = property(lambda self: {s.key: s.description for s in self.specs})
    code_versions_by_key = property(lambda self: {s.key: s.code_version for s in self.specs})
    automation_conditions_by_key = property(
        lambda self: {s.key: s.automation_condition for s in self.specs if s.automation_condition}
    )
    freshness_policies_by_key = property(lambda self: {s.key: s.freshness_policy for s in self.specs})

    @property
    def specs_by_key(self) -> dict[AssetKey, AssetSpec]:
        """The specs by asset."""
        return {spec.key: spec for spec in self.specs}

    def get_asset_spec(self, key: AssetKey | None = None) -> AssetSpec:
        """The spec of an asset, or of the only one."""
        return self.all_specs[key or self.key]

    def has_output_for_asset_key(self, key: AssetKey) -> bool:
        """Whether an output is the asset."""
        return key in self.all_keys_by_output.values()

    def get_output_name_for_asset_key(self, key: AssetKey) -> str:
        """The output that is the asset."""
        for name, found in self.all_keys_by_output.items():
            if found == key:
                return name
        raise DagsterInvariantViolationError(
            f"Asset key {key.to_user_string()} not found in AssetsDefinition"
        )

    def get_output_name_for_asset_check_key(self, key: Any) -> str:
        """The output that is the check."""
        for name, spec in self.check_specs_by_output_name.items():
            if spec.key == key:
                return str(name)
        raise DagsterInvariantViolationError(
            f"Check key {key.to_user_string()} not found in AssetsDefinition"
        )

    @property
    def check_specs_by_output_name(self) -> dict[str, Any]:
        """The selected checks by output."""
        raise NotImplementedError

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

    def infer_partition_mapping(
        self, asset_key: AssetKey, upstream_asset_key: AssetKey, upstream_partitions_def: Any
    ) -> Any:
        """The declared mapping to an upstream asset's partitions, or the one that applies without a declaration."""
        from assetize.runtime.partitions.multi_mappings import inferred_mapping

        declared = self.get_partition_mapping(upstream_asset_key)
        return inferred_mapping(declared, self.all_specs[asset_key].partitions_def, upstream_partitions_def)
