"""Diffs as text: a patch in bytes for programs, characters for people."""

import os
from collections.abc import Iterable, Iterator

from assetize.codemods.diff.hunks import FileDiff, Hunk

NO_LINE_END = b"\\ No newline at end of file\n"
ESCAPES = {7: "a", 8: "b", 9: "t", 10: "n", 11: "v", 12: "f", 13: "r", 34: '"', 92: "\\"}


def diff_to_bytes(diffs: Iterable[FileDiff]) -> bytes:
    """A patch in git's format. File contents appear in it byte for byte, so that ``git apply`` makes the same files."""
    return b"".join(part for diff in diffs for part in _patch(diff))


def diff_to_text(diff: FileDiff) -> str:
    """The patch of one file in characters; bytes that its encoding does not know appear as ``\\xe9``."""
    return "".join(part.decode(diff.encoding, "backslashreplace") for part in _patch(diff))


def _patch(diff: FileDiff) -> Iterator[bytes]:
    old, new = _name(f"a/{diff.file}"), _name(f"b/{diff.file}")
    yield b"diff --git %s %s\n" % (old, new)
    if diff.creates:
        yield b"new file mode 100644\n"
    if diff.hunks:
        yield b"--- %s\n" % (b"/dev/null" if diff.creates else old + _end_of_name(old))
        yield b"+++ %s\n" % (new + _end_of_name(new))
    for hunk in diff.hunks:
        yield from _hunk(hunk)


def _hunk(hunk: Hunk) -> Iterator[bytes]:
    before, after = _range(hunk.before_start, hunk.before_count), _range(hunk.after_start, hunk.after_count)
    yield b"@@ -%s +%s @@\n" % (before, after)
    for line in hunk.lines:
        yield line.tag.value.encode() + line.data
        if not line.data.endswith(b"\n"):
            yield b"\n" + NO_LINE_END


def _range(start: int, count: int) -> bytes:
    return b"%d" % start if count == 1 else b"%d,%d" % (start, count)


def _name(path: str) -> bytes:
    """A path as git writes it: in quotes, with escapes, where it holds what a patch cannot hold."""
    data = os.fsencode(path)
    if all(byte >= 32 and byte not in (34, 92, 127) for byte in data):
        return data
    return b'"' + "".join(_escaped(byte) for byte in data).encode() + b'"'


def _escaped(byte: int) -> str:
    if byte in ESCAPES:
        return "\\" + ESCAPES[byte]
    return chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}"


def _end_of_name(name: bytes) -> bytes:
    """After a name with spaces git writes a tab, to show where it ends."""
    return b"\t" if b" " in name and not name.startswith(b'"') else b""
