"""Settles what an interrupted write left behind, before anything is read."""

from pathlib import Path

import click

from assetize.codemods.cli.errors import RequestRefused, refusal_text
from assetize.codemods.cli.targets import Targets


def recover_targets(targets: Targets) -> None:
    """Makes every folder wholly old or wholly new again, and says so on stderr."""
    for folder in sorted({targets.root, *(folder.path for folder in targets.folders)}):
        if (folder / ".assetize").is_dir():
            _recover(folder)


def _recover(folder: Path) -> None:
    from assetize.codemods.writing import WritingError, recover

    try:
        settled = recover(folder)
    except WritingError as error:
        raise RequestRefused(refusal_text(error.diagnostics)) from error
    for item in settled:
        files = "1 file" if len(item.files) == 1 else f"{len(item.files)} files"
        click.echo(f"assetize: an interrupted {item.kind} of {files} was {item.outcome.value}", err=True)
