"""The `@asset_check` and `@multi_asset_check` decorators."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import Any

from assetize.runtime.assets.decorators import CONTEXTS, check_outs
from assetize.runtime.assets.definition import AssetsDefinition
from assetize.runtime.assets.inputs import AssetInputs, asset_inputs
from assetize.runtime.assets.node import AssetNode
from assetize.runtime.assets.spec import AssetIn, deps_of
from assetize.runtime.checks.spec import AssetCheckSpec
from assetize.runtime.definitions.body import Body, check_context_annotation
from assetize.runtime.definitions.ins_and_outs import Out
from assetize.runtime.definitions.op_decorator import config_of, described
from assetize.runtime.definitions.ops import OpDefinition
from assetize.runtime.errors import DagsterInvalidDefinitionError
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.types.builtin import ANY


class AssetChecksDefinition(AssetsDefinition):
    """Checks, and the op that evaluates them."""

    @property
    def name(self) -> str:
        """The name of the only check."""
        return str(self.all_check_specs[0].name)


def asset_check(
    *,
    asset: Any,
    name: str | None = None,
    description: str | None = None,
    blocking: bool = False,
    additional_ins: Mapping[str, Any] | None = None,
    additional_deps: Iterable[Any] | None = None,
    required_resource_keys: Set[str] | None = None,
    resource_defs: Mapping[str, Any] | None = None,
    config_schema: Any = None,
    compute_kind: str | None = None,
    op_tags: Mapping[str, Any] | None = None,
    retry_policy: Any = None,
    metadata: Mapping[str, Any] | None = None,
    automation_condition: Any = None,
    pool: str | None = None,
    partitions_def: Any = None,
) -> Callable[[Callable[..., Any]], AssetChecksDefinition]:
    """Makes a check of an asset of a function."""

    def wrap(function: Callable[..., Any]) -> AssetChecksDefinition:
        body = Body(function)
        check_context_annotation(body, CONTEXTS)
        key = AssetKey.from_coercible(asset)
        inputs = _check_inputs(body, key, additional_ins, additional_deps)
        text = description if description is not None else described(function)
        extra = [dep for dep in inputs.deps if dep.asset_key != key]
        spec = AssetCheckSpec(
            name or body.name,
            asset=key,
            description=text,
            additional_deps=extra,
            blocking=blocking,
            metadata=metadata,
            automation_condition=automation_condition,
            partitions_def=partitions_def,
        )
        op_name = spec.get_python_identifier()
        op_def = _check_op(
            body,
            op_name,
            inputs,
            {"result": Out(ANY)},
            text,
            config_schema,
            required_resource_keys,
            op_tags,
            retry_policy,
            pool,
        )
        return AssetChecksDefinition(
            keys_by_input_name=inputs.keys, node_def=op_def, resource_defs=resource_defs, check_specs=[spec]
        )

    return wrap


def _check_inputs(body: Body, key: AssetKey, additional_ins: Any, additional_deps: Any) -> AssetInputs:
    """The checked asset, as an argument or as a mere dependency, and the additional ones."""
    given = {name: AssetIn.from_coercible(value) for name, value in (additional_ins or {}).items()}
    for asset_in in given.values():
        if asset_in.key == key:
            raise DagsterInvalidDefinitionError(
                f"When defining check of {key.to_user_string()}, the asset was passed to `additional_ins`. It can be passed to `asset` alone."
            )
    free = [p.name for p in body.input_parameters if p.name not in given]
    if len(free) > 1:
        raise DagsterInvalidDefinitionError(
            f"When defining check '{body.name}', multiple assets provided as parameters: {free}. These should either match "
            "the target asset or be specified in 'additional_ins'."
        )
    if free:
        given[free[0]] = AssetIn(key=key)
    deps = deps_of(additional_deps)
    if any(dep.asset_key == key for dep in deps):
        raise DagsterInvalidDefinitionError(
            f"When defining check '{body.name}', asset '{key.to_user_string()}' was passed to `asset` and `additional_deps`. It "
            "can only be passed to one of these parameters."
        )
    if not free:
        deps = [*deps_of([key]), *deps]
    return asset_inputs(body, given, deps, body.name, "@asset_check", None)


def _check_op(
    body: Body,
    name: str,
    inputs: AssetInputs,
    outs: Mapping[str, Out],
    text: Any,
    schema: Any,
    keys: Any,
    tags: Any,
    retry_policy: Any,
    pool: Any,
) -> OpDefinition:
    op_def = OpDefinition(
        body,
        name,
        inputs.ins,
        outs,
        text,
        config_of(body, schema, name),
        keys,
        tags,
        None,
        retry_policy,
        None,
        pool,
    )
    op_def.asset_node = AssetNode({}, checks=outs, is_check=True)
    op_def.plain_inputs = inputs.plain  # type: ignore[attr-defined]
    return op_def


def multi_asset_check(
    *,
    specs: Sequence[AssetCheckSpec],
    name: str | None = None,
    description: str | None = None,
    can_subset: bool = False,
    compute_kind: str | None = None,
    op_tags: Mapping[str, Any] | None = None,
    resource_defs: Mapping[str, Any] | None = None,
    required_resource_keys: Set[str] | None = None,
    retry_policy: Any = None,
    config_schema: Any = None,
    ins: Mapping[str, Any] | None = None,
    pool: str | None = None,
) -> Callable[[Callable[..., Any]], AssetChecksDefinition]:
    """Makes several checks of one function."""

    def wrap(function: Callable[..., Any]) -> AssetChecksDefinition:
        body = Body(function)
        check_context_annotation(body, CONTEXTS)
        given = {key: AssetIn.from_coercible(value) for key, value in (ins or {}).items()}
        loaded = {asset_in.resolve_key(key) for key, asset_in in given.items()}
        targets = [s.asset_key for s in specs] + [d.asset_key for s in specs for d in s.additional_deps]
        deps = deps_of([key for key in dict.fromkeys(targets) if key not in loaded])
        inputs = asset_inputs(body, given, deps, name or body.name, "@multi_asset_check", None)
        text = description if description is not None else described(function)
        op_def = _check_op(
            body,
            name or body.name,
            inputs,
            check_outs(specs, not can_subset),
            text,
            config_schema,
            required_resource_keys,
            op_tags,
            retry_policy,
            pool,
        )
        return AssetChecksDefinition(
            keys_by_input_name=inputs.keys,
            node_def=op_def,
            can_subset=can_subset,
            resource_defs=resource_defs,
            check_specs=specs,
        )

    return wrap
