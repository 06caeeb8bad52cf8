"""The jobs of a report, under their files."""

from rich.console import Console
from rich.text import Text

from assetize.codemods.report.document import JobRow
from assetize.codemods.report.terminal.layout import STYLES, joined, print_by_file, print_heading
from assetize.codemods.report.wording import FIT_WORDS, job_reason, triggers_text


def print_jobs(jobs: list[JobRow], console: Console) -> None:
    """Name, verdict and upgrade, and why."""
    print_heading(console, "Jobs")
    print_by_file(console, [(job, job["name"], _verdict(job)) for job in jobs])


def _verdict(job: JobRow) -> Text:
    first = Text(FIT_WORDS[job["fit"]], style=STYLES[job["fit"]])
    if job["fit"] != "no":
        first = Text.assemble(first, ("  upgrade: ", "dim"), (job["upgrade"], STYLES[job["upgrade"]]))
    lines = [first, Text(job_reason(job))]
    if triggers := triggers_text(job):
        lines.append(Text(triggers, style="dim"))
    return joined(lines)
