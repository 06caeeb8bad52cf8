"""Finds the lines that two texts have in common, fast also for long files.

Lines that occur once in both texts are matched first (their longest common order, as in patience sorting); between
these anchors the same is done again, and where no such line is left, difflib looks at what is now short.
"""

import difflib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from assetize.analyzer.records import dataclass

Lines = Sequence[bytes]
COSTLIEST_GAP = 200_000
"""Pairs of equal lines up to which a gap without anchors is searched; beyond, it counts as replaced whole."""


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """A run of ``size`` equal lines, from line ``before`` of the old text and ``after`` of the new, counted from 0."""

    before: int
    after: int
    size: int


@dataclass(frozen=True, slots=True)
class _Gap:
    before: int
    before_end: int
    after: int
    after_end: int


def find_common_blocks(before: Lines, after: Lines) -> list[Block]:
    """The runs of lines in common, in order and as long as possible."""
    found: list[Block] = []
    waiting = [_Gap(0, len(before), 0, len(after))]
    while waiting:
        gap, blocks = _trim(before, after, waiting.pop())
        found += blocks
        if gap.before == gap.before_end or gap.after == gap.after_end:
            continue
        anchors = _find_anchors(before, after, gap)
        if anchors:
            waiting += _gaps_between(gap, anchors)
            found += anchors
        else:
            found += _search(before, after, gap)
    return _joined(sorted(found))


def _trim(before: Lines, after: Lines, gap: _Gap) -> tuple[_Gap, list[Block]]:
    """Takes the equal lines at both ends of a gap away."""
    shorter = min(gap.before_end - gap.before, gap.after_end - gap.after)
    head = 0
    while head < shorter and before[gap.before + head] == after[gap.after + head]:
        head += 1
    tail = 0
    while tail < shorter - head and before[gap.before_end - tail - 1] == after[gap.after_end - tail - 1]:
        tail += 1
    rest = _Gap(gap.before + head, gap.before_end - tail, gap.after + head, gap.after_end - tail)
    return rest, [Block(gap.before, gap.after, head), Block(rest.before_end, rest.after_end, tail)]


def _find_anchors(before: Lines, after: Lines, gap: _Gap) -> list[Block]:
    """Lines that occur once in both, as many as possible without crossing each other."""
    places_before = _unique_lines(before, gap.before, gap.before_end)
    places_after = _unique_lines(after, gap.after, gap.after_end)
    pairs = [(place, places_after[line]) for line, place in places_before.items() if line in places_after]
    return [Block(place, other, 1) for place, other in _longest_increasing(pairs)]


def _unique_lines(lines: Lines, start: int, end: int) -> dict[bytes, int]:
    counts = Counter(lines[start:end])
    return {lines[index]: index for index in range(start, end) if counts[lines[index]] == 1}


def _longest_increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest selection of pairs, in order of the first number, in which the second grows too."""
    smallest_ends: list[int] = []
    last_of_length: list[int] = []
    previous: list[int] = []
    for index, (_, other) in enumerate(pairs):
        length = bisect_left(smallest_ends, other)
        previous.append(last_of_length[length - 1] if length else -1)
        smallest_ends[length : length + 1] = [other]
        last_of_length[length : length + 1] = [index]
    return list(_backwards(pairs, previous, last_of_length[-1] if last_of_length else -1))[::-1]


def _backwards(
    pairs: Sequence[tuple[int, int]], previous: Sequence[int], index: int
) -> Iterator[tuple[int, int]]:
    while index >= 0:
        yield pairs[index]
        index = previous[index]


def _gaps_between(gap: _Gap, anchors: Sequence[Block]) -> list[_Gap]:
    starts = [(gap.before, gap.after), *((anchor.before + 1, anchor.after + 1) for anchor in anchors)]
    ends = [*((anchor.before, anchor.after) for anchor in anchors), (gap.before_end, gap.after_end)]
    return [_Gap(start[0], end[0], start[1], end[1]) for start, end in zip(starts, ends, strict=True)]


def _search(before: Lines, after: Lines, gap: _Gap) -> list[Block]:
    old, new = before[gap.before : gap.before_end], after[gap.after : gap.after_end]
    counts = Counter(new)
    if sum(counts[line] for line in old) > COSTLIEST_GAP:
        return []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return [
        Block(gap.before + match.a, gap.after + match.b, match.size)
        for match in matcher.get_matching_blocks()
    ]


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Puts blocks that touch together, and leaves empty ones out."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else Block(0, 0, 0)
        if (last.before + last.size, last.after + last.size) == (block.before, block.after) and joined:
            joined[-1] = Block(last.before, last.after, last.size + block.size)
        elif block.size:
            joined.append(block)
    return joined
