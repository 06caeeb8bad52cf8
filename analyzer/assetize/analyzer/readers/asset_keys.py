"""The keys of assets: where they are defined and where they are referred to."""

import ast
import re
from collections.abc import Mapping, Sequence

from assetize.analyzer.readers.site import Site
from assetize.analyzer.syntax.arguments import Arguments, Given, read_arguments, read_dict, read_list
from assetize.analyzer.syntax.markers import read_key, read_marker

AssetKey = tuple[str, ...]

ASSET_IN_POSITIONS = (
    "key",
    "metadata",
    "key_prefix",
    "input_manager_key",
    "partition_mapping",
    "dagster_type",
)
ASSET_OUT_POSITIONS = (
    "key_prefix",
    "key",
    "dagster_type",
    "description",
    "is_required",
    "io_manager_key",
    "metadata",
)


def own_key(arguments: Arguments, default_name: str) -> AssetKey | None:
    """The key that ``key=``, ``name=`` and ``key_prefix=`` give; None when any of them is computed."""
    if arguments.get("key") is not None:
        key = read_key(arguments.get("key"))
        prefix = read_key(arguments.get("key_prefix"))
        return key if prefix is None or key is None else (*prefix, *key)
    named, prefixed = arguments.get("name"), arguments.get("key_prefix")
    name = default_name if named is None else arguments.string("name")
    prefix = () if prefixed is None else read_key(prefixed)
    return None if name is None or prefix is None else (*prefix, name)


def node_name(key: AssetKey) -> str:
    """The name of the op that Dagster makes for an asset."""
    return re.sub(r"[-.]", "_", "__".join(key))


def output_keys(arguments: Arguments) -> Sequence[tuple[str, AssetKey | None, Arguments]] | None:
    """``outs={"users": AssetOut(...)}``: output names, keys and further arguments; None when it is computed."""
    given = arguments.get("outs")
    entries = None if given is None else read_dict(given.here, given.value)
    if entries is None:
        return None
    found: list[tuple[str, AssetKey | None, Arguments]] = []
    for name, entry in entries:
        marker = read_marker(entry, "dagster.AssetOut", ASSET_OUT_POSITIONS)
        if marker is None:
            return None
        found.append((name, own_key(marker, name), marker))
    return found


def input_keys(arguments: Arguments, parameters: Sequence[str]) -> tuple[AssetKey, ...]:
    """The keys behind an asset's parameters and ``ins=``; a parameter without an ``AssetIn`` is a key of its name."""
    given = arguments.get("ins")
    entries = dict(read_dict(given.here, given.value) or ()) if given is not None else {}
    keys = [_input_key(name, entries.get(name)) for name in dict.fromkeys((*parameters, *entries))]
    return tuple(key for key in keys if key is not None)


def _input_key(name: str, entry: Given | None) -> AssetKey | None:
    if entry is None:
        return (name,)
    marker = read_marker(entry, "dagster.AssetIn", ASSET_IN_POSITIONS)
    if marker is None:
        return read_key(entry)
    if marker.get("key") is not None:
        return read_key(marker.get("key"))
    prefix = read_key(marker.get("key_prefix")) if marker.get("key_prefix") is not None else ()
    return None if prefix is None else (*prefix, name)


def referred_keys(given: Given, keys_of: Mapping[str, Sequence[AssetKey]]) -> tuple[AssetKey, ...] | None:
    """The keys that one element of ``deps=`` or of a selection means; None when it is not known.

    It may be a key, a string, an asset, an ``AssetSpec`` or ``AssetDep`` of any of these. ``keys_of`` knows the keys of
    the project's own assets by id.
    """
    key = read_key(given)
    if key is not None:
        return (key,)
    there, value = given.here.follow(given.value)
    if isinstance(value, ast.Name | ast.Attribute):
        found = keys_of.get(there.resolve(value) or "")
        return tuple(found) if found else None
    if isinstance(given.value, ast.Name | ast.Attribute):
        found = keys_of.get(given.here.resolve(given.value) or "")
        if found:
            return tuple(found)
    if not isinstance(value, ast.Call):
        return None
    name = there.resolve(value.func) or ""
    if name in ("dagster.AssetSpec", "dagster.SourceAsset"):
        key = own_key(read_arguments(there, value, ("key",)), "")
        return None if key is None else (key,)
    if name == "dagster.AssetDep":
        inner = read_arguments(there, value, ("asset",)).get("asset")
        return None if inner is None else referred_keys(inner, keys_of)
    return None


def all_referred_keys(
    given: Given | None, keys_of: Mapping[str, Sequence[AssetKey]]
) -> tuple[AssetKey, ...] | None:
    """The keys that a list means; None when any of it is not known."""
    if given is None:
        return ()
    items = read_list(given.here, given.value)
    found = [referred_keys(item, keys_of) for item in items or ()]
    if items is None or None in found:
        return None
    return tuple(dict.fromkeys(key for keys in found if keys is not None for key in keys))


def label(site: Site) -> str:
    """How an asset's definition is named when there is no key."""
    return site.variable or site.id.rpartition(":")[2]
