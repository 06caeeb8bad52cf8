"""``assetize report``: jobs, and the mapping from ops to assets."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

import click

from assetize.analyzer.garbage import collection_paused
from assetize.codemods.cli.output import (
    document_bytes,
    no_color_option,
    write_pieces,
    write_stdout,
)
from assetize.codemods.cli.report_options import earlier_report_options
from assetize.codemods.cli.reporting import report_anew, report_kept
from assetize.codemods.cli.targets import Targets, find_targets
from assetize.codemods.report import FORMATS, ReportDocument, render_pieces
from assetize.codemods.report.formats import SHOWING_CHANGES, json_schema
from assetize.codemods.report.shown_upgrade import ShownUpgrade

UNDONE = 1
FAILING: Mapping[str, tuple[str, ...]] = {"refused": ("refused",), "kept": ("refused", "kept")}
"""Outcomes that ``--fail-on`` stands for."""


def _print_schema(context: click.Context, parameter: click.Parameter, given: bool) -> None:
    if given:
        write_stdout(document_bytes(json_schema()))
        context.exit(0)


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
    "--no-changes",
    "without_changes",
    is_flag=True,
    help="With html and sarif: leave out what an upgrade would write, which takes longer to find out.",
)
@click.option(
    "--json-schema",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_schema,
    help="Print the JSON Schema of the json format, and do nothing else.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["refused", "kept"]),
    help="Exit 1 if a definition is refused; with kept, if one is not upgraded.",
)
@earlier_report_options
@no_color_option
@collection_paused()
def command(
    paths: tuple[Path, ...],
    format_name: str,
    output: Path | None,
    read_anew: bool,
    without_changes: bool,
    fail_on: str | None,
    compare: Path | None,
    baseline: Path | None,
    check: bool,
    update: bool,
) -> int:
    """Analyse a project: its jobs, and which ops make which assets.

    Reads source text only; nothing of the project is imported, run or changed.
    """
    _check_way(compare, baseline, check, update, format_name)
    targets, make = find_targets(paths), report_anew if read_anew else report_kept
    if baseline is not None:
        return _hold_to(baseline, make(targets), "check" if check else "update")
    if compare is not None:
        report = make(targets)
        _compare(report, compare, format_name, output)
    elif format_name in SHOWING_CHANGES and not without_changes:
        report, shown = _with_upgrade(targets)
        _write(render_pieces(report, format_name, shown), output)
    else:
        report = make(targets)
        _show(report, format_name, output)
    failing = FAILING[fail_on] if fail_on else ()
    return UNDONE if any(row["outcome"] in failing for row in report["outcomes"]) else 0


def _check_way(
    compare: Path | None, baseline: Path | None, check: bool, update: bool, format_name: str
) -> None:
    """One of them at a time, and none without what it needs."""
    if baseline is not None and check == update:
        raise click.UsageError("--baseline FILE needs either --check or --update")
    if baseline is None and (check or update):
        raise click.UsageError("--check and --update need --baseline FILE")
    if compare is not None and baseline is not None:
        raise click.UsageError("--compare and --baseline cannot go together")
    if baseline is not None and format_name != "table":
        raise click.UsageError("--baseline has no --format: its exit code says it all")
    if compare is not None and format_name not in ("table", "json"):
        raise click.UsageError(f"--compare is told as table or json, not as {format_name}")


def _hold_to(baseline: Path, report: ReportDocument, way: Literal["check", "update"]) -> int:
    # Imported here, as below: a report needs nothing that compares.
    from assetize.codemods.cli.comparing import check_baseline, update_baseline

    return (check_baseline if way == "check" else update_baseline)(report, baseline)


def _compare(report: ReportDocument, earlier: Path, format_name: str, output: Path | None) -> None:
    from assetize.codemods.cli.comparing import print_comparison

    print_comparison(report, earlier, format_name, output)


def _show(report: ReportDocument, format_name: str, output: Path | None) -> None:
    if output is None and format_name == "table":
        _print_table(report)
    else:
        _write(render_pieces(report, format_name), output)


def _write(pieces: Iterable[str], output: Path | None) -> None:
    content = map(document_bytes, pieces)
    if output is None:
        for part in content:
            write_stdout(part)
    else:
        write_pieces(output, content)


def _with_upgrade(targets: Targets) -> tuple[ReportDocument, ShownUpgrade]:
    # Imported here: the other formats need nothing that rewrites.
    from assetize.codemods.cli.shown_upgrade import report_with_upgrade

    return report_with_upgrade(targets)


def _print_table(report: ReportDocument) -> None:
    from assetize.codemods.cli.console import stdout_console
    from assetize.codemods.report.terminal import print_report

    print_report(report, stdout_console())
