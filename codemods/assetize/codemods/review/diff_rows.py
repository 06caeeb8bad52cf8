"""A diff as rows of a table: one line under the other, or before and after side by side."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from markupsafe import Markup

from assetize.analyzer.records import dataclass
from assetize.codemods.diff import FileDiff, Hunk, HunkLine, Tag
from assetize.codemods.review.code_text import code_lines

WORDS = {Tag.CONTEXT: "", Tag.REMOVED: "removed", Tag.ADDED: "added"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a diff; a number is None on the side where the line is not. ``word`` says what became of it."""

    word: str
    sign: str
    before: int | None
    after: int | None
    code: Markup
    is_unended: bool = False
    """It is the file's last line and has no line ending."""


@dataclass(frozen=True, slots=True)
class HunkRows:
    """One hunk, both ways. Side by side, a pair has None where the other side has more lines."""

    before: int
    after: int
    rows: tuple[Row, ...]
    pairs: tuple[tuple[Row | None, Row | None], ...]


def hunk_rows(diff: FileDiff, hunks: Sequence[Hunk]) -> tuple[HunkRows, ...]:
    """The rows of these hunks of a file."""
    return tuple(_hunk(diff, hunk) for hunk in hunks)


def _hunk(diff: FileDiff, hunk: Hunk) -> HunkRows:
    rows = tuple(_rows(diff, hunk))
    return HunkRows(hunk.before_start, hunk.after_start, rows, tuple(_pairs(rows)))


def _rows(diff: FileDiff, hunk: Hunk) -> Iterator[Row]:
    old = iter(_code(diff, hunk, Tag.REMOVED))
    new = iter(_code(diff, hunk, Tag.ADDED))
    before, after = hunk.before_start, hunk.after_start
    for line in hunk.lines:
        in_old, in_new = line.tag is not Tag.ADDED, line.tag is not Tag.REMOVED
        old_code = next(old) if in_old else Markup()
        code = next(new) if in_new else old_code
        yield Row(
            WORDS[line.tag],
            line.tag.value,
            before if in_old else None,
            after if in_new else None,
            code,
            not line.data.endswith(b"\n"),
        )
        before, after = before + in_old, after + in_new


def _code(diff: FileDiff, hunk: Hunk, side: Tag) -> list[Markup]:
    """One side's lines in colours: they are read as one text."""
    lines = [_text(diff, line) for line in hunk.lines if line.tag in (Tag.CONTEXT, side)]
    return code_lines(lines, diff.file)


def _text(diff: FileDiff, line: HunkLine) -> str:
    return line.data.removesuffix(b"\n").decode(diff.encoding, "backslashreplace")


def _pairs(rows: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Removed lines stand beside the added lines that follow them."""
    removed: list[Row] = []
    added: list[Row] = []
    for row in rows:
        if row.before is not None and row.after is not None:
            yield from zip_longest(removed, added)
            removed, added = [], []
            yield row, row
        elif row.after is None:
            removed.append(row)
        else:
            added.append(row)
    yield from zip_longest(removed, added)
