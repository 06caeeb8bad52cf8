"""The findings of a report: each code once, with its places and what to do."""

from collections.abc import Iterable, Iterator
from textwrap import shorten

from rich.console import Console
from rich.text import Text

from assetize.codemods.report.document import DiagnosticRow, ReportDocument
from assetize.codemods.report.terminal.layout import STYLES, indented, print_heading
from assetize.codemods.report.wording import CodeGroup, counted, group_by_code, place

LONGEST = 300
"""Characters of one finding."""


def print_findings(report: ReportDocument, console: Console) -> None:
    """All findings but the notes that the jobs' own rows have said already."""
    said = [row for job in report["jobs"] for row in job["diagnostics"] if row["severity"] == "note"]
    print_groups(group_by_code([row for row in report["diagnostics"] if row not in said]), console)


def print_groups(groups: Iterable[CodeGroup], console: Console) -> None:
    """What it is, where it was found, what to do."""
    for position, group in enumerate(groups):
        if position == 0:
            print_heading(console, "Findings")
        console.print(group_heading(group, f"{group.severity}, {counted(len(group.findings), 'place')}"))
        for where, text in finding_texts(group.findings):
            console.print(indented(Text.assemble((f"{where}: ", "dim"), text)))
        print_advice(group, console)
        console.print()


def group_heading(group: CodeGroup, count: str) -> Text:
    """The code, what it means, and how often."""
    heading = Text.assemble((group.code, STYLES[group.severity]), " ", (group.title, "bold"))
    return heading.append(f"  {count}", style="dim")


def print_advice(group: CodeGroup, console: Console) -> None:
    """What a person does about it."""
    if group.help:
        console.print(indented(Text.assemble(("What to do: ", "bold"), group.help)))


def finding_texts(findings: Iterable[DiagnosticRow]) -> Iterator[tuple[str, str]]:
    """Place and text of each; what is said of several definitions at one place is said once, with their names.

    What is quoted from code may be long and have line ends: it is cut here, and whole in the other formats.
    """
    names: dict[tuple[str, str], list[str]] = {}
    for row in findings:
        name, text = _name_and_text(row["message"])
        names.setdefault((place(row), text), []).append(name)
    for (where, text), about in names.items():
        listed = ", ".join(filter(None, dict.fromkeys(about)))
        yield where, shorten(f"{listed}: {text}" if listed else text, LONGEST, placeholder=" …")


def _name_and_text(message: str) -> tuple[str, str]:
    """``users_job: it is …`` begins with what it is about."""
    name, _, text = message.partition(": ")
    return (name, text) if text and name.isidentifier() else ("", message)
