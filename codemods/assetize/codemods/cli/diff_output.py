"""Shows a diff: coloured on a terminal, byte for byte in a pipe."""

from collections.abc import Mapping, Sequence

import click

from assetize.codemods.cli.output import wants_color, write_stdout
from assetize.codemods.diff import diff_files, diff_to_bytes, diff_to_text
from assetize.codemods.model import FileRewrite

COLORS = (
    ("diff --git", "bright_white"),
    ("+++ ", "bright_white"),
    ("--- ", "bright_white"),
    ("+", "green"),
    ("-", "red"),
    ("@@", "cyan"),
)
"""How a line starts, and its colour; the first that fits counts."""

HEADER_COLOR = "yellow"


def show_diff(files: tuple[FileRewrite, ...], headers: Mapping[str, Sequence[str]]) -> None:
    """The diff of all files on stdout. For people, the lines of ``headers`` stand above a file's own; a patch has none."""
    diffs = diff_files(files)
    if not wants_color():
        write_stdout(diff_to_bytes(diffs))
        return
    for diff in diffs:
        for line in headers.get(diff.file, ()):
            click.echo(click.style(f"# {line}", fg=HEADER_COLOR), color=True)
        click.echo("\n".join(map(_colored, diff_to_text(diff).split("\n"))), nl=False, color=True)


def _colored(line: str) -> str:
    for start, color in COLORS:
        if line.startswith(start):
            return click.style(line, fg=color)
    return line
