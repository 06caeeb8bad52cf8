"""How much of the project could be read, in a line or two."""

from rich.console import Console
from rich.text import Text

from assetize.codemods.report.document import CoverageRow
from assetize.codemods.report.terminal.layout import indented
from assetize.codemods.report.wording import DECLARE_ADVICE, calls_text, coverage_sentence


def print_coverage(coverage: CoverageRow, console: Console) -> None:
    """Ops read, outputs by confidence; then the calls that could not be followed, and what to do about them."""
    sentence = coverage_sentence(coverage)
    if not sentence:
        return
    console.print(Text.assemble(("Coverage: ", "bold"), sentence))
    calls = calls_text(coverage)
    if calls:
        console.print(indented(Text.assemble(("Not followed: ", "bold"), calls)))
        console.print(indented(Text.assemble(("What to do: ", "bold"), DECLARE_ADVICE)))
    console.print()
