"""``assetize report`` beside an earlier report: what changed since, and what is new since a baseline."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from assetize.codemods.cli.errors import RequestRefused
from assetize.codemods.cli.output import document_bytes, write_file, write_stdout
from assetize.codemods.comparison import (
    Comparison,
    NoReport,
    baseline_of,
    compare_reports,
    new_op_jobs,
    read_baseline,
    read_report,
)
from assetize.codemods.comparison.baseline import gone_op_jobs
from assetize.codemods.report import ReportDocument
from assetize.codemods.report.wording import counted, place

Found = TypeVar("Found")
NEW_JOBS = 1


def print_comparison(report: ReportDocument, earlier: Path, format_name: str, output: Path | None) -> None:
    """What changed since the earlier report, for people or as JSON; the summary is the last line."""
    comparison = compare_reports(_read(read_report, earlier), report)
    if format_name == "json":
        text = json.dumps(comparison, indent=2, ensure_ascii=False) + "\n"
    elif output is not None:
        text = _plain(comparison)
    else:
        return _print(comparison)
    content = document_bytes(text)
    return write_stdout(content) if output is None else write_file(output, content)


def check_baseline(report: ReportDocument, file: Path) -> int:
    """1 when there are op jobs that should be assets and that the baseline does not have; says which."""
    baseline = _read(read_baseline, file)
    name = click.format_filename(file)
    new, gone = new_op_jobs(baseline, report), gone_op_jobs(baseline, report)
    for job in new:
        click.echo(f"{place(job)}: {job['name']} is a new op job: {job['explanation']}")
    if new:
        click.echo(
            "Write them as assets, or run assetize upgrade; to allow them: --update in place of --check."
        )
    if gone:
        click.echo(
            f"{counted(len(gone), 'op job')} of {name} {'is' if len(gone) == 1 else 'are'} no more; --update makes it smaller."
        )
    click.echo(
        f"{counted(len(new), 'new op job')} that should be assets; {len(baseline['op_jobs']):,} allowed by {name}."
    )
    return NEW_JOBS if new else 0


def update_baseline(report: ReportDocument, file: Path) -> int:
    """Writes the baseline that allows what there is now."""
    baseline = baseline_of(report)
    write_file(file, document_bytes(json.dumps(baseline, indent=2, ensure_ascii=False) + "\n"))
    click.echo(f"{counted(len(baseline['op_jobs']), 'op job')} allowed by {click.format_filename(file)}.")
    return 0


def _read(read: Callable[[Path], Found], file: Path) -> Found:
    name = click.format_filename(file)
    try:
        return read(file)
    except OSError as error:
        raise RequestRefused(f"{name} cannot be read: {error.strerror}") from error
    except NoReport as error:
        raise RequestRefused(f"{name}: {error}") from error


def _plain(comparison: Comparison) -> str:
    from assetize.codemods.comparison.text import sections

    blocks = ["\n".join((title, *(f"  {line}" for line in lines))) for title, lines in sections(comparison)]
    return "\n\n".join((*blocks, comparison["summary"])) + "\n"


def _print(comparison: Comparison) -> None:
    # Imported here: a check needs nothing that draws.
    from rich.text import Text

    from assetize.codemods.cli.console import stdout_console
    from assetize.codemods.comparison.text import sections
    from assetize.codemods.report.terminal.layout import indented, print_heading

    console = stdout_console()
    for title, lines in sections(comparison):
        print_heading(console, title)
        for line in lines:
            console.print(indented(Text(line)))
        console.print()
    console.print(Text(comparison["summary"], style="bold"), soft_wrap=True)
