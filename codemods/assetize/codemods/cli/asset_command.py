"""``assetize asset``: a project's assets, listed and materialized on the bundled runtime."""

from typing import Any

import click

from assetize.codemods.cli.errors import RequestRefused
from assetize.codemods.cli.run_config_files import read_run_config
from assetize.codemods.cli.running import run_job
from assetize.codemods.cli.runtime_target import (
    loaded_definitions,
    refusing_bad_requests,
    run_options,
    target_options,
)


@click.group("asset")
def command() -> None:
    """List and materialize a project's assets on the bundled runtime.

    The project's own code is imported and run. Production stays on Dagster.
    """


@command.command("list")
@click.option("--select", metavar="SELECTION", help="Assets to list; all by default.")
@target_options
def list_assets(select: str | None, **target: Any) -> int:
    """Print the keys of the assets, one a line."""
    with loaded_definitions(**target) as definitions, refusing_bad_requests():
        for key in sorted(key.to_user_string() for key in _select(definitions, select)):
            click.echo(key)
    return 0


@command.command("materialize")
@click.option(
    "--select",
    metavar="SELECTION",
    required=True,
    help="Assets to materialize, as in Dagster: 'orders', '+orders', '*'.",
)
@run_options
def materialize(
    select: str, partition: str | None, files: tuple[str, ...], config_json: str | None, **target: Any
) -> int:
    """Materialize assets in one run. Exit code 1 when a step fails."""
    config = read_run_config(files, config_json)
    with loaded_definitions(**target) as definitions:
        with refusing_bad_requests():
            keys = _select(definitions, select)
            _check_partition(definitions, keys, partition)
            job = definitions.resolve_implicit_global_asset_job_def()
        return run_job(job, "materialization", config, partition, assets=keys)


def _select(definitions: Any, select: str | None) -> list[Any]:
    """Keys of the selected assets that can be materialized. Raises RequestRefused when there are none."""
    from assetize.runtime import AssetSelection

    collection = definitions.collection()
    executable = collection.executable_keys
    chosen = AssetSelection.from_coercible(select).resolve_in(collection) if select else executable
    keys = sorted(key for key in chosen if key in executable)
    if select and not keys:
        known = ", ".join(sorted(key.to_user_string() for key in executable))
        raise RequestRefused(
            f"No asset that can be materialized matches {select!r}. There are: {known or 'none'}."
        )
    return keys


def _check_partition(definitions: Any, keys: list[Any], partition: str | None) -> None:
    owners = definitions.collection().owner
    partitioned = [key.to_user_string() for key in keys if owners[key].partitions_def is not None]
    if partitioned and partition is None:
        raise RequestRefused(f"{partitioned[0]} is partitioned: name the partition with --partition.")
    if partition is not None and not partitioned:
        raise RequestRefused("--partition was given, and none of the selected assets is partitioned.")
