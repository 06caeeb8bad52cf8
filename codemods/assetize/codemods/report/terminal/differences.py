"""What is different when upgraded jobs run, job by job."""

from rich.console import Console
from rich.text import Text

from assetize.codemods.report.differences import HEADING, find_differences
from assetize.codemods.report.document import JobRow
from assetize.codemods.report.terminal.layout import indented, print_heading, with_points
from assetize.codemods.report.terminal.names import listed


def print_differences(jobs: list[JobRow], console: Console) -> None:
    """Nothing where nothing differs."""
    differences = find_differences(jobs)
    if not differences:
        return
    print_heading(console, HEADING)
    for names, sentences in differences:
        points = with_points(Text(listed(names), style="bold"), map(Text, sentences))
        console.print(indented(points))
    console.print()
