"""The parts of a diff, and how common lines become hunks."""

from collections.abc import Iterator, Sequence
from enum import Enum

from assetize.analyzer.records import dataclass
from assetize.codemods.diff.matching import Block


class Tag(Enum):
    """What became of a line; the value is its sign in a diff."""

    CONTEXT = " "
    REMOVED = "-"
    ADDED = "+"


@dataclass(frozen=True, slots=True)
class HunkLine:
    """One line, with its line ending if it has one."""

    tag: Tag
    data: bytes


@dataclass(frozen=True, slots=True)
class Hunk:
    """Changed lines that lie close together, with the lines around them; lines are counted from 1."""

    before_start: int
    before_count: int
    after_start: int
    after_count: int
    lines: tuple[HunkLine, ...]


@dataclass(frozen=True, slots=True)
class FileDiff:
    """All changes of one file; ``encoding`` is the one that its text claims."""

    file: str
    creates: bool
    encoding: str
    hunks: tuple[Hunk, ...]

    @property
    def added(self) -> int:
        """The number of added lines."""
        return self._count(Tag.ADDED)

    @property
    def removed(self) -> int:
        """The number of removed lines."""
        return self._count(Tag.REMOVED)

    def _count(self, tag: Tag) -> int:
        return sum(line.tag is tag for hunk in self.hunks for line in hunk.lines)


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines ``before`` to ``before_end`` of the old text became ``after`` to ``after_end`` of the new."""

    before: int
    before_end: int
    after: int
    after_end: int


def make_hunks(
    before: Sequence[bytes], after: Sequence[bytes], common: Sequence[Block], context: int
) -> tuple[Hunk, ...]:
    """The hunks between blocks of common lines, with so many lines of context around each."""
    changes = _changes(len(before), len(after), common)
    return tuple(_make_hunk(before, after, group, context) for group in _groups(changes, context))


def _changes(before_length: int, after_length: int, common: Sequence[Block]) -> Iterator[_Change]:
    before = after = 0
    for block in (*common, Block(before_length, after_length, 0)):
        if (before, after) != (block.before, block.after):
            yield _Change(before, block.before, after, block.after)
        before, after = block.before + block.size, block.after + block.size


def _groups(changes: Iterator[_Change], context: int) -> list[list[_Change]]:
    """Changes whose context would touch share a hunk."""
    groups: list[list[_Change]] = []
    for change in changes:
        if groups and change.before - groups[-1][-1].before_end <= 2 * context:
            groups[-1].append(change)
        else:
            groups.append([change])
    return groups


def _make_hunk(before: Sequence[bytes], after: Sequence[bytes], group: list[_Change], context: int) -> Hunk:
    start = max(0, group[0].before - context)
    end = min(len(before), group[-1].before_end + context)
    lines: list[HunkLine] = []
    place = start
    for change in group:
        lines += (HunkLine(Tag.CONTEXT, line) for line in before[place : change.before])
        lines += (HunkLine(Tag.REMOVED, line) for line in before[change.before : change.before_end])
        lines += (HunkLine(Tag.ADDED, line) for line in after[change.after : change.after_end])
        place = change.before_end
    lines += (HunkLine(Tag.CONTEXT, line) for line in before[place:end])
    after_start = group[0].after - (group[0].before - start)
    after_end = group[-1].after_end + (end - group[-1].before_end)
    return Hunk(
        *_range(start, end),
        *_range(after_start, after_end),
        tuple(lines),
    )


def _range(start: int, end: int) -> tuple[int, int]:
    """First line and count; where there are no lines, the line before the place."""
    return (start + 1 if end > start else start), end - start
