"""Cuts a Markdown report to the length that the description of a pull request may have."""

from collections.abc import Sequence

LONGEST = 60_000
"""Characters of a report. Code hosts take 65,536, and people add words of their own."""
LONGEST_NOTE = 120
CLOSING = "</details>"
FENCE = "```"

Section = Sequence[str]


def within_limit(sections: Sequence[Section]) -> list[Section]:
    """The sections as they are, or those that take most of the room without their last lines, and with a note that says so."""
    room = _room_of_each([_length(section) for section in sections])
    return [section if _length(section) <= room else _cut(section, room) for section in sections]


def _room_of_each(lengths: list[int]) -> int:
    """What short sections leave is shared by the long ones."""
    left = LONGEST
    for number, length in enumerate(sorted(lengths)):
        share = left // (len(lengths) - number)
        if length > share:
            return share
        left -= length
    return LONGEST


def _length(section: Section) -> int:
    """With the line ends, and the empty line after it."""
    return sum(len(line) + 1 for line in section) + 1


def _cut(section: Section, room: int) -> Section:
    end = ["", CLOSING] if section[-1] == CLOSING else []
    lines = list(section[: len(section) - len(end)])
    kept: list[str] = []
    left = room - LONGEST_NOTE - _length(end)
    for line in lines:
        left -= len(line) + 1
        if left < 0:
            break
        kept.append(line)
    if kept.count(FENCE) == 0 and any(line.startswith(f"{FENCE}mermaid") for line in kept):
        kept = kept[:1]
    note = (
        f"*Cut here: {len(lines) - len(kept):,} more lines. `assetize report --format html` has all of it.*"
    )
    return [*kept, "", note, *end]
