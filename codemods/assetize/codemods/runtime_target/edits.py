"""Pieces of a text replaced at the places that Python's own syntax tree gives."""

from collections.abc import Iterable

from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """``old`` at a place gives way to ``new``; ``line`` counts from 1, ``column`` in UTF-8 bytes from 0, as in ``ast``.

    ``after``: the text between the place and ``old``, as in ``from`` and what follows it.
    """

    line: int
    column: int
    old: str
    new: str
    after: str = ""


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made, from the last one back."""
    starts = line_starts(text)
    for edit in sorted(edits, reverse=True):
        start = _offset(text, starts, edit) + len(edit.after)
        if not text.startswith(edit.old, start):
            raise ValueError(f"line {edit.line} does not hold {edit.old} where it should")
        text = text[:start] + edit.new + text[start + len(edit.old) :]
    return text


def _offset(text: str, starts: list[int], edit: Edit) -> int:
    start = starts[edit.line - 1]
    line = text[start : starts[edit.line]]
    return start + len(line.encode()[: edit.column].decode())


def line_starts(text: str) -> list[int]:
    """Where each line begins, as Python counts lines: a form feed ends none."""
    starts = [0]
    for place, character in enumerate(text):
        is_end = character == "\n" or (character == "\r" and text[place + 1 : place + 2] != "\n")
        if is_end:
            starts.append(place + 1)
    return [*starts, len(text)]
