"""The options of ``assetize report`` that set it beside an earlier report."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])

_FILE = click.Path(path_type=Path, dir_okay=False)
_OPTIONS = (
    click.option(
        "--compare",
        metavar="FILE",
        type=_FILE,
        help="Tell what changed since the report in FILE (of --format json); with table or json.",
    ),
    click.option(
        "--baseline",
        metavar="FILE",
        type=_FILE,
        help="With --check: which op jobs are allowed. With --update: write those that there are now to FILE.",
    ),
    click.option(
        "--check", is_flag=True, help="Exit 1 if an op job that should be assets is not in the baseline."
    ),
    click.option("--update", is_flag=True, help="Write the baseline anew."),
)


def earlier_report_options(function: Function) -> Function:
    """Adds ``--compare`` and the options of the baseline."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function
