"""Shows an upgrade as a unified diff that ``git apply`` takes, byte for byte.

``diff_files`` compares, ``diff_to_bytes`` gives the patch, ``diff_to_text`` the same in characters for people,
``summarize`` the numbers.
"""

from assetize.codemods.diff.compare import diff_file, diff_files
from assetize.codemods.diff.hunks import FileDiff, Hunk, HunkLine, Tag
from assetize.codemods.diff.render import diff_to_bytes, diff_to_text
from assetize.codemods.diff.summary import DiffSummary, FileSummary, summarize

__all__ = [
    "DiffSummary",
    "FileDiff",
    "FileSummary",
    "Hunk",
    "HunkLine",
    "Tag",
    "diff_file",
    "diff_files",
    "diff_to_bytes",
    "diff_to_text",
    "summarize",
]
