"""Finds the real file behind each rewrite, and refuses what must not be written."""

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from assetize.analyzer.codes.writing import FILE_CHANGED, NOT_WRITABLE, OUTSIDE_ROOT, SAME_FILE_TWICE
from assetize.analyzer.model import Diagnostic, Location
from assetize.codemods.model import FileRewrite
from assetize.codemods.writing.content import MODE_OF_NEW_FILES, Change, Content, read_content
from assetize.codemods.writing.errors import WriteRefused
from assetize.codemods.writing.manifest import stays_inside


def find_changes(root: Path, files: Iterable[FileRewrite]) -> tuple[Change, ...]:
    """What is to be done to each file; a rewrite that changes nothing is left out. Raises ``WriteRefused``."""
    found = [_find_change(root, rewrite) for rewrite in files]
    refusals = [item for item in found if isinstance(item, Diagnostic)]
    changes = [item for item in found if isinstance(item, Change)]
    refusals += _find_doubles(changes)
    if refusals:
        raise WriteRefused(sorted(refusals, key=lambda item: (item.file, item.code)))
    return tuple(change for change in changes if change.before != change.after)


def real_target(root: Path, file: str) -> str | None:
    """The real file, relative to the root; None when it is not below the root."""
    if not stays_inside(file):
        return None
    target = Path(os.path.realpath(root / file))
    return target.relative_to(root).as_posix() if target.is_relative_to(root) and target != root else None


def _find_change(root: Path, rewrite: FileRewrite) -> Change | Diagnostic:
    where = Location(rewrite.file, 1)
    target = real_target(root, rewrite.file)
    if target is None:
        return OUTSIDE_ROOT.at(where, f"{rewrite.file} leads out of the analysed folder")
    try:
        now = read_content(root / target)
    except OSError as problem:
        return NOT_WRITABLE.at(where, f"{rewrite.file} cannot be read: {problem.strerror}")
    if (difference := _difference(rewrite, now)) is not None:
        return FILE_CHANGED.at(where, difference)
    if (obstacle := _obstacle(root, target, now)) is not None:
        return NOT_WRITABLE.at(where, f"{rewrite.file}: {obstacle}")
    after = Content(rewrite.after, MODE_OF_NEW_FILES if now is None else now.mode)
    return Change(rewrite.file, target, now, after)


def _difference(rewrite: FileRewrite, now: Content | None) -> str | None:
    if rewrite.creates:
        return None if now is None else f"{rewrite.file} has come into being since the project was read"
    if now is None:
        return f"{rewrite.file} has been removed since it was read"
    return None if now.data == rewrite.before else f"{rewrite.file} has been changed since it was read"


def _obstacle(root: Path, target: str, now: Content | None) -> str | None:
    folder = nearest_folder(root, target)
    if not os.access(folder, os.W_OK | os.X_OK):
        return f"its folder {folder.relative_to(root).as_posix()} is read-only"
    if not folder.is_dir():
        return f"{folder.relative_to(root).as_posix()} is not a folder"
    # The permission bits say what people want; an administrator's access would pass over them.
    if now is not None and not (now.mode & 0o222 and os.access(root / target, os.W_OK)):
        return "the file is read-only"
    return None


def nearest_folder(root: Path, target: str) -> Path:
    """The innermost thing above a target that exists."""
    return next(folder for folder in (root / target).parents if folder.exists())


def missing_folders(root: Path, targets: Iterable[str]) -> tuple[str, ...]:
    """The folders that must be made before files can be put there, outermost first."""
    above = {folder.as_posix() for target in targets for folder in PurePosixPath(target).parents}
    return tuple(sorted(folder for folder in above if not (root / folder).exists()))


def _find_doubles(changes: Iterable[Change]) -> list[Diagnostic]:
    first: dict[str, str] = {}
    doubles: list[Diagnostic] = []
    for change in changes:
        other = first.setdefault(change.target, change.file)
        if other is not change.file:
            message = f"{change.file} and {other} are the same file"
            doubles.append(SAME_FILE_TWICE.at(Location(change.file, 1), message))
    return doubles
