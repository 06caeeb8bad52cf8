"""The numbers of a diff."""

from collections.abc import Iterable

from assetize.analyzer.records import dataclass
from assetize.codemods.diff.hunks import FileDiff


@dataclass(frozen=True, slots=True)
class FileSummary:
    """The numbers of one file."""

    file: str
    added: int
    removed: int
    creates: bool = False


@dataclass(frozen=True, slots=True)
class DiffSummary:
    """The numbers of all files together, and of each."""

    files: tuple[FileSummary, ...]
    added: int
    removed: int


def summarize(diffs: Iterable[FileDiff]) -> DiffSummary:
    """Counts changed files, added lines and removed lines."""
    files = tuple(FileSummary(diff.file, diff.added, diff.removed, diff.creates) for diff in diffs)
    return DiffSummary(files, sum(file.added for file in files), sum(file.removed for file in files))
