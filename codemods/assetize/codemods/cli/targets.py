"""The folders that a command works on."""

import os
from pathlib import Path

import click

from assetize.analyzer.records import dataclass
from assetize.codemods.cli.errors import RequestRefused


@dataclass(frozen=True, slots=True)
class Folder:
    """One analysed folder; ``place`` is where it is under the targets' root, with ``/``."""

    path: Path
    place: str


@dataclass(frozen=True, slots=True)
class Targets:
    """All folders of a command, and the folder that holds them all (the folder itself when there is one)."""

    root: Path
    folders: tuple[Folder, ...]


def find_targets(paths: tuple[Path, ...]) -> Targets:
    """The folders named on the command line, the current one when there are none; one inside another is dropped."""
    resolved = sorted({_checked(path) for path in paths or (Path(),)})
    outermost = [path for path in resolved if not any(other in path.parents for other in resolved)]
    root = Path(os.path.commonpath(outermost))
    return Targets(root, tuple(Folder(path, path.relative_to(root).as_posix()) for path in outermost))


def _checked(path: Path) -> Path:
    """The real folder. Raises ``RequestRefused`` for what is no folder that can be read."""
    name = click.format_filename(path)
    try:
        if not path.exists():
            raise RequestRefused(f"{name}: no such file or folder")
        if not path.is_dir():
            raise RequestRefused(f"{name} is a file; give the folder of the project that it belongs to")
        resolved = path.resolve()
        os.scandir(resolved).close()
    except OSError as error:
        raise RequestRefused(f"{name} cannot be read: {error.strerror}") from error
    return resolved
