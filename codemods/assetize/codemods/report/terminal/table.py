"""A whole report on a terminal, or as plain text."""

import io

from rich.console import Console
from rich.text import Text

from assetize.codemods.report.document import ReportDocument
from assetize.codemods.report.summary import decided_sentence
from assetize.codemods.report.terminal.assets import print_assets
from assetize.codemods.report.terminal.coverage import print_coverage
from assetize.codemods.report.terminal.differences import print_differences
from assetize.codemods.report.terminal.findings import print_findings
from assetize.codemods.report.terminal.jobs import print_jobs
from assetize.codemods.report.terminal.ops import print_ops
from assetize.codemods.report.terminal.proof import print_proof
from assetize.codemods.report.wording import headline

PLAIN_WIDTH = 120


def render(report: ReportDocument) -> str:
    """The tables without colour, for a file."""
    text = io.StringIO()
    print_report(report, Console(file=text, width=PLAIN_WIDTH, color_system=None, legacy_windows=False))
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines())


def print_report(report: ReportDocument, console: Console) -> None:
    """Jobs, ops, assets, what differs in a run, findings, what could be read, what is proved, and one line that counts them."""
    if report["jobs"]:
        print_jobs(report["jobs"], console)
    if report["mappings"]:
        print_ops(report["mappings"], console)
    if report["assets"]:
        print_assets(report["assets"], console)
    print_differences(report["jobs"], console)
    print_findings(report, console)
    print_coverage(report["coverage"], console)
    if "verify" in report:
        print_proof(report["verify"], console)
    console.print(Text(headline(report), style="bold"))
    if sentence := decided_sentence(report):
        console.print(Text(sentence))
