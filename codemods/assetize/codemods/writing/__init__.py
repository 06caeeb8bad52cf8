"""Writes an upgrade's files as one transaction, takes it back, and repairs what a killed write left behind.

``apply`` writes, ``undo`` takes the last write back, ``recover`` comes first in every command, ``original`` gives the
files as they were before the last write. What cannot be done is raised as a ``WritingError`` with its diagnostics.
"""

from assetize.codemods.writing.apply import apply
from assetize.codemods.writing.dirty import DirtyPolicy, find_dirty
from assetize.codemods.writing.errors import RecoveryBlocked, WriteFailed, WriteRefused, WritingError
from assetize.codemods.writing.original import created_files, original
from assetize.codemods.writing.recovery import recover
from assetize.codemods.writing.results import Recovery, RecoveryOutcome, UndoResult, WriteResult
from assetize.codemods.writing.undo import undo

__all__ = [
    "DirtyPolicy",
    "Recovery",
    "RecoveryBlocked",
    "RecoveryOutcome",
    "UndoResult",
    "WriteFailed",
    "WriteRefused",
    "WriteResult",
    "WritingError",
    "apply",
    "created_files",
    "find_dirty",
    "original",
    "recover",
    "undo",
]
