"""Assets that others make: `SourceAsset`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assetize.runtime.assets.definition import AssetsDefinition
from assetize.runtime.assets.spec import AssetSpec
from assetize.runtime.errors import DagsterInvalidDefinitionError
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.metadata.normalize import normalize_metadata
from assetize.runtime.resources.requirements import IO_MANAGER, Requirement
from assetize.runtime.resources.resolution import resource_definition, resource_definitions


class SourceAsset:
    """An asset that is loaded, and that no run of this project makes."""

    is_asset_reference = True

    def __init__(
        self,
        key: Any,
        metadata: Mapping[str, Any] | None = None,
        io_manager_key: str | None = None,
        io_manager_def: Any = None,
        description: str | None = None,
        partitions_def: Any = None,
        group_name: str | None = None,
        resource_defs: Mapping[str, Any] | None = None,
        tags: Mapping[str, str] | None = None,
        observe_fn: Any = None,
        automation_condition: Any = None,
        op_tags: Mapping[str, Any] | None = None,
        auto_observe_interval_minutes: float | None = None,
    ) -> None:
        self.key = AssetKey.from_coercible(key)
        self.automation_condition = automation_condition
        self.observe_fn = observe_fn
        self.op_tags = op_tags
        self.raw_metadata = dict(metadata or {})
        self.metadata = normalize_metadata(dict(self.raw_metadata.items()))
        self.description = description
        self.partitions_def = partitions_def
        self.group_name = group_name or "default"
        self.tags = dict(tags or {})
        self.resource_defs = resource_definitions(resource_defs)
        self._io_manager_key = io_manager_key
        if io_manager_def is not None:
            chosen = io_manager_key or f"{self.key.to_python_identifier()}__io_manager"
            self._io_manager_key = chosen
            self.resource_defs[chosen] = resource_definition(chosen, io_manager_def)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self).__name__, self.key))

    @property
    def io_manager_key(self) -> str | None:
        """The I/O manager that was declared."""
        return self._io_manager_key

    @property
    def asset_key(self) -> AssetKey:
        """The key."""
        return self.key

    @property
    def op(self) -> Any:
        """A source asset has no op."""
        return None

    @property
    def is_executable(self) -> bool:
        """Whether a run can observe the asset."""
        return self.observe_fn is not None

    @property
    def is_observable(self) -> bool:
        """Whether a run can observe the asset."""
        return self.is_executable

    @property
    def io_manager_def(self) -> Any:
        """The I/O manager that was given."""
        return self.resource_defs.get(self.get_io_manager_key())

    def get_io_manager_key(self) -> str:
        """The I/O manager that loads the asset."""
        return self._io_manager_key or "io_manager"

    def with_resources(self, resource_defs: Mapping[str, Any]) -> SourceAsset:
        """The asset with resources that it does not define itself."""
        from assetize.runtime.assets.bound_resources import merged_resources

        label = f"SourceAsset with key {self.key.to_string()}"
        needed = Requirement(self.get_io_manager_key(), label, IO_MANAGER)
        given = resource_definitions(resource_defs)
        return self._changed(resource_defs=merged_resources(label, self.resource_defs, given, [needed]))

    def _changed(self, **changes: Any) -> SourceAsset:
        copy = object.__new__(type(self))
        copy.__dict__.update({**self.__dict__, **changes})
        return copy

    def with_key(self, key: AssetKey) -> SourceAsset:
        """The asset under another key."""
        return self._changed(key=key)

    def with_group(self, group_name: str) -> SourceAsset:
        """The asset in another group."""
        if self.group_name not in ("default", group_name):
            raise DagsterInvalidDefinitionError(
                f"A group name has already been provided to source asset {self.key.to_user_string()}: {self.group_name}"
            )
        return self._changed(group_name=group_name)

    def with_attributes(self, key: AssetKey | None = None, group_name: str | None = None) -> SourceAsset:
        """The asset under another key or in another group."""
        made = self if key is None else self.with_key(key)
        return made if group_name is None else made.with_group(group_name)

    def as_assets_definition(self) -> AssetsDefinition:
        """The external asset, or the one that its function observes."""
        if self.observe_fn is not None and type(self) is SourceAsset:
            from assetize.runtime.assets.observable import ObservableSourceAsset

            made = object.__new__(ObservableSourceAsset)
            made.__dict__.update({**self.__dict__, "_observed": {"tags": self.op_tags}})
            return made.as_assets_definition()
        metadata = {**self.raw_metadata, "dagster/io_manager_key": self.get_io_manager_key()}
        spec = AssetSpec(
            self.key,
            description=self.description,
            metadata=metadata,
            group_name=self.group_name,
            partitions_def=self.partitions_def,
            tags=self.tags,
        )
        definition = AssetsDefinition(specs=[spec], resource_defs=self.resource_defs)
        definition.is_source = True
        return definition
