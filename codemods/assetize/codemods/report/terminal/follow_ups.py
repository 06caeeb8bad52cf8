"""What is left to do by hand outside Python."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from assetize.codemods.follow_ups.find import FollowUp
from assetize.codemods.report.terminal.layout import indented, print_heading

MOST_SHOWN = 20


def print_follow_ups(found: Sequence[FollowUp], console: Console) -> None:
    """Place, old name and new name of each mention."""
    if not found:
        return
    print_heading(console, "To follow by hand")
    for item in found[:MOST_SHOWN]:
        console.print(
            indented(Text.assemble((f"{item.file}:{item.line}: ", "dim"), f"{item.old} is now {item.new}"))
        )
    if (more := len(found) - MOST_SHOWN) > 0:
        console.print(indented(Text(f"and {more:,} more lines", style="dim")))
    console.print()
