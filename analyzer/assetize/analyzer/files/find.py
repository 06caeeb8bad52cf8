"""Finds and reads the Python files of a project."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from assetize.analyzer.files.git_files import list_git_files
from assetize.analyzer.files.reading import read_file
from assetize.analyzer.files.skipped import without_skipped
from assetize.analyzer.files.source_file import overlaid_file, source_file
from assetize.analyzer.files.tree import SourceFile, SourceTree
from assetize.analyzer.files.walk import walk_files
from assetize.analyzer.model import Diagnostic

NO_OVERLAY: Mapping[str, bytes] = MappingProxyType({})


def find_files(root: Path | Sequence[Path], overlay: Mapping[str, bytes] = NO_OVERLAY) -> SourceTree:
    """Reads the Python files of a folder, of one file, or of several of either.

    Paths in the result are relative to the folder; for files, to the folder that they are imported from; for several
    paths, to the folder that holds them all. ``overlay`` replaces or adds contents by such a path, without touching
    the disk. Raises ``FileNotFoundError`` for a path that does not exist.
    """
    given = [root] if isinstance(root, Path) else list(root)
    places = [place.resolve(strict=True) for place in given]
    folder = _common_folder(places)
    paths = {path for place in places for path in _paths_below(folder, place)}
    return _read_all(folder, sorted(paths | set(overlay)), overlay)


def _common_folder(places: Sequence[Path]) -> Path:
    folders = [place if place.is_dir() else _import_folder(place) for place in places]
    return Path(os.path.commonpath(folders)) if folders else Path.cwd()


def _import_folder(file: Path) -> Path:
    """The first folder above a file that is not a package."""
    return next((folder for folder in file.parents if not (folder / "__init__.py").is_file()), file.parent)


def _paths_below(folder: Path, place: Path) -> Iterable[str]:
    if not place.is_dir():
        return [place.relative_to(folder).as_posix()]
    listed = list_git_files(place)
    # A folder that git ignores whole was still asked for by name.
    paths = without_skipped(place, listed) if listed else walk_files(place)
    prefix = place.relative_to(folder).as_posix()
    return paths if prefix == "." else [f"{prefix}/{path}" for path in paths]


def _read_all(root: Path, paths: Iterable[str], overlay: Mapping[str, bytes]) -> SourceTree:
    files: dict[str, SourceFile] = {}
    diagnostics: list[Diagnostic] = []
    for path in paths:
        if path in overlay:
            files[path] = overlaid_file(root, path, overlay[path])
            continue
        data = read_file(root, path)
        if isinstance(data, Diagnostic):
            diagnostics.append(data)
        elif data is not None:
            files[path] = source_file(root, path, data)
    return SourceTree(root, files, tuple(diagnostics))
