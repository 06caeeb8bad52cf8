"""The files of one analysed folder, as they were read."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assetize.analyzer.model import Diagnostic


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One readable Python file; ``path`` is relative to the analysed folder with ``/``."""

    path: str
    data: bytes
    names_dagster: bool


@dataclass(frozen=True, slots=True)
class SourceTree:
    """All readable Python files below ``root`` by path, in path order, and what went wrong while reading."""

    root: Path
    files: Mapping[str, SourceFile]
    diagnostics: tuple[Diagnostic, ...] = ()
