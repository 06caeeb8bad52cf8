"""The op outputs of a report, under their files, each with its evidence."""

from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.text import Text

from assetize.codemods.report.document import EvidenceRow, MappingRow
from assetize.codemods.report.terminal.layout import STYLES, print_by_file, print_heading, with_points
from assetize.codemods.report.wording import key_text, place

MOST_EVIDENCE = 3
"""Evidence shown for one output; the rest is in the other formats and in ``assetize explain``."""


def print_ops(rows: list[MappingRow], console: Console) -> None:
    """Name and output, decision, and the evidence for it."""
    print_heading(console, "Ops")
    print_by_file(console, [(row, _name(row), _verdict(row)) for row in rows])


def _name(row: MappingRow) -> str:
    return row["op"] if row["output"] == "result" else f"{row['op']}.{row['output']}"


def _verdict(row: MappingRow) -> RenderableType:
    unused = Text("" if row["jobs"] else "  in no job", style="dim")
    evidence = list(_evidence(row))
    if row["asset_key"] is not None:
        form = f"@{row['form']}  " if row["form"] else ""
        key = (key_text(row["asset_key"]), STYLES["asset"])
        return with_points(
            Text.assemble("asset ", key, (f"  {form}{row['confidence']}", "dim"), unused), evidence
        )
    if len(evidence) == 1:
        return Text.assemble(row["decision"], ": ", evidence[0], unused)
    return with_points(Text.assemble(row["decision"], unused), evidence)


def _evidence(row: MappingRow) -> Iterator[Text]:
    for item in row["evidence"][:MOST_EVIDENCE]:
        yield Text.assemble(item["detail"], (_place(item, row), "dim"))
    if (more := len(row["evidence"]) - MOST_EVIDENCE) > 0:
        yield Text(f"and {more} more", style="dim")


def _place(item: EvidenceRow, row: MappingRow) -> str:
    """What is said of the op itself needs no place, what is in its file only the line."""
    if item["file"] != row["file"]:
        return f"  {place(item)}"
    return "" if item["line"] == row["line"] else f"  :{item['line']}"
