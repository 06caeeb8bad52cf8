"""Builds the job that makes a selection of assets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from assetize.runtime.assets.definition import AssetsDefinition
from assetize.runtime.assets.layer import AssetLayer
from assetize.runtime.assets.spec import AssetSpec
from assetize.runtime.definitions.dependencies import DependencyDefinition, NodeInvocation
from assetize.runtime.definitions.graphs import GraphDefinition
from assetize.runtime.definitions.jobs import JobDefinition
from assetize.runtime.errors import CheckError, DagsterInvalidDefinitionError, DagsterInvalidSubsetError
from assetize.runtime.metadata.asset_key import AssetKey

EPHEMERAL_JOB = "__ephemeral_asset_job__"
GLOBAL_ASSET_JOB = "__ASSET_JOB"


class AssetCollection:
    """Assets definitions with their dependencies resolved to existing assets."""

    def __init__(self, definitions: Iterable[Any]) -> None:
        different = {id(item): as_definition(item) for item in definitions}
        self.definitions = _resolved(list(different.values()))
        self.owner: dict[AssetKey, AssetsDefinition] = {}
        self.check_owner: dict[Any, AssetsDefinition] = {}
        for definition in self.definitions:
            for key in definition.keys:
                if key in self.owner and _collide(self.owner[key], definition):
                    raise DagsterInvalidDefinitionError(
                        f"Asset key {key.to_user_string()} is defined multiple times. Duplicate asset key: {key}"
                    )
                if key not in self.owner or definition.is_executable:
                    self.owner[key] = definition
            for check_key in definition.check_keys:
                if check_key in self.check_owner:
                    raise DagsterInvalidDefinitionError(f"Duplicate asset check key: {check_key}")
                self.check_owner[check_key] = definition
        self.may_lack_selected = False
        self.specs: dict[AssetKey, AssetSpec] = {}
        for key, definition in self.owner.items():
            self.specs[key] = definition.all_specs[key]
        self.upstream = {key: [d.asset_key for d in spec.deps] for key, spec in self.specs.items()}
        self._add_stubs()

    def _add_stubs(self) -> None:
        for deps in list(self.upstream.values()):
            for key in deps:
                if key not in self.specs:
                    self.specs[key] = AssetSpec(key)
                    self.upstream.setdefault(key, [])

    @property
    def executable_keys(self) -> set[AssetKey]:
        """The assets that runs can make or observe."""
        return {key for key, definition in self.owner.items() if definition.is_executable}

    @property
    def materializable_keys(self) -> set[AssetKey]:
        """The assets that runs can make."""
        return {key for key, definition in self.owner.items() if definition.is_materializable}

    def managers(self) -> dict[AssetKey, str]:
        """The I/O manager of each asset."""
        return {key: definition.io_manager_key_for(key) for key, definition in self.owner.items()}


def _collide(one: AssetsDefinition, other: AssetsDefinition) -> bool:
    """Whether two definitions of an asset contradict each other; a source asset gives way to what makes the asset."""
    if one.is_executable and other.is_executable:
        return True
    declared = other if one.is_executable else one
    return one.is_executable is not other.is_executable and not declared.is_source


def as_definition(item: Any) -> AssetsDefinition:
    """The definition of anything that stands for assets."""
    if isinstance(item, AssetsDefinition):
        return item
    if isinstance(item, AssetSpec):
        return AssetsDefinition(specs=[item])
    if hasattr(item, "as_assets_definition"):
        definition: AssetsDefinition = item.as_assets_definition()
        return definition
    raise CheckError(
        "Member of sequence mismatches type. Expected an AssetsDefinition, an AssetSpec or a SourceAsset. Got "
        f"{item!r} of type {type(item)}."
    )


def _resolved(definitions: Sequence[AssetsDefinition]) -> list[AssetsDefinition]:
    """Dependencies by short names become the assets of the same group that they mean."""
    known = {key for definition in definitions for key in definition.keys}
    by_last: dict[tuple[str, str], list[AssetKey]] = {}
    for definition in definitions:
        for spec in definition.specs:
            by_last.setdefault((spec.group_name or "default", spec.key.path[-1]), []).append(spec.key)
    made = []
    for definition in definitions:
        replaced: dict[AssetKey, AssetKey] = {}
        groups = {spec.group_name or "default" for spec in definition.specs}
        group = next(iter(groups)) if len(groups) == 1 else None
        needed = {
            *definition.keys_by_input_name.values(),
            *(d.asset_key for s in definition.specs for d in s.deps),
        }
        for key in needed:
            if key in known or len(key.path) != 1 or group is None:
                continue
            matches = [k for k in by_last.get((group, key.path[0]), ()) if k not in definition.keys]
            if len(matches) == 1:
                replaced[key] = matches[0]
        made.append(definition.with_attributes(asset_key_replacements=replaced) if replaced else definition)
    return made


def build_asset_job(
    name: str,
    collection: AssetCollection,
    selected: Set[AssetKey] | None = None,
    checks: Set[Any] | None = None,
    resource_defs: Mapping[str, Any] | None = None,
    **settings: Any,
) -> JobDefinition:
    """The job that makes the selected assets, or all of them."""
    chosen = collection.executable_keys if selected is None else set(selected)
    _check_executable(chosen, collection)
    chosen_checks = set(collection.check_owner) if checks is None else set(checks)
    parts: list[AssetsDefinition] = []
    for definition in collection.definitions:
        part = _part(definition, chosen, chosen_checks, selected is None and checks is None)
        if part is not None:
            parts.append(part)
    _check_inputs(parts, collection)
    graph, by_node = _graph(name, parts)
    layer = AssetLayer(by_node, collection.specs, collection.managers(), None if selected is None else chosen)
    resources = _resources(parts, _with_resources_of_all(name, collection), collection, resource_defs)
    partitions_def = settings.pop("partitions_def", None)
    job = JobDefinition(graph_def=graph, name=name, resource_defs=resources, asset_layer=layer, **settings)
    job.asset_collection = collection  # type: ignore[attr-defined]
    return _with_partitions(job, parts, partitions_def)


def build_selected_job(
    name: str,
    collection: AssetCollection,
    selection: Any,
    resource_defs: Mapping[str, Any] | None,
    **settings: Any,
) -> JobDefinition:
    """The job that makes what is selected."""
    try:
        keys, checks = selection.resolve_in(collection), selection.resolve_checks_in(collection)
        return build_asset_job(name, collection, keys, checks, resource_defs, **settings)
    except DagsterInvalidSubsetError as problem:
        raise DagsterInvalidDefinitionError(f"Failed to resolve asset job {name}: {problem}") from problem


def _check_executable(chosen: Set[AssetKey], collection: AssetCollection) -> None:
    invalid = chosen - collection.executable_keys
    if invalid:
        raise DagsterInvalidDefinitionError(
            f"Selected keys must be a subset of existing executable asset keys. Invalid selected keys: {invalid}"
        )


def _part(
    definition: AssetsDefinition, chosen: set[AssetKey], checks: set[Any], everything: bool
) -> AssetsDefinition | None:
    if not definition.is_executable:
        return None
    wanted = definition.keys & chosen
    wanted_checks = definition.check_keys & checks
    if not wanted and not wanted_checks:
        return None
    if wanted == definition.keys and wanted_checks == definition.check_keys:
        return definition
    if not definition.can_subset:
        raise DagsterInvalidDefinitionError(
            f"Failed to resolve asset job. When building job, the AssetsDefinition '{definition.node_def.name}' contains asset keys "
            f"{sorted(definition.keys)} and check keys {sorted(definition.check_keys)}, but attempted to select only assets "
            f"{sorted(wanted)} and checks {sorted(wanted_checks)}. This AssetsDefinition does not support subsetting. Please select "
            "all asset and check keys produced by this asset.\n\nIf using an AssetSelection, you may use "
            "required_multi_asset_neighbors() to select any remaining assets, for example:\n"
            "AssetSelection.assets('my_asset').required_multi_asset_neighbors()"
        )
    return definition.subset_for(wanted, wanted_checks)


def _check_inputs(parts: Sequence[AssetsDefinition], collection: AssetCollection) -> None:
    """Every asset that is loaded is one that the project knows."""
    for part in parts:
        for input_name, key in part.keys_by_input_name.items():
            definition = part.node_def.input_dict.get(input_name)
            if definition is None or definition.dagster_type.is_nothing or key in collection.owner:
                continue
            raise DagsterInvalidDefinitionError(
                f'Input asset "{key.to_string()}" is not produced by any of the provided asset ops and is not one of the provided '
                "sources."
            )


def _graph(
    name: str, parts: Sequence[AssetsDefinition]
) -> tuple[GraphDefinition, dict[str, AssetsDefinition]]:
    makers: dict[AssetKey, tuple[str, str]] = {}
    by_node: dict[str, AssetsDefinition] = {}
    for part in parts:
        node_name = part.node_def.name
        if node_name in by_node:
            raise DagsterInvalidDefinitionError(
                f"Two assets definitions have the same node name '{node_name}'."
            )
        by_node[node_name] = part
        for output, key in part.keys_by_output_name.items():
            makers[key] = (node_name, output)
    dependencies: dict[Any, dict[str, Any]] = {}
    for node_name, part in by_node.items():
        sources: dict[str, Any] = {}
        for input_name, key in part.keys_by_input_name.items():
            maker = makers.get(key)
            if maker is not None and maker[0] != node_name and input_name in part.node_def.input_dict:
                sources[input_name] = DependencyDefinition(*maker)
        dependencies[NodeInvocation(node_name, hook_defs=part.hook_defs)] = sources
    definitions = [part.node_def for part in by_node.values()]
    return GraphDefinition(name, node_defs=definitions, dependencies=dependencies), by_node


def _resources(
    parts: Sequence[AssetsDefinition],
    others: Sequence[AssetsDefinition],
    collection: AssetCollection,
    given: Mapping[str, Any] | None,
) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    needed = {key for part in parts for key in part.keys_by_input_name.values()}
    sources = [d for d in collection.definitions if not d.is_executable and d.keys & needed]
    loaded = [collection.owner[key] for key in needed if key in collection.owner]
    for definition in [*parts, *sources, *loaded, *others]:
        for key, resource in definition.resource_defs.items():
            known = merged.setdefault(key, resource)
            if known is not resource:
                raise DagsterInvalidDefinitionError(
                    f"Conflicting versions of resource with key '{key}' were provided to different assets. When constructing a "
                    "job, all resource definitions provided to assets must match by reference equality for a given key."
                )
    from assetize.runtime.assets.bound_resources import check_bound
    from assetize.runtime.resources.resolution import resource_definitions

    unbound = resource_definitions(given)
    check_bound(parts, unbound)
    return {**merged, **{key: value for key, value in unbound.items() if key not in merged}}


def _with_resources_of_all(name: str, collection: AssetCollection) -> list[AssetsDefinition]:
    """For a job that stands for all assets: those whose resources must fit together though it leaves some out."""
    if name not in (EPHEMERAL_JOB, GLOBAL_ASSET_JOB):
        return []
    return [
        definition
        for definition in collection.definitions
        if definition.resource_defs
        and (
            definition.is_executable
            or any(definition.io_manager_key_for(key) in definition.resource_defs for key in definition.keys)
        )
    ]


def _with_partitions(
    job: JobDefinition, parts: Sequence[AssetsDefinition], partitions_def: Any
) -> JobDefinition:
    keys_by_partitions: dict[int, tuple[Any, list[AssetKey]]] = {}
    for part in parts:
        for spec in (*part.specs, *part.check_specs):
            given = spec.partitions_def
            if given is not None:
                keys_by_partitions.setdefault(id(given), (given, []))[1].append(spec.key)
    _check_partitions(job, list(keys_by_partitions.values()), partitions_def)
    chosen = next((given for given, _ in keys_by_partitions.values()), None)
    if chosen is None or job.partitioned_config is not None:
        return job
    from assetize.runtime.partitions.partitioned_config import PartitionedConfig

    default = job.run_config or {}
    return job.changed(partitioned_config=PartitionedConfig(chosen, lambda _partition: default))


def _check_partitions(job: JobDefinition, groups: Sequence[tuple[Any, list[Any]]], required: Any) -> None:
    """All assets of a job have the same partitions, which are those of its own declaration and config."""
    for given, keys in groups:
        if required is not None and given != required:
            raise DagsterInvalidDefinitionError(
                f"Executable asset {keys[0]} has a different partitions definition than the one specified for the job. "
                f"Specified partitions definition: {required}. Asset partitions definition: {given}."
            )
        if given != groups[0][0] and job.name != GLOBAL_ASSET_JOB:
            listed = "\n".join(f"{each}: {found}" for each, found in groups)
            raise DagsterInvalidDefinitionError(
                "Selected assets must have the same partitions definitions, but the selected assets have different partitions "
                f"definitions: \n{listed}"
            )
        if job.partitioned_config is not None and given != job.partitioned_config.partitions_def:
            raise CheckError(
                "Invariant failed. Description: Can't supply a PartitionedConfig for 'config' with a different "
                "PartitionsDefinition than supplied for 'partitions_def'."
            )


def asset_job_subset(job: Any, keys: Set[AssetKey] | None, checks: Set[Any] | None) -> Any:
    """The job with only the selected assets and checks."""
    collection: AssetCollection = job.asset_collection
    available = collection.executable_keys
    unknown = set(keys or ()) - available
    if unknown:
        raise DagsterInvalidSubsetError(
            f"AssetKey(s) {sorted(key.to_user_string() for key in unknown)} were selected, but no AssetsDefinition objects supply "
            "these keys. Make sure all keys are spelled correctly, and all AssetsDefinitions are correctly added to the "
            "`Definitions`."
        )
    selected_checks = checks
    if checks is None:
        selected_checks = {key for key in collection.check_owner if key.asset_key in set(keys or ())}
    made = build_asset_job(job.name, collection, set(keys or ()), selected_checks, job.given_resources)
    return made.changed(
        hook_defs=job.hook_defs,
        executor_def=job.given_executor,
        tags=job.tags,
        run_tags=job.run_tags,
        run_config=job.run_config,
        loggers=job.loggers,
        op_retry_policy=job.op_retry_policy,
        partitioned_config=job.partitioned_config,
    )
