"""Shows a diff: coloured on a terminal, byte for byte in a pipe."""

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


def show_diff(files: tuple[FileRewrite, ...]) -> None:
    """The diff of all files on stdout."""
    diffs = diff_files(files)
    if not wants_color():
        write_stdout(diff_to_bytes(diffs))
        return
    for diff in diffs:
        click.echo("\n".join(map(_colored, diff_to_text(diff).split("\n"))), nl=False, color=True)


def _colored(line: str) -> str:
    for start, color in COLORS:
        if line.startswith(start):
            return click.style(line, fg=color)
    return line
