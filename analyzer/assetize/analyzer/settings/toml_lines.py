"""The line of every key and list element of a TOML text, which Python's own reader does not tell.

Only for text that has been read without an error: nothing is checked here.
"""

import re

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SPACES = re.compile(r"[ \t]*")
_TEXT = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}' + r"|'''.*?'{3,5}" + r'|"(?:\\.|[^"\\\n])*"' + r"|'[^'\n]*'", re.DOTALL
)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}\n#]+")
_ESCAPE = re.compile(r"\\(.)")


def find_lines(text: str) -> dict[Path, int]:
    """Lines by path: ``("writes", 1, "call")``."""
    return _Walk(text).document()


class _Walk:
    """Goes through the text once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._counted_to = 0
        self._line = 1
        self._lines: dict[Path, int] = {}
        self._tables: dict[Path, int] = {}
        """How many tables each list of tables has had so far."""

    def document(self) -> dict[Path, int]:
        table: Path = ()
        while self._skip(_BLANK) < len(self._text):
            if self._text.startswith("[", self._at):
                table = self._heading()
            else:
                self._pair(table)
        return self._lines

    def _skip(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._at

    def _note(self, path: Path) -> None:
        self._line += self._text.count("\n", self._counted_to, self._at)
        self._counted_to = self._at
        self._lines.setdefault(path, self._line)

    def _heading(self) -> Path:
        is_list = self._text.startswith("[[", self._at)
        start = self._at
        self._at += 2 if is_list else 1
        names = self._key()
        self._at = self._text.index("]" * (2 if is_list else 1), self._at) + (2 if is_list else 1)
        after, self._at = self._at, start
        path: Path = ()
        for position, name in enumerate(names):
            path = (*path, name)
            if path in self._tables and not (is_list and position == len(names) - 1):
                path = (*path, self._tables[path])
            self._note(path)
        if is_list:
            self._tables[path] = self._tables.get(path, -1) + 1
            path = (*path, self._tables[path])
            self._note(path)
        self._at = after
        return path

    def _key(self) -> list[str]:
        names: list[str] = []
        while True:
            self._skip(_SPACES)
            quoted = _TEXT.match(self._text, self._at)
            start = self._at
            self._skip(_TEXT if quoted else _BARE)
            word = self._text[start : self._at]
            names.append(_ESCAPE.sub(r"\1", word[1:-1]) if quoted else word)
            self._skip(_SPACES)
            if not self._text.startswith(".", self._at):
                return names
            self._at += 1

    def _pair(self, table: Path) -> None:
        start = self._at
        names = self._key()
        after, self._at = self._at, start
        path = table
        for name in names:
            path = (*path, name)
            self._note(path)
        self._at = after + 1  # the equals sign
        self._value(path)

    def _value(self, path: Path) -> None:
        self._skip(_SPACES)
        match self._text[self._at]:
            case "[":
                self._list(path)
            case "{":
                self._inline_table(path)
            case '"' | "'":
                self._skip(_TEXT)
            case _:
                self._skip(_SCALAR)

    def _list(self, path: Path) -> None:
        self._at += 1
        position = 0
        while self._text[self._skip(_BLANK)] != "]":
            self._note((*path, position))
            self._value((*path, position))
            position += 1
            if self._text[self._skip(_BLANK)] == ",":
                self._at += 1
        self._at += 1

    def _inline_table(self, path: Path) -> None:
        self._at += 1
        while self._text[self._skip(_BLANK)] != "}":
            self._pair(path)
            if self._text[self._skip(_BLANK)] == ",":
                self._at += 1
        self._at += 1
