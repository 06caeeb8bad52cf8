"""The `@graph_asset` and `@graph_multi_asset` decorators."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import Any

from assetize.runtime.assets.decorators import checks_for, key_of_asset
from assetize.runtime.assets.definition import AssetsDefinition
from assetize.runtime.assets.spec import AssetDep, AssetIn, AssetOut, AssetSpec
from assetize.runtime.definitions.graph_decorator import graph_of_function
from assetize.runtime.definitions.ins_and_outs import GraphOut
from assetize.runtime.errors import CheckError, DagsterInvalidDefinitionError
from assetize.runtime.metadata.asset_key import AssetKey


def graph_asset(
    compose_fn: Callable[..., Any] | None = None,
    *,
    name: str | None = None,
    description: str | None = None,
    ins: Mapping[str, Any] | None = None,
    config: Any = None,
    key_prefix: str | Sequence[str] | None = None,
    group_name: str | None = None,
    partitions_def: Any = None,
    hooks: Set[Any] | None = None,
    metadata: Mapping[str, Any] | None = None,
    tags: Mapping[str, str] | None = None,
    owners: Sequence[str] | None = None,
    automation_condition: Any = None,
    backfill_policy: Any = None,
    resource_defs: Mapping[str, Any] | None = None,
    check_specs: Sequence[Any] | None = None,
    code_version: str | None = None,
    key: Any = None,
    kinds: Iterable[str] | None = None,
    **_accepted: Any,
) -> Any:
    """Makes an asset of a graph of ops."""

    def wrap(function: Callable[..., Any]) -> AssetsDefinition:
        asset_key = key_of_asset(function.__name__, name, key, key_prefix)
        keys, deps, mappings = _inputs(function, ins)
        graph = graph_of_function(
            function,
            "@graph_asset",
            asset_key.to_python_identifier(),
            description,
            None,
            _graph_outs(["result"], check_specs),
            None,
            config,
        )
        _check_leaves(graph)
        text = (
            description
            if description is not None
            else (function.__doc__ and inspect.cleandoc(function.__doc__))
        )
        spec = AssetSpec(
            asset_key,
            deps=deps,
            description=text,
            metadata=metadata,
            group_name=group_name,
            code_version=code_version,
            automation_condition=automation_condition,
            owners=owners,
            tags=tags,
            kinds=kinds,
            partitions_def=partitions_def,
        )
        return AssetsDefinition(
            keys_by_input_name=keys,
            keys_by_output_name={"result": asset_key},
            node_def=graph,
            partitions_def=partitions_def,
            resource_defs=resource_defs,
            specs=[spec],
            check_specs=checks_for(check_specs, {asset_key}),
            hook_defs=hooks,
            backfill_policy=backfill_policy,
            partition_mappings=mappings,
        )

    return wrap if compose_fn is None else wrap(compose_fn)


def graph_multi_asset(
    *,
    outs: Mapping[str, AssetOut],
    name: str | None = None,
    ins: Mapping[str, Any] | None = None,
    partitions_def: Any = None,
    hooks: Set[Any] | None = None,
    backfill_policy: Any = None,
    group_name: str | None = None,
    can_subset: bool = False,
    resource_defs: Mapping[str, Any] | None = None,
    check_specs: Sequence[Any] | None = None,
    config: Any = None,
) -> Callable[[Callable[..., Any]], AssetsDefinition]:
    """Makes several assets of a graph of ops."""

    def wrap(function: Callable[..., Any]) -> AssetsDefinition:
        keys, deps, mappings = _inputs(function, ins)
        graph = graph_of_function(
            function,
            "@graph_multi_asset",
            name or function.__name__,
            None,
            None,
            {
                **{output: GraphOut(out.description) for output, out in outs.items()},
                **_graph_outs((), check_specs),
            },
            None,
            config,
        )
        outputs = {output: out.key_for(output) for output, out in outs.items()}
        specs = [out.spec(outputs[output], deps, group_name, partitions_def) for output, out in outs.items()]
        return AssetsDefinition(
            keys_by_input_name=keys,
            keys_by_output_name=outputs,
            node_def=graph,
            partitions_def=partitions_def,
            can_subset=can_subset,
            resource_defs=resource_defs,
            specs=specs,
            check_specs=checks_for(check_specs, set(outputs.values())),
            hook_defs=hooks,
            backfill_policy=backfill_policy,
            partition_mappings=mappings,
        )

    return wrap


def _graph_outs(names: Iterable[str], check_specs: Sequence[Any] | None) -> dict[str, GraphOut]:
    """The outputs of the graph, those that are checks among them."""
    return {name: GraphOut() for name in (*names, *(s.get_python_identifier() for s in check_specs or ()))}


def _inputs(
    function: Callable[..., Any], declared: Mapping[str, Any] | None
) -> tuple[dict[str, AssetKey], list[AssetDep], dict[AssetKey, Any]]:
    given = {key: AssetIn.from_coercible(value) for key, value in (declared or {}).items()}
    parameters = list(inspect.signature(function).parameters)
    for name in given:
        if name not in parameters:
            raise DagsterInvalidDefinitionError(
                f"'{function.__name__}' decorated function does not have parameter(s) '{name}', which are in provided ins."
            )
    keys: dict[str, AssetKey] = {}
    deps: dict[AssetKey, AssetDep] = {}
    mappings: dict[AssetKey, Any] = {}
    for name in parameters:
        asset_in = given.get(name, AssetIn())
        key = keys[name] = asset_in.resolve_key(name)
        deps[key] = AssetDep(key, partition_mapping=asset_in.partition_mapping)
        if asset_in.partition_mapping is not None:
            mappings[key] = asset_in.partition_mapping
    return keys, list(deps.values()), mappings


def _check_leaves(graph: Any) -> None:
    """Every op that nothing reads must feed the asset."""
    from assetize.runtime.definitions.graph_checks import upstream_outputs

    read = {
        up
        for node in graph.nodes
        for source in node.dependencies.values()
        for up, _ in upstream_outputs(source)
    }
    mapped = {mapping.mapped_node_name for mapping in graph.output_mappings}
    unmapped = [node.name for node in graph.nodes if node.name not in read and node.name not in mapped]
    if unmapped:
        raise CheckError(
            f"Invariant failed. Description: All leaf nodes within graph '{graph.name}' must generate outputs which are mapped to outputs of the graph, and produce assets. The "
            f"following leaf node(s) are non-asset producing ops: {set(unmapped)}. This behavior is not currently supported because these ops are "
            "not required for the creation of the associated asset(s)."
        )
