"""The assets of a report."""

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assetize.codemods.report.document import AssetRow
from assetize.codemods.report.terminal.layout import STYLES, print_heading
from assetize.codemods.report.wording import key_text


def print_assets(assets: list[AssetRow], console: Console) -> None:
    """Key, what it depends on, and what makes it."""
    print_heading(console, "Assets")
    table = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False, header_style="dim"
    )
    for header in ("Asset", "Depends on", "Made by"):
        table.add_column(header, overflow="fold")
    for asset in assets:
        table.add_row(_name(asset), ", ".join(map(key_text, asset["deps"])), _makers(asset))
    console.print(table)
    console.print()


def _name(asset: AssetRow) -> Text:
    notes = (asset["io_manager_key"], asset["partitions"] and f"partitions {asset['partitions']}")
    text = Text(key_text(asset["key"]), style=STYLES["asset"])
    if any(notes):
        text.append("\n" + ", ".join(note for note in notes if note), style="not bold dim default")
    return text


def _makers(asset: AssetRow) -> Text:
    if asset["kind"] == "external":
        return Text("external", style="dim")
    makers = sorted({f"{row['op']} in {row['job']}" for row in asset["produced_by"]})
    return Text("\n".join(makers)) if makers else Text("an asset already", style="dim")
