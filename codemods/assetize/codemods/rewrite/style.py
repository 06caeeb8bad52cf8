"""How a file is written: quotes, line length, line endings, and the way it names Dagster."""

import re
import tokenize
from functools import partial
from pathlib import Path

from assetize.analyzer.records import dataclass

DEFAULT_LINE_LENGTH = 88
LONGEST = 120
LONG_TEXT = re.compile(r"#|\"\"\"|\'\'\'|\"[^\"]{40,}|'[^']{40,}|^[^(\[{]*$")
"""Lines that say nothing of how long code may be: comments, long texts, and prose."""
STRING_START = re.compile(r"[A-Za-z]*(\"\"\"|'''|\"|')")
SECTION = re.compile(r"^\s*\[(?P<name>[^\]]+)\]\s*$")
LINE_LENGTH = re.compile(r"^\s*line[-_]length\s*=\s*(?P<value>\d+)")
FORMATTER_SECTIONS = ("tool.black", "tool.ruff", "tool.ruff.format", "")


@dataclass(frozen=True, slots=True)
class Style:
    """What new code in a file has to look like."""

    quote: str = '"'
    line_length: int = DEFAULT_LINE_LENGTH
    indent: str = "    "
    newline: str = "\n"
    renames: tuple[tuple[str, str], ...] = ()
    """Old and new names: new code is written with old names, and renamed along with the rest of the file."""

    def width(self, text: str) -> int:
        """How long ``text`` will be on its line once everything has its new name."""
        return len(text) + sum(
            (len(new) - len(old)) * len(re.findall(rf"\b{old}\b", text))
            for old, new in self.renames
            if old in text
        )

    def string(self, value: str) -> str:
        """``value`` as a literal in the file's quotes, or in the other ones where that saves a backslash."""
        other = "'" if self.quote == '"' else '"'
        quote = other if self.quote in value and other not in value else self.quote
        escaped = "".join(_escape(character, quote) for character in value)
        return f"{quote}{escaped}{quote}"


def _escape(character: str, quote: str) -> str:
    if character in ("\\", quote):
        return "\\" + character
    if character.isprintable():
        return character
    return repr(character)[1:-1]


def most_used_quote(text: str) -> str:
    """The quote that most of the file's one-line strings have; the double quote where it is a draw."""
    counts = {"'": 0, '"': 0}
    try:
        for token in tokenize.generate_tokens(partial(next, iter(text.splitlines(keepends=True)), "")):
            start = STRING_START.match(token.string) if token.type in _STRING_TOKENS else None
            if start and start[1] in counts:
                counts[start[1]] += 1
    except (tokenize.TokenError, SyntaxError):
        pass  # What was counted so far is as good as it gets.
    return "'" if counts["'"] > counts['"'] else '"'


_STRING_TOKENS = tuple(
    value for name in ("STRING", "FSTRING_START") if (value := getattr(tokenize, name, None)) is not None
)


def line_length_of(folder: Path, root: Path, text: str) -> int:
    """The line length that the nearest formatter configuration asks for, from ``folder`` up to ``root``.

    Without one it is the usual length, or that of the file's own longest code.
    """
    for place in (folder, *folder.parents):
        for name in ("pyproject.toml", "ruff.toml", ".ruff.toml"):
            found = _configured_length(place / name)
            if found:
                return found
        if place == root:
            break
    lengths = (len(line) for line in text.splitlines() if not LONG_TEXT.search(line))
    return max(
        (length for length in lengths if DEFAULT_LINE_LENGTH < length <= LONGEST), default=DEFAULT_LINE_LENGTH
    )


def _configured_length(path: Path) -> int | None:
    """Read by lines and not as TOML, which Python knows only from 3.11 on."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    section = ""
    for line in lines:
        if header := SECTION.match(line):
            section = header["name"].strip()
        elif section in FORMATTER_SECTIONS and (setting := LINE_LENGTH.match(line)):
            return int(setting["value"])
    return None
