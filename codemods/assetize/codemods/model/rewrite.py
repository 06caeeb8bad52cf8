"""What became of a plan: new text for files, and what could not be done."""

from assetize.analyzer.model import Diagnostic
from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class FileRewrite:
    """One changed file: its bytes as read and its bytes to write; ``file`` relative to the analysed root."""

    file: str
    before: bytes
    after: bytes
    actions: tuple[str, ...] = ()
    """What was done to it, a sentence each, for people."""
    creates: bool = False
    """The file is new: there is none yet, and ``before`` is empty."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """New text for every file that a plan changes; ``diagnostics`` are of what failed, and then ``files`` is empty."""

    files: tuple[FileRewrite, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
