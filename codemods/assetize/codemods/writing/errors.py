"""The errors of writing: one family, each with the diagnostics that explain it."""

from collections.abc import Iterable

from assetize.analyzer.codes.writing import WRITE_FAILED
from assetize.analyzer.model import Diagnostic, Location


class WritingError(Exception):
    """Files could not be written; ``diagnostics`` say which and why."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("; ".join(f"{found.code} {found.message}" for found in self.diagnostics))


class WriteRefused(WritingError):
    """Something forbids the write. No file was touched."""


class WriteFailed(WritingError):
    """The operating system failed during the write. Files are, or will be, put back as they were."""


class RecoveryBlocked(WritingError):
    """An interrupted write can be neither finished nor taken back without losing something. No file was touched."""


def write_failed(message: str) -> WriteFailed:
    """The error for a step that the operating system refused."""
    return WriteFailed([WRITE_FAILED.at(Location(".", 1), f"writing failed: {message}")])


def describe(problem: OSError) -> str:
    """What the operating system said, and of which file."""
    reason = problem.strerror or str(problem)
    return f"{problem.filename}: {reason}" if problem.filename else reason
