"""Reads ``define_asset_job``."""

import ast
from collections.abc import Sequence

from assetize.analyzer.model import AssetJobDefinition, Unknown
from assetize.analyzer.readers.asset_keys import AssetKey
from assetize.analyzer.readers.doubts import doubts_about_arguments, read_name
from assetize.analyzer.readers.found import Found, Reading
from assetize.analyzer.readers.location import is_loader, loaded_modules
from assetize.analyzer.readers.selection import read_selection
from assetize.analyzer.syntax.arguments import Given, read_arguments

POSITIONS = ("name", "selection", "config", "description", "tags", "run_tags", "metadata")


def read_asset_jobs(reading: Reading) -> Found:
    """All asset jobs of the project."""
    keys_of: dict[str, list[AssetKey]] = {}
    for asset in reading.found.assets:
        keys_of.setdefault(asset.id, []).append(asset.key)
    jobs: list[AssetJobDefinition] = []
    unknowns: list[Unknown] = []
    for site in reading.sites("dagster.define_asset_job"):
        arguments = read_arguments(site.here, site.call, POSITIONS)
        name, doubts = read_name(site, arguments, site.variable or "")
        selection = read_selection(arguments.get("selection"), keys_of)
        unknowns += [*doubts, *doubts_about_arguments(site, arguments)]
        jobs.append(
            AssetJobDefinition(
                id=site.id,
                name=name,
                variable=site.variable,
                where=site.here.at(site.node),
                selection=selection.keys,
                selects_all=selection.selects_all,
                without_checks=selection.without_checks,
                arguments=arguments.facts(),
                selected_modules=_selected_modules(arguments.get("selection")),
            )
        )
    return Found(asset_jobs=tuple(jobs), unknowns=tuple(unknowns))


def _selected_modules(given: Given | None) -> tuple[str, ...]:
    """``selection=load_assets_from_modules([users])``, also under a name and among others in a list."""
    if given is None:
        return ()
    found: list[str] = []
    for item in _parts(given):
        modules = loaded_modules(item) if is_loader(item) else ()
        if not modules:
            return ()
        found += modules
    return tuple(dict.fromkeys(found))


def _parts(given: Given) -> Sequence[Given]:
    """``[*users, *orders]``, ``users + orders``; what is no list is itself all there is."""
    there, value = given.here.follow(given.value)
    match value:
        case ast.List(elts=items) | ast.Tuple(elts=items) if items:
            parts = [item.value if isinstance(item, ast.Starred) else item for item in items]
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            parts = [left, right]
        case _:
            return [given]
    return [inner for part in parts for inner in _parts(Given(part, there))]
