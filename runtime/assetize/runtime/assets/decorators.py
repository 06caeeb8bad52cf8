"""The `@asset` and `@multi_asset` decorators."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import Any, overload

from assetize.runtime.assets.definition import AssetsDefinition
from assetize.runtime.assets.inputs import asset_inputs, check_arguments
from assetize.runtime.assets.node import AssetNode
from assetize.runtime.assets.spec import (
    DEFAULT_GROUP,
    AssetDep,
    AssetOut,
    AssetSpec,
    deps_of,
    key_prefix_parts,
)
from assetize.runtime.definitions.body import Body, check_context_annotation
from assetize.runtime.definitions.ins_and_outs import NoAnnotation, Out
from assetize.runtime.definitions.op_decorator import config_of, described, outs_of
from assetize.runtime.definitions.ops import OpDefinition
from assetize.runtime.errors import CheckError, DagsterInvalidDefinitionError
from assetize.runtime.execution.retries import RetryPolicy
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.types.builtin import ANY, NOTHING

CONTEXTS = ("AssetExecutionContext", "AssetCheckExecutionContext", "OpExecutionContext")


@overload
def asset(compute_fn: Callable[..., Any]) -> AssetsDefinition: ...
@overload
def asset(
    *,
    name: str | None = ...,
    key_prefix: str | Sequence[str] | None = ...,
    ins: Mapping[str, Any] | None = ...,
    deps: Iterable[Any] | None = ...,
    metadata: Mapping[str, Any] | None = ...,
    tags: Mapping[str, str] | None = ...,
    description: str | None = ...,
    config_schema: Any = ...,
    required_resource_keys: Set[str] | None = ...,
    resource_defs: Mapping[str, Any] | None = ...,
    hooks: Set[Any] | None = ...,
    io_manager_def: Any = ...,
    io_manager_key: str | None = ...,
    dagster_type: Any = ...,
    partitions_def: Any = ...,
    op_tags: Mapping[str, Any] | None = ...,
    group_name: str | None = ...,
    output_required: bool = ...,
    automation_condition: Any = ...,
    freshness_policy: Any = ...,
    backfill_policy: Any = ...,
    retry_policy: RetryPolicy | None = ...,
    code_version: str | None = ...,
    key: Any = ...,
    check_specs: Sequence[Any] | None = ...,
    owners: Sequence[str] | None = ...,
    kinds: Iterable[str] | None = ...,
    pool: str | None = ...,
    is_virtual: bool = ...,
    non_argument_deps: Iterable[Any] | None = ...,
    compute_kind: str | None = ...,
) -> Callable[[Callable[..., Any]], AssetsDefinition]: ...
def asset(
    compute_fn: Callable[..., Any] | None = None,
    *,
    name: str | None = None,
    key_prefix: str | Sequence[str] | None = None,
    ins: Mapping[str, Any] | None = None,
    deps: Iterable[Any] | None = None,
    metadata: Mapping[str, Any] | None = None,
    tags: Mapping[str, str] | None = None,
    description: str | None = None,
    config_schema: Any = None,
    required_resource_keys: Set[str] | None = None,
    resource_defs: Mapping[str, Any] | None = None,
    hooks: Set[Any] | None = None,
    io_manager_def: Any = None,
    io_manager_key: str | None = None,
    dagster_type: Any = None,
    partitions_def: Any = None,
    op_tags: Mapping[str, Any] | None = None,
    group_name: str | None = None,
    output_required: bool = True,
    automation_condition: Any = None,
    freshness_policy: Any = None,
    backfill_policy: Any = None,
    retry_policy: RetryPolicy | None = None,
    code_version: str | None = None,
    key: Any = None,
    check_specs: Sequence[Any] | None = None,
    owners: Sequence[str] | None = None,
    kinds: Iterable[str] | None = None,
    pool: str | None = None,
    is_virtual: bool = False,
    non_argument_deps: Iterable[Any] | None = None,
    compute_kind: str | None = None,
    **_accepted: Any,
) -> Any:
    """Makes an asset of a function; its parameters are the assets that it is made from."""

    def wrap(function: Callable[..., Any]) -> AssetsDefinition:
        body = Body(function)
        check_context_annotation(body, CONTEXTS)
        asset_key = key_of_asset(body.name, name, key, key_prefix)
        node_name = asset_key.to_python_identifier()
        inputs = asset_inputs(body, ins, deps_of(deps or non_argument_deps), node_name, "@asset", key_prefix)
        resources = dict(resource_defs or {})
        _check_alternatives(io_manager_key, io_manager_def, compute_kind, kinds)
        manager_key = io_manager_key
        if io_manager_def is not None:
            manager_key = io_manager_key or f"{node_name}__io_manager"
            resources[manager_key] = io_manager_def
        out = outs_of(body, Out(NoAnnotation if dagster_type is None else dagster_type))["result"]
        out = out.replaced(
            io_manager_key=manager_key or "io_manager", is_required=output_required, metadata=metadata or {}
        )
        op_def = OpDefinition(
            body,
            node_name,
            inputs.ins,
            {"result": out, **check_outs(check_specs, True)},
            description if description is not None else described(function),
            config_of(body, config_schema, node_name),
            {*(required_resource_keys or ()), *(resource_defs or ())},
            {**(op_tags or {}), **({} if compute_kind is None else {"dagster/compute_kind": compute_kind})},
            None,
            retry_policy,
            code_version,
            pool,
        )
        op_def.asset_node = AssetNode({"result": asset_key}, checks=check_outs(check_specs, True))
        op_def.plain_inputs = inputs.plain  # type: ignore[attr-defined]
        spec = AssetSpec(
            asset_key,
            deps=inputs.deps,
            description=op_def.description,
            metadata=metadata,
            skippable=not output_required,
            group_name=group_name or DEFAULT_GROUP,
            code_version=code_version,
            automation_condition=automation_condition,
            owners=owners,
            tags=tags,
            kinds=kinds,
            partitions_def=partitions_def,
            freshness_policy=freshness_policy,
            is_virtual=is_virtual,
        )
        return AssetsDefinition(
            keys_by_input_name=inputs.keys,
            keys_by_output_name={"result": asset_key},
            node_def=op_def,
            partitions_def=partitions_def,
            resource_defs=resources,
            specs=[spec],
            check_specs=checks_for(check_specs, {asset_key}),
            hook_defs=hooks,
            backfill_policy=backfill_policy,
            partition_mappings=inputs.mappings,
        )

    return wrap if compute_fn is None else wrap(compute_fn)


def _check_alternatives(manager_key: Any, manager: Any, compute_kind: Any, kinds: Any) -> None:
    """Arguments of which only one may be given."""
    if manager_key is not None and manager is not None:
        raise CheckError(
            "Invariant failed. Description: Both io_manager_key and io_manager_def were provided to `@asset` decorator. Please "
            "provide one or the other."
        )
    if compute_kind and kinds:
        raise DagsterInvalidDefinitionError("Cannot specify compute_kind and kinds on the @asset decorator.")


def key_of_asset(function_name: str, name: str | None, key: Any, prefix: Any) -> AssetKey:
    """The key that the decorator's arguments say."""
    if key is not None and (name is not None or prefix is not None):
        raise DagsterInvalidDefinitionError(
            f"Cannot specify a name or key prefix for @asset when the key argument is provided: asset '{function_name}'."
        )
    if key is not None:
        return AssetKey.from_coercible(key)
    return AssetKey([*key_prefix_parts(prefix), name or function_name])


def checks_for(check_specs: Sequence[Any] | None, keys: set[AssetKey]) -> list[Any]:
    """The check specs, which must be about these assets and have different names."""
    seen: set[Any] = set()
    for spec in check_specs or ():
        if spec.asset_key not in keys:
            raise DagsterInvalidDefinitionError(
                f"Invalid asset key {spec.asset_key} in check spec {spec.name}. Must be one of {sorted(keys)}"
            )
        if spec.key in seen:
            raise DagsterInvalidDefinitionError(f"Duplicate check specs: {spec.name} of {spec.asset_key}.")
        seen.add(spec.key)
    return list(check_specs or ())


def check_outs(check_specs: Iterable[Any] | None, required: bool) -> dict[str, Out]:
    """The outputs that checks are."""
    return {spec.get_python_identifier(): Out(ANY, is_required=required) for spec in check_specs or ()}


def multi_asset(
    *,
    outs: Mapping[str, AssetOut] | None = None,
    name: str | None = None,
    ins: Mapping[str, Any] | None = None,
    deps: Iterable[Any] | None = None,
    description: str | None = None,
    config_schema: Any = None,
    required_resource_keys: Set[str] | None = None,
    internal_asset_deps: Mapping[str, Set[AssetKey]] | None = None,
    partitions_def: Any = None,
    hooks: Set[Any] | None = None,
    backfill_policy: Any = None,
    op_tags: Mapping[str, Any] | None = None,
    can_subset: bool = False,
    resource_defs: Mapping[str, Any] | None = None,
    group_name: str | None = None,
    retry_policy: RetryPolicy | None = None,
    code_version: str | None = None,
    specs: Sequence[AssetSpec] | None = None,
    check_specs: Sequence[Any] | None = None,
    pool: str | None = None,
    compute_kind: str | None = None,
    **_accepted: Any,
) -> Callable[[Callable[..., Any]], AssetsDefinition]:
    """Makes several assets of one function."""
    if outs is not None and specs is not None:
        raise DagsterInvalidDefinitionError("Must specify only outs or specs but not both.")
    if internal_asset_deps is not None and specs is not None:
        raise DagsterInvalidDefinitionError(
            "Can not pass internal_asset_deps and specs to @multi_asset, specify deps on the AssetSpecs directly."
        )

    def wrap(function: Callable[..., Any]) -> AssetsDefinition:
        body = Body(function)
        check_context_annotation(body, CONTEXTS)
        node_name = name or body.name
        shared = deps_of(deps) if specs is None else _deps_of_specs(specs, deps)
        inputs = asset_inputs(body, ins, shared, node_name, "@multi_asset", None)
        keys, op_outs, found = (
            _of_outs(
                body,
                outs or {},
                inputs.deps,
                internal_asset_deps,
                group_name,
                partitions_def,
                can_subset,
                code_version,
            )
            if specs is None
            else _of_specs(specs, inputs, group_name, partitions_def, can_subset, code_version)
        )
        op_def = OpDefinition(
            body,
            node_name,
            inputs.ins,
            {**op_outs, **check_outs(check_specs, not can_subset)},
            description if description is not None else described(function),
            config_of(body, config_schema, node_name),
            {*(required_resource_keys or ()), *(resource_defs or ())},
            op_tags,
            None,
            retry_policy,
            code_version,
            pool,
        )
        op_def.asset_node = AssetNode(
            keys, checks=check_outs(check_specs, not can_subset), is_specs=specs is not None
        )
        op_def.plain_inputs = inputs.plain  # type: ignore[attr-defined]
        return AssetsDefinition(
            keys_by_input_name=inputs.keys,
            keys_by_output_name=keys,
            node_def=op_def,
            partitions_def=partitions_def,
            can_subset=can_subset,
            resource_defs=resource_defs,
            specs=found,
            check_specs=checks_for(check_specs, set(keys.values())),
            hook_defs=hooks,
            backfill_policy=backfill_policy,
            partition_mappings=inputs.mappings,
            is_specs_style=specs is not None,
        )

    return wrap


def _deps_of_specs(specs: Sequence[AssetSpec], deps: Iterable[Any] | None) -> list[AssetDep]:
    if deps is not None:
        raise DagsterInvalidDefinitionError(
            "Can not pass deps and specs to @multi_asset, specify deps on the AssetSpecs directly."
        )
    own = {spec.key for spec in specs}
    found = {dep.asset_key: dep for spec in specs for dep in spec.deps if dep.asset_key not in own}
    return list(found.values())


Parts = tuple[dict[str, AssetKey], dict[str, Out], list[AssetSpec]]


def _of_outs(
    body: Body,
    outs: Mapping[str, AssetOut],
    deps: Sequence[AssetDep],
    internal: Mapping[str, Set[AssetKey]] | None,
    group_name: str | None,
    partitions_def: Any,
    can_subset: bool,
    code_version: str | None,
) -> Parts:
    keys = {name: out.key_for(name) for name, out in outs.items()}
    _check_internal(internal, keys, deps)
    declared = {
        name: Out(
            out.dagster_type,
            out.description,
            out.is_required,
            out.io_manager_key,
            out.metadata,
            out.code_version or code_version,
        )
        for name, out in outs.items()
    }
    by_key = {dep.asset_key: dep for dep in deps}
    specs = []
    for name, out in outs.items():
        chosen = (
            list(deps)
            if internal is None or name not in internal
            else [by_key.get(k, AssetDep(k)) for k in internal[name]]
        )
        spec = out.spec(keys[name], chosen, group_name, partitions_def)
        specs.append(spec.replaced(code_version=spec.code_version or code_version))
    return keys, outs_of(body, declared), specs


def _check_internal(
    internal: Mapping[str, Set[AssetKey]] | None, keys: Mapping[str, AssetKey], deps: Sequence[AssetDep]
) -> None:
    allowed = {*keys.values(), *(dep.asset_key for dep in deps)}
    for name, needed in (internal or {}).items():
        if name not in keys:
            raise DagsterInvalidDefinitionError(
                f"Invalid out key '{name}' supplied to `internal_asset_deps` argument for multi-asset. Must be one of the outs "
                f"for this multi-asset {sorted(keys)}."
            )
        unknown = {key for key in needed if key not in allowed}
        if unknown:
            raise CheckError(
                f"Invariant failed. Description: Invalid asset dependencies: {unknown} specified in `internal_asset_deps` argument for multi-asset on key '{name}'. "
                "Each specified asset key must be associated with an input to the asset or produced by this asset."
            )


def _of_specs(
    specs: Sequence[AssetSpec],
    inputs: Any,
    group_name: str | None,
    partitions_def: Any,
    can_subset: bool,
    code_version: str | None,
) -> Parts:
    keys: dict[str, AssetKey] = {}
    outs: dict[str, Out] = {}
    found: list[AssetSpec] = []
    check_arguments(specs, inputs.argument_keys)
    for spec in specs:
        output_name = spec.key.to_python_identifier()
        if group_name is not None and spec.group_name is not None:
            raise CheckError(
                "Invariant failed. Description: Cannot set group_name parameter on multi_asset if one or more of the "
                "AssetSpecs/AssetOuts supplied to this multi_asset have a group_name defined."
            )
        keys[output_name] = spec.key
        outs[output_name] = Out(
            NOTHING,
            is_required=not (spec.skippable or can_subset),
            code_version=spec.code_version or code_version,
        )
        found.append(
            spec.replaced(
                group_name=spec.group_name or group_name,
                partitions_def=spec.partitions_def or partitions_def,
                code_version=spec.code_version or code_version,
            )
        )
    return keys, outs, found
