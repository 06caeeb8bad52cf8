"""Bytes of a source file to text and back, and edits carried over to text that does not survive a round trip."""

import io
import re
import tokenize
from collections.abc import Sequence
from difflib import SequenceMatcher

from assetize.analyzer.records import dataclass

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file's text, with what is needed to give the same bytes again."""

    text: str
    encoding: str
    mark: bytes


class EditOnLostLine(Exception):
    """An edit touches a line that did not survive the round trip; ``line`` counts from 1 in the original."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def decode(data: bytes) -> SourceText:
    """Decode as Python does, line endings kept. Raises ``SyntaxError`` or ``UnicodeDecodeError``."""
    mark = BYTE_ORDER_MARK if data.startswith(BYTE_ORDER_MARK) else b""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    encoding = "utf-8" if encoding == "utf-8-sig" else encoding
    return SourceText(data[len(mark) :].decode(encoding), encoding, mark)


def encode(source: SourceText, text: str) -> bytes:
    """The bytes of ``text`` in the encoding that ``source`` had. Raises ``UnicodeEncodeError``."""
    return source.mark + text.encode(source.encoding)


def carry_edits(original: str, printed: str, changed: str) -> str:
    """Apply the edits that lead from ``printed`` to ``changed`` to ``original``, of which ``printed`` is the round trip.

    Raises :class:`EditOnLostLine` when an edit touches a line in which the two differ.
    """
    if printed == original:
        return changed
    original_lines, printed_lines, changed_lines = (
        LINE.findall(original),
        LINE.findall(printed),
        LINE.findall(changed),
    )
    places = _places_in_original(original_lines, printed_lines)
    result: list[str] = []
    taken = 0
    for tag, start, end, new_start, new_end in _opcodes(printed_lines, changed_lines):
        if tag == "equal":
            continue
        first, last = _range_in_original(places, start, end, len(original_lines))
        result += original_lines[taken:first]
        result += changed_lines[new_start:new_end]
        taken = last
    return "".join([*result, *original_lines[taken:]])


def _opcodes(before: list[str], after: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


def _places_in_original(original: list[str], printed: list[str]) -> dict[int, int]:
    """For each printed line that survived, its place in the original; the end of the file survives too."""
    places: dict[int, int] = {}
    for tag, start, end, new_start, _ in _opcodes(original, printed):
        if tag == "equal":
            places.update((new_start + offset, start + offset) for offset in range(end - start))
    return places


def _range_in_original(places: dict[int, int], start: int, end: int, length: int) -> tuple[int, int]:
    touched = [places.get(line) for line in range(start, end)]
    for offset, place in enumerate(touched):
        if place is None or place != (touched[0] or 0) + offset:
            raise EditOnLostLine(_nearest(places, start) + 1)
    if touched:
        first = touched[0] or 0
        return first, first + len(touched)
    if start - 1 in places:
        return places[start - 1] + 1, places[start - 1] + 1
    if start in places:
        return places[start], places[start]
    if start == 0:
        return 0, 0
    raise EditOnLostLine(min(_nearest(places, start) + 1, length))


def _nearest(places: dict[int, int], line: int) -> int:
    earlier = [place for printed, place in places.items() if printed < line]
    return max(earlier, default=-1) + 1
