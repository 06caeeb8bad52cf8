"""The last proof, in a line for each upgraded job."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assetize.codemods.report.document import ProofRow
from assetize.codemods.report.proof import MARKS, proof_sentence
from assetize.codemods.report.terminal.layout import STYLES, indented, joined, print_heading


def print_proof(proof: ProofRow, console: Console) -> None:
    """The verdicts, and why some jobs are not proved."""
    print_heading(console, "Proof")
    console.print(Text(proof_sentence(proof)))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(overflow="fold")
    for row in proof["jobs"]:
        said = [Text(row["job"], style="bold"), *map(Text, (*row["reasons"], *row["notes"]))]
        table.add_row(Text(row["verdict"], style=STYLES[MARKS[row["verdict"]]]), joined(said))
    console.print(indented(table))
    console.print()
