"""Reads what looks at assets by their keys: asset checks, sensors of materializations, automated assets, mapped specs."""

import ast
from collections.abc import Iterator, Mapping, Sequence

from assetize.analyzer.model import AssetWatcher
from assetize.analyzer.readers.asset import DECORATORS, GRAPH_DECORATORS, SPECS, known_keys
from assetize.analyzer.readers.asset_keys import AssetKey, referred_keys
from assetize.analyzer.readers.find_sites import MAPPINGS
from assetize.analyzer.readers.found import Found, Reading
from assetize.analyzer.readers.selection import read_selection
from assetize.analyzer.readers.site import Site
from assetize.analyzer.syntax.arguments import Given, read_arguments, read_list

CHECK_SPEC = "dagster.AssetCheckSpec"
MULTI_CHECK = "dagster.multi_asset_check"
CHECKS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "dagster.asset_check": ((), "asset"),
    "dagster.build_last_update_freshness_checks": ((), "assets"),
    "dagster.build_time_partition_freshness_checks": ((), "assets"),
    "dagster.build_column_schema_change_checks": ((), "assets"),
    "dagster.build_metadata_bounds_checks": ((), "assets"),
}
"""Positional arguments, and the argument that names what is checked."""
SENSORS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "dagster.asset_sensor": (("asset_key",), "asset_key"),
    "dagster.AssetSensorDefinition": (("name", "asset_key"), "asset_key"),
    "dagster.multi_asset_sensor": (("monitored_assets",), "monitored_assets"),
    "dagster.MultiAssetSensorDefinition": (("name", "monitored_assets"), "monitored_assets"),
}
AUTOMATION = frozenset({"automation_condition", "auto_materialize_policy"})
WATCHERS = frozenset({MULTI_CHECK, *CHECKS, *SENSORS})

KeysOf = Mapping[str, Sequence[AssetKey]]
Keys = tuple[AssetKey, ...] | None


def read_watchers(reading: Reading) -> Found:
    """All of them; an asset's own ``check_specs`` come with the asset, and are none."""
    keys_of = known_keys(reading)
    found = (
        *_named(reading, keys_of),
        *_multi_checks(reading, keys_of),
        *_automated(reading),
        *_mapped(reading),
    )
    return Found(watchers=tuple(sorted(found, key=lambda item: (item.where, item.name))))


def _named(reading: Reading, keys_of: KeysOf) -> Iterator[AssetWatcher]:
    for site in reading.sites(*CHECKS):
        yield AssetWatcher("check", _name(site), site.here.at(site.node), _keys(site, CHECKS, keys_of))
    for site in reading.sites(*SENSORS):
        yield AssetWatcher("sensor", _name(site), site.here.at(site.node), _keys(site, SENSORS, keys_of))


def _keys(site: Site, forms: Mapping[str, tuple[tuple[str, ...], str]], keys_of: KeysOf) -> Keys:
    positions, name = forms[site.name]
    given = read_arguments(site.here, site.call, positions).get(name)
    return None if given is None else _watched(given, keys_of)


def _watched(given: Given, keys_of: KeysOf) -> Keys:
    """One asset, a list of some, or a selection."""
    one = referred_keys(given, keys_of)
    return one if one is not None else read_selection(given, keys_of).keys


def _multi_checks(reading: Reading, keys_of: KeysOf) -> Iterator[AssetWatcher]:
    for site in reading.sites(MULTI_CHECK):
        specs = read_arguments(site.here, site.call).get("specs")
        items = None if specs is None else read_list(specs.here, specs.value)
        found = [_of_spec(item, keys_of) for item in items or ()]
        keys = None if items is None or None in found else tuple(key for part in found for key in part or ())
        yield AssetWatcher("check", _name(site), site.here.at(site.node), keys)


def _of_spec(given: Given, keys_of: KeysOf) -> Keys:
    there, value = given.here.follow(given.value)
    if not isinstance(value, ast.Call) or there.resolve(value.func) != CHECK_SPEC:
        return None
    asset = read_arguments(there, value, ("name", "asset")).get("asset")
    return None if asset is None else referred_keys(asset, keys_of)


def _automated(reading: Reading) -> Iterator[AssetWatcher]:
    """Assets that say when they are materialized: they look at what they depend on."""
    automated = {
        site.id for site in reading.sites(*DECORATORS, *GRAPH_DECORATORS, *SPECS) if _says_when(site)
    }
    for asset in reading.found.assets if automated else ():
        if asset.id in automated:
            yield AssetWatcher("automation", "/".join(asset.key), asset.where, asset.deps)


def _mapped(reading: Reading) -> Iterator[AssetWatcher]:
    """``Definitions(...).map_asset_specs(func=...)``."""
    for site in reading.sites(*(f".{name}" for name in sorted(MAPPINGS))):
        yield AssetWatcher("mapping", site.name.removeprefix("."), site.here.at(site.node), None)


def _says_when(site: Site) -> bool:
    """For the asset, or for one of the ``AssetSpec``s and ``AssetOut``s that are written out in it."""
    if site.call is None:
        return False
    return any(isinstance(node, ast.keyword) and node.arg in AUTOMATION for node in ast.walk(site.call))


def _name(site: Site) -> str:
    if site.is_decorator:
        return site.function.name
    return site.variable or site.name.partition(".")[2]
