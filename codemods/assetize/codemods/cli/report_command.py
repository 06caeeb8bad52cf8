"""``assetize report``: jobs, and the mapping from ops to assets."""

from collections.abc import Mapping
from pathlib import Path

import click

from assetize.analyzer.garbage import collection_paused
from assetize.codemods.cli.output import (
    document_bytes,
    no_color_option,
    write_file,
    write_stdout,
)
from assetize.codemods.cli.reporting import report_anew, report_kept
from assetize.codemods.cli.targets import find_targets
from assetize.codemods.report import FORMATS, ReportDocument, render

UNDONE = 1
FAILING: Mapping[str, tuple[str, ...]] = {"refused": ("refused",), "kept": ("refused", "kept")}
"""Outcomes that ``--fail-on`` stands for."""


@click.command("report")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_name",
    type=click.Choice([name for name, _ in FORMATS]),
    default="table",
    show_default=True,
    help="How the report is written.",
)
@click.option(
    "-o",
    "--output",
    "output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the report to FILE instead of stdout.",
)
@click.option(
    "--no-cache",
    "read_anew",
    is_flag=True,
    help="Neither use nor keep a report of a large project in .assetize/cache.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["refused", "kept"]),
    help="Exit 1 if a definition is refused; with kept, if one is not upgraded.",
)
@no_color_option
@collection_paused()
def command(
    paths: tuple[Path, ...], format_name: str, output: Path | None, read_anew: bool, fail_on: str | None
) -> int:
    """Analyse a project: its jobs, and which ops make which assets.

    Reads source text only; nothing of the project is imported, run or changed.
    """
    report = (report_anew if read_anew else report_kept)(find_targets(paths))
    if output is not None:
        write_file(output, document_bytes(render(report, format_name)))
    elif format_name == "table":
        _print_table(report)
    else:
        write_stdout(document_bytes(render(report, format_name)))
    failing = FAILING[fail_on] if fail_on else ()
    return UNDONE if any(row["outcome"] in failing for row in report["outcomes"]) else 0


def _print_table(report: ReportDocument) -> None:
    from assetize.codemods.cli.console import stdout_console
    from assetize.codemods.report.terminal import print_report

    print_report(report, stdout_console())
