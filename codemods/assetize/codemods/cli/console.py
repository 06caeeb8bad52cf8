"""The rich console that human output is printed through; imported by what prints, as rich is slow to import."""

import os
import sys
from io import TextIOWrapper

from rich.console import Console

from assetize.codemods.cli.output import wants_color

PIPED_WIDTH = 120


class _StdoutConsole(Console):
    """Leaves a closed pipe to the command line's own handling."""

    def on_broken_pipe(self) -> None:
        raise


def stdout_console() -> Console:
    """A console on stdout: coloured on a terminal, else plain and 120 columns wide unless COLUMNS is set."""
    if isinstance(sys.stdout, TextIOWrapper):
        # A stdout that is not Unicode must not stop a report.
        sys.stdout.reconfigure(errors="backslashreplace")
    width = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else PIPED_WIDTH
    if wants_color():
        return _StdoutConsole(highlight=False, width=width)
    return _StdoutConsole(
        highlight=False, width=width, color_system=None, force_terminal=False, no_color=True
    )
