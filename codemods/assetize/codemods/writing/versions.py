"""Compares files with the journal, and reads the journal's copies; whatever fails its checksum is not used."""

from enum import Enum
from pathlib import Path

from assetize.analyzer.codes.writing import DAMAGED_JOURNAL
from assetize.analyzer.model import Location
from assetize.codemods.writing.content import digest, read_content
from assetize.codemods.writing.errors import RecoveryBlocked
from assetize.codemods.writing.journal import Level
from assetize.codemods.writing.manifest import Entry, Manifest, Version, manifest_from_bytes
from assetize.codemods.writing.targets import real_target


class State(Enum):
    """Which of its two contents a file has now; ``OTHER`` when something else has changed it."""

    BEFORE = "before"
    AFTER = "after"
    OTHER = "other"


def state_of(root: Path, entry: Entry) -> State:
    """Compares one file with its entry. A link where there was a file is something else, wherever it leads."""
    if real_target(root, entry.target) != entry.target:
        return State.OTHER
    try:
        content = read_content(root / entry.target)
    except OSError:
        return State.OTHER
    found = None if content is None else digest(content.data)
    if found == _checksum(entry.before):
        return State.BEFORE
    return State.AFTER if found == _checksum(entry.after) else State.OTHER


def _checksum(version: Version | None) -> str | None:
    return None if version is None else version.sha256


def read_manifest(level: Level) -> Manifest:
    """The manifest of a transaction. Raises ``RecoveryBlocked`` when it is damaged."""
    try:
        return manifest_from_bytes((level.folder / "manifest.json").read_bytes())
    except (OSError, ValueError) as problem:
        raise _damaged(level, f"manifest.json: {problem}") from problem


def copy_name(level: Level, index: int, side: str) -> str:
    """The path, relative to the root, of the copy of one file's content before or after."""
    return f"{level.name}/{side}/{index:04}"


def read_copy(level: Level, index: int, version: Version, side: str) -> bytes:
    """The copy of one file's content, ``before`` or ``after``. Raises ``RecoveryBlocked`` when it is damaged."""
    try:
        data = (level.folder / side / f"{index:04}").read_bytes()
    except OSError as problem:
        raise _damaged(level, f"{side}/{index:04}: {problem.strerror}") from problem
    if digest(data) != version.sha256:
        raise _damaged(level, f"{side}/{index:04} does not agree with its checksum")
    return data


def _damaged(level: Level, detail: str) -> RecoveryBlocked:
    message = f"the record of an earlier write in {level.name} is damaged: {detail}"
    return RecoveryBlocked([DAMAGED_JOURNAL.at(Location(level.name, 1), message)])
