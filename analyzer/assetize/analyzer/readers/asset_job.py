"""Reads ``define_asset_job``."""

from assetize.analyzer.model import AssetJobDefinition, Unknown
from assetize.analyzer.readers.asset_keys import AssetKey
from assetize.analyzer.readers.doubts import doubts_about_arguments, read_name
from assetize.analyzer.readers.found import Found, Reading
from assetize.analyzer.readers.selection import read_selection
from assetize.analyzer.syntax.arguments import read_arguments

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
            )
        )
    return Found(asset_jobs=tuple(jobs), unknowns=tuple(unknowns))
