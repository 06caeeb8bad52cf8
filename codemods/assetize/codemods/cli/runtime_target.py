"""The options that say which definitions to run, as in Dagster's own command line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from assetize.codemods.cli.errors import RequestRefused
from assetize.codemods.cli.user_errors import user_traceback
from assetize.runtime.alias import DagsterAlreadyImported, serve_dagster
from assetize.runtime.errors import DagsterError
from assetize.runtime.projects.loading import load_definitions
from assetize.runtime.projects.target import ProjectNotLoaded, Target

Function = TypeVar("Function", bound=Callable[..., Any])

_OPTIONS = (
    click.option("-f", "--python-file", type=click.Path(path_type=Path), help="A file that defines jobs or assets."),
    click.option("-m", "--module-name", metavar="MODULE", help="A module that does."),
    click.option("--package-name", metavar="PACKAGE", help="A package that does."),
    click.option("-a", "--attribute", metavar="NAME", help="What to take from it, where it holds several."),
    click.option(
        "-d", "--working-directory", type=click.Path(path_type=Path, exists=True, file_okay=False),
        help="Where imports start; the current folder by default.",
    ),
)  # fmt: skip


_RUN_OPTIONS = (
    click.option("--partition", metavar="KEY", help="The partition to run."),
    click.option("-c", "--config", "files", metavar="FILE", multiple=True, help="Run config in YAML; repeatable, the first wins."),
    click.option("--config-json", metavar="JSON", help="Run config as text."),
)  # fmt: skip


def run_options(function: Function) -> Function:
    """Adds the options that say with what to run, and those of :func:`target_options`."""
    for option in reversed(_RUN_OPTIONS):
        function = option(function)
    return target_options(function)


def target_options(function: Function) -> Function:
    """Adds the options; the command takes them as keyword arguments for :func:`loaded_definitions`."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@contextmanager
def loaded_definitions(**options: Any) -> Iterator[Any]:
    """The definitions that the options name, loaded on the bundled runtime, which serves ``dagster`` meanwhile.

    Raises RequestRefused when they cannot be loaded; what the project's own code raises while it is imported is shown with its
    own lines.
    """
    with _refusing_to_mix(), serve_dagster():
        yield _load(options)


def _load(options: dict[str, Any]) -> Any:
    try:
        return load_definitions(Target(**options))
    except ProjectNotLoaded as problem:
        raise RequestRefused(str(problem)) from problem
    except Exception as problem:
        raise RequestRefused(f"The project could not be loaded.\n{user_traceback(problem)}") from problem


@contextmanager
def _refusing_to_mix() -> Iterator[None]:
    try:
        yield
    except DagsterAlreadyImported as problem:
        raise RequestRefused(str(problem)) from problem


@contextmanager
def refusing_bad_requests() -> Iterator[None]:
    """Turns what the runtime says about a request (a selection, a config, a partition) into a refusal."""
    try:
        yield
    except DagsterError as problem:
        raise RequestRefused(str(problem)) from problem
