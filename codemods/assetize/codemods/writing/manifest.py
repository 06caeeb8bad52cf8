"""The record of one transaction: which files, their checksums and permission bits before and after."""

import json
from pathlib import PurePosixPath
from typing import Any, Literal

from assetize.analyzer.model.json_codec import from_json, to_json
from assetize.analyzer.records import dataclass
from assetize.codemods.writing.content import Change, Content, digest

FORMAT = 1
Kind = Literal["write", "undo"]


@dataclass(frozen=True, slots=True)
class Version:
    """A content by its checksum."""

    sha256: str
    mode: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A change by its checksums; None stands for no file."""

    file: str
    target: str
    before: Version | None
    after: Version | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """One transaction. ``undoes`` is the number of the write that an undo takes back, else 0."""

    kind: Kind
    undoes: int
    new_folders: tuple[str, ...]
    """Folders that did not exist before, outermost first."""
    old_folders: tuple[str, ...]
    """Folders that go afterwards if they are empty, outermost first."""
    entries: tuple[Entry, ...]
    format: int = FORMAT


def entry_from_change(change: Change) -> Entry:
    """The change with checksums in the place of contents."""
    return Entry(change.file, change.target, _version(change.before), _version(change.after))


def _version(content: Content | None) -> Version | None:
    return None if content is None else Version(digest(content.data), content.mode)


def manifest_to_bytes(manifest: Manifest) -> bytes:
    """The manifest as JSON text."""
    return json.dumps(to_json(manifest), indent=1).encode("ascii") + b"\n"


def manifest_from_bytes(data: bytes) -> Manifest:
    """The inverse of :func:`manifest_to_bytes`. Raises ``ValueError`` on anything that it would not have made."""
    try:
        manifest = from_json(Manifest, _object(json.loads(data)))
        _check(manifest)
    except (KeyError, TypeError, AttributeError) as problem:
        raise ValueError(f"not a manifest: {problem}") from problem
    return manifest


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise ValueError("not a manifest of this version")
    return value


def _check(manifest: Manifest) -> None:
    if manifest.kind not in ("write", "undo") or not isinstance(manifest.undoes, int):
        raise ValueError("not a manifest of a write or an undo")
    for path in (*manifest.new_folders, *manifest.old_folders, *(entry.target for entry in manifest.entries)):
        if not stays_inside(path):
            raise ValueError(f"{path!r} is outside the root")
    for version in (version for entry in manifest.entries for version in (entry.before, entry.after)):
        if version is not None and not (isinstance(version.sha256, str) and isinstance(version.mode, int)):
            raise ValueError("not a manifest: a version without checksum or mode")


def stays_inside(path: str) -> bool:
    """True when a relative path names something below the folder that it starts from."""
    pure = PurePosixPath(path)
    return bool(pure.parts) and not pure.is_absolute() and ".." not in pure.parts and "\0" not in path
