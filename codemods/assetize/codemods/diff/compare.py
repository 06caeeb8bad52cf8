"""Compares the bytes of rewritten files, line by line."""

import io
import tokenize
from collections.abc import Iterable

from assetize.codemods.diff.hunks import FileDiff, make_hunks
from assetize.codemods.diff.matching import find_common_blocks
from assetize.codemods.model import FileRewrite

CONTEXT_LINES = 3


def diff_files(files: Iterable[FileRewrite], context: int = CONTEXT_LINES) -> tuple[FileDiff, ...]:
    """One diff for each file that changes, in order of their paths."""
    changed = (rewrite for rewrite in files if rewrite.creates or rewrite.before != rewrite.after)
    return tuple(diff_file(rewrite, context) for rewrite in sorted(changed, key=lambda rewrite: rewrite.file))


def diff_file(rewrite: FileRewrite, context: int = CONTEXT_LINES) -> FileDiff:
    """What changes in one file, with so many unchanged lines around each change."""
    before, after = _split(rewrite.before), _split(rewrite.after)
    hunks = make_hunks(before, after, find_common_blocks(before, after), context)
    return FileDiff(rewrite.file, rewrite.creates, _encoding(rewrite.after or rewrite.before), hunks)


def _split(data: bytes) -> list[bytes]:
    """Lines with their endings. As for git, only a line feed ends a line: a carriage return is a part of it."""
    lines = [line + b"\n" for line in data.split(b"\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _encoding(data: bytes) -> str:
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        b"x".decode(encoding)
    except (SyntaxError, LookupError):  # unknown, or known but not one of text
        return "utf-8"
    # A byte order mark is shown as the character that it is.
    return "utf-8" if encoding == "utf-8-sig" else encoding
