"""Reads ``@asset``, ``@multi_asset``, ``AssetSpec`` and ``SourceAsset``: what a project already has."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from assetize.analyzer.codes.reading import UNREAD_ASSET
from assetize.analyzer.model import AssetDefinition, Parameter, Unknown
from assetize.analyzer.readers.asset_keys import (
    AssetKey,
    all_referred_keys,
    input_keys,
    label,
    node_name,
    output_keys,
    own_key,
)
from assetize.analyzer.readers.found import Found, Reading
from assetize.analyzer.readers.resources import read_resource_keys
from assetize.analyzer.readers.site import Site
from assetize.analyzer.syntax.arguments import Arguments, Given, read_arguments, read_list
from assetize.analyzer.syntax.markers import text_of
from assetize.analyzer.syntax.parameters import read_op_signature

DECORATORS = ("dagster.asset", "dagster.multi_asset", "dagster.observable_source_asset")
GRAPH_DECORATORS = ("dagster.graph_asset", "dagster.graph_multi_asset")
SPECS = ("dagster.AssetSpec", "dagster.SourceAsset")

Form = Literal["asset", "multi_asset", "spec", "source"]
FORMS: Mapping[str, Form] = {
    "dagster.asset": "asset",
    "dagster.multi_asset": "multi_asset",
    "dagster.observable_source_asset": "source",
    "dagster.AssetSpec": "spec",
    "dagster.SourceAsset": "source",
}


def read_assets(reading: Reading) -> Found:
    """All assets but those that a graph stands behind."""
    keys_of = known_keys(reading)
    assets: list[AssetDefinition] = []
    unknowns: list[Unknown] = []
    in_multi_assets: set[int] = set()
    for site in reading.sites(*DECORATORS, *SPECS):
        if id(site.node) in in_multi_assets:
            continue
        if site.name in DECORATORS and not site.is_decorator:
            what = f"{site.name.partition('.')[2]} is called instead of decorating a function"
            unknowns.append(site.here.unknown(site.node, UNREAD_ASSET, what, site.id))
            continue
        arguments = read_arguments(site.here, site.call, ("key",) if site.name in SPECS else ())
        in_multi_assets.update(id(spec.value) for spec in _specs(arguments))
        found = tuple(_assets(site, arguments, keys_of))
        assets += found
        if not found or _deps(arguments, keys_of) is None:
            what = f"the key or dependencies of the asset {label(site)} are computed"
            unknowns.append(site.here.unknown(site.node, UNREAD_ASSET, what, site.id))
    return Found(assets=tuple(assets), unknowns=tuple(unknowns))


def known_keys(reading: Reading) -> Mapping[str, Sequence[AssetKey]]:
    """The keys of the project's assets by id, from their definitions alone."""
    found: dict[str, Sequence[AssetKey]] = {}
    for site in reading.sites(*DECORATORS, *GRAPH_DECORATORS, *SPECS):
        arguments = read_arguments(site.here, site.call, ("key",) if site.name in SPECS else ())
        keys = [key for _, key, _ in _outputs(site, arguments) if key is not None]
        if keys:
            found[site.id] = keys
    return found


def _outputs(site: Site, arguments: Arguments) -> Sequence[tuple[str, AssetKey | None, Arguments]]:
    """Output name, key and the arguments that are its own."""
    if site.name in ("dagster.multi_asset", "dagster.graph_multi_asset"):
        specs = [_spec(given) for given in _specs(arguments)]
        return [*(output_keys(arguments) or ()), *specs]
    default = site.function.name if site.is_decorator else ""
    key = own_key(arguments, default)
    return [("result", key if key != ("",) else None, arguments)]


def _specs(arguments: Arguments) -> Sequence[Given]:
    """The ``AssetSpec`` calls of ``specs=[...]``."""
    given = arguments.get("specs")
    items = read_list(given.here, given.value) if given is not None else ()
    followed = [(item, item.here.follow(item.value)) for item in items or ()]
    return [Given(value, there) for _, (there, value) in followed if isinstance(value, ast.Call)]


def _spec(given: Given) -> tuple[str, AssetKey | None, Arguments]:
    assert isinstance(given.value, ast.Call)
    arguments = read_arguments(given.here, given.value, ("key",))
    key = own_key(arguments, "")
    return ("" if key is None else node_name(key), None if key == ("",) else key, arguments)


def _deps(arguments: Arguments, keys_of: Mapping[str, Sequence[AssetKey]]) -> tuple[AssetKey, ...] | None:
    named = arguments.get("deps") or arguments.get("non_argument_deps")
    return all_referred_keys(named, keys_of)


def _assets(
    site: Site, arguments: Arguments, keys_of: Mapping[str, Sequence[AssetKey]]
) -> Iterator[AssetDefinition]:
    parameters: tuple[Parameter, ...] = ()
    through_inputs: tuple[AssetKey, ...] = ()
    if site.is_decorator:
        signature = read_op_signature(site.here, site.function)
        parameters = signature.parameters
        positional = [p.name for p in signature.inputs() if p.kind == "positional"]
        through_inputs = input_keys(arguments, positional)
    shared = _deps(arguments, keys_of) or ()
    own_resources = read_resource_keys(arguments.get("resource_defs"))
    for _, key, own in _outputs(site, arguments):
        if key is None:
            continue
        of_spec = () if own is arguments else _deps(own, keys_of) or ()
        yield AssetDefinition(
            id=site.id,
            key=key,
            where=site.here.at(site.node),
            form=FORMS[site.name],
            deps=tuple(dict.fromkeys((*through_inputs, *shared, *of_spec))),
            io_manager_key=own.string("io_manager_key") or arguments.string("io_manager_key"),
            group_name=own.string("group_name") or arguments.string("group_name"),
            partitions=text_of(arguments.get("partitions_def") or own.get("partitions_def")),
            node_name=_node_name(site, arguments, key),
            function=site.function.name if site.is_decorator else None,
            parameters=parameters,
            own_resources=own_resources,
        )


def _node_name(site: Site, arguments: Arguments, key: AssetKey) -> str | None:
    if site.name == "dagster.multi_asset":
        return arguments.string("name") or site.function.name
    return node_name(key) if site.name == "dagster.asset" else None
