"""How everything on the terminal is laid out: headings, and files with their rows below them."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TypeVar

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assetize.codemods.report.document import JobRow, MappingRow

Row = TypeVar("Row", JobRow, MappingRow)

STYLES = {
    "yes": "green",
    "full": "green",
    "partial": "yellow",
    "warning": "yellow",
    "no": "dim",
    "none": "dim",
    "note": "dim",
    "error": "red",
    "asset": "bold cyan",
}
WIDEST_NAME = 36
"""Longer names are broken."""
INDENT = 2


def print_heading(console: Console, title: str) -> None:
    """The name of a section."""
    console.print(Text(title, style="bold underline"))


def print_by_file(console: Console, rows: Sequence[tuple[Row, str, RenderableType]]) -> None:
    """Every file once, and below it its rows: the name and line in front, beside them what is said of it."""
    longest = max((len(f"{name} :{row['line']}") for row, name, _ in rows), default=0)
    for file, members in groupby(rows, key=lambda member: member[0]["file"]):
        console.print(Text(file, style="dim"))
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(width=min(WIDEST_NAME, longest), overflow="fold")
        table.add_column(overflow="fold")
        for row, name, said in members:
            table.add_row(Text.assemble((name, "bold"), (f" :{row['line']}", "dim")), said)
        console.print(indented(table))
    console.print()


def with_points(first: Text, points: Iterable[Text]) -> RenderableType:
    """One line, and below it points whose further lines stay clear of their dots."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column()
    table.add_column(overflow="fold")
    for point in points:
        table.add_row(Text("·", style="dim"), point)
    return Group(first, table) if table.row_count else first


def indented(content: RenderableType) -> Padding:
    """What stands under a heading."""
    return Padding(content, (0, 0, 0, INDENT), expand=False)


def joined(lines: Iterable[Text]) -> Text:
    """Lines in one cell."""
    return Text("\n").join(lines)
