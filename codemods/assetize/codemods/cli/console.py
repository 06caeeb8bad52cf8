"""The rich console that human output is printed through; imported by what prints, as rich is slow to import."""

import os
import re
import sys
from io import TextIOWrapper
from typing import IO, TextIO, cast

from rich.console import Console

from assetize.codemods.cli.output import wants_color

PIPED_WIDTH = 120


class _StdoutConsole(Console):
    """Leaves a closed pipe to the command line's own handling."""

    def on_broken_pipe(self) -> None:
        raise


class _Trimmed:
    """Writes lines without the spaces that fill them up to the width: in a file they would be noise."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.encoding = file.encoding

    def write(self, text: str) -> int:
        return self._file.write(re.sub(r"[ ]+(?=\n)", "", text))

    def flush(self) -> None:
        self._file.flush()

    def isatty(self) -> bool:
        return False


def stdout_console() -> Console:
    """A console on stdout: coloured on a terminal, else plain and 120 columns wide unless COLUMNS is set."""
    if isinstance(sys.stdout, TextIOWrapper):
        # A stdout that is not Unicode must not stop a report.
        sys.stdout.reconfigure(errors="backslashreplace")
    width = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else PIPED_WIDTH
    file = None if sys.stdout.isatty() else cast(IO[str], _Trimmed(sys.stdout))
    if wants_color():
        return _StdoutConsole(highlight=False, width=width)
    return _StdoutConsole(
        file=file, highlight=False, width=width, color_system=None, force_terminal=False, no_color=True
    )
