"""``assetize job``: a project's jobs, listed and executed on the bundled runtime."""

import json
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
from assetize.runtime.definitions.graph_checks import topological_names


@click.group("job")
def command() -> None:
    """List and execute a project's jobs on the bundled runtime.

    The project's own code is imported and run. Production stays on Dagster.
    """


@command.command("list")
@target_options
def list_jobs(**target: Any) -> int:
    """Print the jobs, each with its ops."""
    with loaded_definitions(**target) as definitions, refusing_bad_requests():
        for job in sorted(definitions.resolve_all_job_defs(), key=lambda job: str(job.name)):
            click.echo(f"Job: {job.name}")
            click.echo("Ops:")
            for node in topological_names(job.graph):
                click.echo(f"    {node}")
    return 0


@command.command("execute")
@click.option("-j", "--job", "name", metavar="NAME", help="The job; needed where there are several.")
@click.option(
    "-o",
    "--op-selection",
    metavar="SELECTION",
    help="Ops to run, separated by commas: 'load', '*load', 'load+'.",
)
@click.option("--tags", metavar="JSON", help="Tags of the run.")
@run_options
def execute(
    name: str | None,
    partition: str | None,
    op_selection: str | None,
    tags: str | None,
    files: tuple[str, ...],
    config_json: str | None,
    **target: Any,
) -> int:
    """Execute a job. Exit code 1 when a step fails."""
    config = read_run_config(files, config_json)
    with loaded_definitions(**target) as definitions:
        with refusing_bad_requests():
            job = _choose(definitions, name)
        ops = op_selection.split(",") if op_selection else None
        return run_job(job, job.name, config, partition, _read_tags(tags), ops)


def _choose(definitions: Any, name: str | None) -> Any:
    jobs = definitions.resolve_all_job_defs()
    names = ", ".join(sorted(job.name for job in jobs)) or "none"
    if name is None and len(jobs) != 1:
        raise RequestRefused(f"Choose a job with -j. There are: {names}.")
    for job in jobs:
        if name is None or job.name == name:
            return job
    raise RequestRefused(f"There is no job {name}. There are: {names}.")


def _read_tags(text: str | None) -> dict[str, str] | None:
    if text is None:
        return None
    try:
        tags = json.loads(text)
    except ValueError as problem:
        raise RequestRefused(f"--tags is not JSON: {problem}.") from problem
    if not isinstance(tags, dict):
        raise RequestRefused("--tags must be a JSON object.")
    return {str(key): str(value) for key, value in tags.items()}
