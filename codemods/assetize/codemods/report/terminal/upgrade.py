"""The summary of an upgrade: every job counted, every refusal explained."""

from collections.abc import Collection, Iterator

from rich.console import Console, RenderableType
from rich.text import Text

from assetize.codemods.report.document import JobRow, MappingRow, ReportDocument
from assetize.codemods.report.summary import (
    Summary,
    decided_sentence,
    summarize,
    summary_sentence,
    unread_files,
)
from assetize.codemods.report.terminal.differences import print_differences
from assetize.codemods.report.terminal.findings import group_heading, print_advice, print_groups
from assetize.codemods.report.terminal.layout import (
    STYLES,
    indented,
    print_by_file,
    print_heading,
    with_points,
)
from assetize.codemods.report.terminal.names import listed
from assetize.codemods.report.wording import counted, group_by_code, key_text


def print_summary(report: ReportDocument, asked: Collection[str], console: Console) -> None:
    """Files that could not be read, jobs that are upgraded, jobs that are refused by reason, what differs when they run, and the count of all."""
    summary = summarize(report, asked)
    print_groups(group_by_code(unread_files(report)), console)
    upgraded = [job for job in report["jobs"] if job["upgrade"] != "none"]
    if upgraded:
        print_heading(console, "Upgraded")
        print_by_file(console, [(job, job["name"], _result(job, report["mappings"])) for job in upgraded])
    _print_refusals(summary, console)
    _print_left_alone(summary, console)
    print_differences(report["jobs"], console)
    console.print(Text(summary_sentence(summary), style="bold"))
    if sentence := decided_sentence(report):
        console.print(Text(sentence))


def _result(job: JobRow, rows: list[MappingRow]) -> RenderableType:
    return with_points(Text(job["upgrade"], style=STYLES[job["upgrade"]]), _asset_lines(job["name"], rows))


def _asset_lines(job: str, rows: list[MappingRow]) -> Iterator[Text]:
    for row in rows:
        if job in row["jobs"] and row["asset_key"] and row["form"]:
            key = (key_text(row["asset_key"]), STYLES["asset"])
            yield Text.assemble(key, (f"  @{row['form']} from {row['op']}", "dim"))


def _print_refusals(summary: Summary, console: Console) -> None:
    if not summary.refusals:
        return
    print_heading(console, "Refused")
    names = dict(summary.jobs_by_code)
    for group in summary.refusals:
        console.print(group_heading(group, counted(len(names[group.code]), "job")))
        console.print(indented(Text(listed(names[group.code]))))
        print_advice(group, console)
    console.print(
        Text("All that stands in the way of one of them: assetize explain --why-not JOB", style="dim")
    )
    console.print()


def _print_left_alone(summary: Summary, console: Console) -> None:
    if not summary.left_alone:
        return
    print_heading(console, "Left alone")
    for explanation, names in summary.left_alone:
        console.print(Text.assemble(explanation, (f"  {counted(len(names), 'job')}", "dim")))
        console.print(indented(Text(listed(names))))
    console.print()
