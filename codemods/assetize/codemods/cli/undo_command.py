"""``assetize undo``: the last write, taken back."""

from pathlib import Path

import click

from assetize.codemods.cli.console import stdout_console
from assetize.codemods.cli.errors import RequestRefused, refusal_text
from assetize.codemods.cli.output import no_color_option
from assetize.codemods.cli.recovering import recover_targets
from assetize.codemods.cli.targets import find_targets
from assetize.codemods.report.wording import counted
from assetize.codemods.writing import UndoResult, WritingError, undo


@click.command("undo")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@no_color_option
def command(path: Path | None) -> int:
    """Restore what the last upgrade --write changed.

    PATH is the folder that was upgraded, by default the current one. Refuses when a file was changed since.
    """
    targets = find_targets((path or Path(),))
    recover_targets(targets)
    try:
        result = undo(targets.root)
    except WritingError as error:
        raise RequestRefused(refusal_text(error.diagnostics)) from error
    _print(result)
    return 0


def _print(result: UndoResult) -> None:
    console = stdout_console()
    if not result.did_something:
        console.print("Nothing to undo.")
        return
    for name in result.restored:
        console.print(f"restored {name}", markup=False, soft_wrap=True)
    for name in result.removed:
        console.print(f"removed {name}", markup=False, soft_wrap=True)
    if result.levels_left:
        console.print(f"{counted(result.levels_left, 'earlier write')} can still be undone.")
