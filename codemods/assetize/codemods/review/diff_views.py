"""What of a change's diff one page shows: all of it, or one part of one file where it is long."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import PurePosixPath

from assetize.analyzer.records import dataclass
from assetize.codemods.diff import FileDiff, Hunk, Tag
from assetize.codemods.review.change import Change
from assetize.codemods.review.diff_rows import HunkRows, hunk_rows
from assetize.codemods.review.rules import Rule, rule_of

MOST_LINES = 1_200
"""Lines of diff that one page shows."""


@dataclass(frozen=True, slots=True)
class FileView:
    """One file's diff, or the part of it that is shown. ``number`` is the file's place in the change, from 1."""

    number: int
    diff: FileDiff
    hunks: tuple[HunkRows, ...]
    done: tuple[tuple[str, Rule | None], ...]
    part: int = 1
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of one folder, each with its number."""

    name: str
    files: tuple[tuple[int, str, FileDiff], ...]


@dataclass(frozen=True, slots=True)
class DiffView:
    """``shown`` is all files where ``is_whole``; else one part, with its neighbours as ``(file number, part)``."""

    folders: tuple[Folder, ...]
    shown: tuple[FileView, ...]
    is_whole: bool = True
    previous: tuple[int, int] | None = None
    next: tuple[int, int] | None = None
    is_side_by_side: bool = False


def view_diff(change: Change, query: Mapping[str, str]) -> DiffView:
    """What the query's ``file``, ``part`` and ``view`` ask for."""
    side = query.get("view") == "side"
    folders = tuple(_folders(change.diffs))
    done = {file.file: tuple((text, rule_of(text)) for text in file.actions) for file in change.files}
    if sum(len(hunk.lines) for diff in change.diffs for hunk in diff.hunks) <= MOST_LINES:
        shown = (
            FileView(number, diff, hunk_rows(diff, diff.hunks), done[diff.file])
            for number, diff in enumerate(change.diffs, 1)
        )
        return DiffView(folders, tuple(shown), is_side_by_side=side)
    parts = {
        (number, part): (diff, hunks)
        for number, diff in enumerate(change.diffs, 1)
        for part, hunks in enumerate(_parts(diff.hunks), 1)
    }
    places = list(parts)
    asked = (_number(query.get("file", "")), _number(query.get("part", "")))
    place = places.index(asked) if asked in parts else 0
    number, part = places[place]
    diff, hunks = parts[places[place]]
    count = sum(other == number for other, _ in places)
    view = FileView(number, diff, hunk_rows(diff, hunks), done[diff.file], part, count)
    before = places[place - 1] if place else None
    after = places[place + 1] if place + 1 < len(places) else None
    return DiffView(folders, (view,), False, before, after, side)


def _folders(diffs: Sequence[FileDiff]) -> Iterator[Folder]:
    numbered = [(number, PurePosixPath(diff.file).name, diff) for number, diff in enumerate(diffs, 1)]
    for name, files in groupby(numbered, lambda item: str(PurePosixPath(item[2].file).parent)):
        yield Folder("" if name == "." else name, tuple(files))


def _parts(hunks: Sequence[Hunk]) -> Iterator[tuple[Hunk, ...]]:
    """Hunks up to the most lines together; a longer one is cut."""
    part: list[Hunk] = []
    size = 0
    for hunk in (piece for whole in hunks for piece in _pieces(whole)):
        if part and size + len(hunk.lines) > MOST_LINES:
            yield tuple(part)
            part, size = [], 0
        part.append(hunk)
        size += len(hunk.lines)
    yield tuple(part)


def _pieces(hunk: Hunk) -> Iterator[Hunk]:
    before, after = hunk.before_start, hunk.after_start
    for start in range(0, len(hunk.lines), MOST_LINES):
        lines = hunk.lines[start : start + MOST_LINES]
        old = sum(line.tag is not Tag.ADDED for line in lines)
        new = sum(line.tag is not Tag.REMOVED for line in lines)
        yield Hunk(before, old, after, new, lines)
        before, after = before + old, after + new


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
