"""What a job knows about its assets."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from assetize.runtime.assets.definition import AssetsDefinition
from assetize.runtime.assets.input_versions import input_version
from assetize.runtime.assets.spec import AssetSpec
from assetize.runtime.definitions.graph_checks import output_origin
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.resources.requirements import IO_MANAGER, Requirement


class AssetLayer:
    """The assets of a job, by node, and the assets that its inputs are loaded from."""

    stores_values = True

    def __init__(
        self,
        by_node: Mapping[str, AssetsDefinition],
        all_specs: Mapping[AssetKey, AssetSpec],
        managers: Mapping[AssetKey, str],
        selected: set[AssetKey] | None = None,
    ) -> None:
        self.by_node = dict(by_node)
        self.specs = all_specs
        self.managers = managers
        self.selected = selected
        self.executable_asset_keys = {key for assets in by_node.values() for key in assets.keys}

    @property
    def assets_defs(self) -> list[AssetsDefinition]:
        """The assets that the job makes."""
        return list(self.by_node.values())

    def partitions_def(self, key: AssetKey | None) -> Any:
        """How an asset is partitioned."""
        spec = self.specs.get(key) if key is not None else None
        return spec.partitions_def if spec is not None else None

    def is_asset_input(self, definition: Any, name: str) -> bool:
        """Whether an unconnected input of a node is an asset's."""
        return any(
            assets.node is definition and name in assets.keys_by_input_name
            for assets in self.by_node.values()
        )

    def annotate(self, steps: Mapping[tuple[str, ...], Any]) -> None:
        """Tells steps which assets their outputs and inputs are."""
        for name, assets in self.by_node.items():
            if assets.node.node_type == "op":
                step = steps[(name,)]
                step.assets_def = assets
                step.output_assets = assets.keys_by_output_name
                step.input_assets = assets.keys_by_input_name
                step.check_outputs = {
                    spec.key: output for output, spec in assets.check_specs_by_output_name.items()
                }
                continue
            for path, step in steps.items():
                if path[0] == name:
                    step.assets_def = assets
            for output, key in assets.keys_by_output_name.items():
                inner, inner_output = output_origin(assets.node, output)
                path = (name, *inner)
                step = steps[path]
                step.output_assets = {**step.output_assets, inner_output: key}
            for output, spec in assets.check_specs_by_output_name.items():
                if output in assets.node.output_dict:
                    inner, inner_output = output_origin(assets.node, output)
                    path = (name, *inner)
                    step = steps[path]
                    step.check_outputs = {**step.check_outputs, spec.key: inner_output}
            self._annotate_inputs(name, assets, steps)

    def blocked_by_checks(self) -> dict[str, set[str]]:
        """For each node, the nodes of blocking checks of the assets that it depends on."""
        checks: dict[AssetKey, set[str]] = {}
        for name, assets in self.by_node.items():
            for spec in assets.check_specs:
                if spec.blocking and spec.asset_key not in assets.keys:
                    checks.setdefault(spec.asset_key, set()).add(name)
        if not checks:
            return {}
        return {
            name: {check for key in assets.dependency_keys for check in checks.get(key, ())} - {name}
            for name, assets in self.by_node.items()
            if assets.keys
        }

    def _annotate_inputs(
        self, name: str, assets: AssetsDefinition, steps: Mapping[tuple[str, ...], Any]
    ) -> None:
        def visit(graph: Any, prefix: tuple[str, ...], keys: Mapping[str, AssetKey]) -> None:
            for mapping in graph.input_mappings:
                key = keys.get(mapping.graph_input_name)
                if key is None:
                    continue
                path = (*prefix, mapping.mapped_node_name)
                node = graph.node_dict[mapping.mapped_node_name]
                if node.is_graph:
                    visit(node.definition, path, {mapping.mapped_node_input_name: key})
                elif path in steps:
                    step = steps[path]
                    step.input_assets = {**step.input_assets, mapping.mapped_node_input_name: key}

        visit(assets.node, (name,), assets.keys_by_input_name)

    def needed_resources(self) -> list[Requirement]:
        """The I/O managers of assets that are loaded and not made by the job."""
        needed: list[Requirement] = []
        for assets in self.by_node.values():
            for name, key in assets.keys_by_input_name.items():
                definition = assets.node.input_dict.get(name)
                if (
                    definition is None
                    or definition.dagster_type.is_nothing
                    or key in self.executable_asset_keys
                ):
                    continue
                if definition.input_manager_key is None:
                    manager = self.managers.get(key, "io_manager")
                    needed.append(Requirement(manager, f"SourceAsset with key {key.to_string()}", IO_MANAGER))
        return needed

    def partition_keys_of_output(self, step_run: Any, key: AssetKey) -> Sequence[str] | None:
        """The partitions that a step materializes of an asset."""
        partitions_def = self.partitions_def(key)
        if partitions_def is None:
            return None
        from assetize.runtime.partitions.of_step import output_keys

        return output_keys(step_run, partitions_def)

    def provenance_tags(self, step_run: Any, key: AssetKey, result: Any) -> dict[str, str]:
        """Code and data versions of a materialization and of its inputs."""
        run = step_run.run
        spec = self.specs[key]
        code_version = spec.code_version or run.run_id
        tags = {"dagster/code_version": code_version}
        versions = []
        for dep in spec.deps:
            version, pointer = input_version(step_run, dep.asset_key)
            user_key = dep.asset_key.to_user_string()
            tags[f"dagster/input_data_version/{user_key}"] = version
            tags[f"dagster/input_event_pointer/{user_key}"] = pointer
            versions.append((str(dep.asset_key), version))
        given = result.data_version or (step_run.versions or {}).get(key)
        if given is not None:
            tags["dagster/data_version"] = given.value
            tags["dagster/data_version_is_user_provided"] = "true"
        else:
            text = code_version + "".join(version for _, version in sorted(versions))
            tags["dagster/data_version"] = hashlib.sha256(text.encode()).hexdigest()
        return {**tags, **result.tags} if result.tags else tags
