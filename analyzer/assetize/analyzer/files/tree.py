"""The files of one analysed folder, as they were read."""

from collections.abc import Mapping
from pathlib import Path

from assetize.analyzer.files.reading import read_file
from assetize.analyzer.model import Diagnostic
from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One readable Python file; ``path`` is relative to the analysed folder with ``/``.

    The texts of files without Dagster code are most of a large project, and few of them are ever looked into: they are
    let go of, and read again where somebody asks.
    """

    path: str
    names_dagster: bool
    root: Path
    digest: bytes
    """Of its text."""
    imports: bytes
    """The text of its imports; all of it where strings in it may name modules."""
    kept: bytes | None

    @property
    def data(self) -> bytes:
        """Its text; nothing when it was let go of and can be read no more."""
        if self.kept is not None:
            return self.kept
        data = read_file(self.root, self.path)
        return data if isinstance(data, bytes) else b""


@dataclass(frozen=True, slots=True)
class SourceTree:
    """All readable Python files below ``root`` by path, in path order, and what went wrong while reading."""

    root: Path
    files: Mapping[str, SourceFile]
    diagnostics: tuple[Diagnostic, ...] = ()
