"""The inputs of an asset: arguments that are loaded, and dependencies that are not."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence, Set
from typing import Any

from assetize.runtime.assets.spec import AssetDep, AssetIn, AssetSpec
from assetize.runtime.definitions.body import EMPTY, Body
from assetize.runtime.definitions.ins_and_outs import In
from assetize.runtime.errors import DagsterInvalidDefinitionError
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.types.builtin import ANY, NOTHING
from assetize.runtime.types.resolution import dagster_type_of_annotation


class AssetInputs:
    """The op's inputs and the asset of each."""

    __slots__ = ("argument_keys", "deps", "ins", "keys", "mappings", "plain")

    def __init__(self) -> None:
        self.ins: dict[str, In] = {}
        self.keys: dict[str, AssetKey] = {}
        self.deps: list[AssetDep] = []
        self.mappings: dict[AssetKey, Any] = {}
        self.plain: set[str] = set()
        self.argument_keys: set[AssetKey] = set()


def asset_inputs(
    body: Body,
    declared: Mapping[str, Any] | None,
    deps: Sequence[AssetDep],
    name: str,
    decorator: str,
    prefix: Any,
) -> AssetInputs:
    """The inputs that the signature and the decorator's arguments say."""
    if body.has_varargs:
        raise DagsterInvalidDefinitionError(
            f"{decorator} '{name}' decorated function has positional vararg parameter '*{body.has_varargs}'. {decorator} decorated "
            "functions should only have keyword arguments that match input names."
        )
    given = {key: AssetIn.from_coercible(value) for key, value in (declared or {}).items()}
    inputs = AssetInputs()
    for parameter in body.input_parameters:
        if parameter.kind is parameter.KEYWORD_ONLY and parameter.name not in given:
            inputs.plain.add(parameter.name)
            inputs.ins[parameter.name] = _plain_input(parameter)
        else:
            _add(inputs, parameter.name, given.get(parameter.name, AssetIn()), parameter.annotation)
            if parameter.default is not EMPTY:
                with_default = inputs.ins[parameter.name].replaced(default_value=parameter.default)
                inputs.ins[parameter.name] = with_default
    for key, asset_in in given.items():
        if key not in inputs.ins:
            _check_declared(body, key, asset_in, name, decorator)
            _add(inputs, key, asset_in, EMPTY)
    for dep in deps:
        _add_dep(inputs, dep)
    return inputs


def _plain_input(parameter: inspect.Parameter) -> In:
    from assetize.runtime.config.field import NO_VALUE

    annotated = ANY if parameter.annotation is EMPTY else dagster_type_of_annotation(parameter.annotation)
    return In(annotated, default_value=NO_VALUE if parameter.default is EMPTY else parameter.default)


def _check_declared(body: Body, key: str, asset_in: AssetIn, name: str, decorator: str) -> None:
    nothing = getattr(asset_in.as_in().dagster_type, "is_nothing", False)
    if not nothing and not body.has_keywords:
        raise DagsterInvalidDefinitionError(
            f"Key '{key}' in provided ins dict does not correspond to any of the names of the arguments to the decorated function "
            f"of {decorator} '{name}'"
        )


def _add(inputs: AssetInputs, name: str, asset_in: AssetIn, annotation: Any) -> None:
    key = asset_in.resolve_key(name)
    declared = asset_in.as_in()
    if not declared.type_given and annotation is not EMPTY:
        found = dagster_type_of_annotation(annotation)
        declared = declared.replaced(dagster_type=ANY if found.is_nothing else found)
    inputs.ins[name] = declared
    inputs.keys[name] = key
    inputs.argument_keys.add(key)
    inputs.deps.append(AssetDep(key, partition_mapping=asset_in.partition_mapping))
    if asset_in.partition_mapping is not None:
        inputs.mappings[key] = asset_in.partition_mapping


def _add_dep(inputs: AssetInputs, dep: AssetDep) -> None:
    if dep.asset_key in inputs.argument_keys:
        return
    input_name = dep.asset_key.to_python_identifier()
    if input_name in inputs.ins:
        input_name = dep.asset_key.to_python_identifier("dep")
    inputs.ins[input_name] = In(NOTHING)
    inputs.keys[input_name] = dep.asset_key
    inputs.deps.append(dep)
    if dep.partition_mapping is not None:
        inputs.mappings[dep.asset_key] = dep.partition_mapping


def check_arguments(specs: Sequence[AssetSpec], arguments: Set[AssetKey]) -> None:
    """What a body takes as arguments is a dependency of one of its assets."""
    extra = arguments - {dep.asset_key for spec in specs for dep in spec.deps}
    if extra and any(spec.deps for spec in specs):
        raise DagsterInvalidDefinitionError(
            f"Invalid asset dependencies: `{extra}` specified as AssetIns, but are not specified as `AssetDep` objects on any "
            "constituent AssetSpec objects. Asset inputs must be associated with an output produced by the asset."
        )
