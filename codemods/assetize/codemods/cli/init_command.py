"""``assetize init``: a first settings file."""

from pathlib import Path

import click

from assetize.analyzer.garbage import collection_paused
from assetize.analyzer.settings.places import OWN_FILE, SHARED_FILE, find_settings_files
from assetize.codemods.cli.errors import RequestRefused
from assetize.codemods.cli.output import document_bytes, no_color_option, write_file, write_stdout
from assetize.codemods.cli.planning import plan_targets
from assetize.codemods.cli.targets import find_targets
from assetize.codemods.settings_file import SHARED_PREFIX, settings_text


@click.command("init")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--stdout", "to_stdout", is_flag=True, help="Print the settings; write no file.")
@click.option(
    "--pyproject", "to_pyproject", is_flag=True, help=f"Add them to {SHARED_FILE}, as [{SHARED_PREFIX}]."
)
@no_color_option
@collection_paused()
def command(path: Path | None, to_stdout: bool, to_pyproject: bool) -> int:
    """Write a commented assetize.toml, with suggestions for this project.

    PATH is the project's folder, by default the current one. What ops call and nobody could follow is suggested as a declaration,
    commented out. Never overwrites settings that are there.
    """
    targets = find_targets((path or Path(),))
    if not to_stdout:
        _refuse_existing(targets.root)
    (part,) = plan_targets(targets)
    text = settings_text(part.analysis, SHARED_PREFIX if to_pyproject else "")
    if to_stdout:
        write_stdout(document_bytes(text))
        return 0
    file = targets.root / (SHARED_FILE if to_pyproject else OWN_FILE)
    write_file(file, document_bytes(_added(file, text) if to_pyproject else text))
    click.echo(f"{'added to' if to_pyproject else 'wrote'} {click.format_filename(file)}")
    return 0


def _refuse_existing(root: Path) -> None:
    """A file nearer to the project would take the place of one above it, unseen."""
    for file in find_settings_files(root):
        table = f"[{SHARED_PREFIX}] in " if file.table else ""
        raise RequestRefused(f"there are settings already: {table}{file.name}; --stdout prints suggestions")


def _added(file: Path, text: str) -> str:
    try:
        before = file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise RequestRefused(
            f"there is no {SHARED_FILE} here; without --pyproject, {OWN_FILE} is written"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise RequestRefused(f"{click.format_filename(file)} cannot be read") from error
    return f"{before.rstrip()}\n\n{text}" if before.strip() else text
