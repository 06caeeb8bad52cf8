"""What an upgrade would write, for the formats that show it beside the report's rows."""

from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of a hunk without its ending: ``sign`` is a space, ``+`` or ``-``."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """``count`` lines from ``line`` on (counted from 1) give way to ``text``.

    ``ends_at``: the number of characters of the last of these lines where the file ends with it, without a line end; else 0.
    """

    line: int
    count: int
    text: str
    ends_at: int = 0


@dataclass(frozen=True, slots=True)
class ShownHunk:
    """Changed lines with what stands around them; ``line`` is the first one's number before the change."""

    line: int
    lines: tuple[ShownLine, ...]


@dataclass(frozen=True, slots=True)
class ShownFile:
    """All that a change does to one file. ``replacements`` is None where the file's bytes are not text of its encoding."""

    file: str
    added: int
    removed: int
    hunks: tuple[ShownHunk, ...]
    replacements: tuple[Replacement, ...] | None


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A part of the upgrade that stands alone: the jobs that need each other, the first one's place, and all files."""

    jobs: tuple[str, ...]
    file: str
    line: int
    keys: tuple[tuple[str, ...], ...]
    files: tuple[ShownFile, ...]


@dataclass(frozen=True, slots=True)
class ShownUpgrade:
    """``pictures``: of each job, its name and SVG of its ops and of its assets (empty where it keeps its ops)."""

    changes: tuple[ShownChange, ...] = ()
    pictures: tuple[tuple[str, str, str], ...] = ()


NOTHING_SHOWN = ShownUpgrade()
