"""Code as HTML, line by line: everything escaped, and what would be invisible or turn text around made visible."""

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape
from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String, Token, _TokenType

CLASSES: dict[_TokenType, str] = {
    Comment: "t-comment",
    Keyword: "t-keyword",
    Operator.Word: "t-keyword",
    String: "t-string",
    Number: "t-number",
    Name.Decorator: "t-name",
    Name.Function: "t-name",
    Name.Class: "t-name",
}
LONGEST = 200_000
"""Characters beyond which text is shown without colours."""

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def code_lines(lines: Sequence[str], file: str) -> list[Markup]:
    """The HTML of each line, in colours where the file is Python."""
    text = "\n".join(line.rstrip("\n") for line in lines)
    if not file.endswith((".py", ".pyi")) or len(text) > LONGEST:
        return [escape(visible(line)) for line in text.split("\n")][: len(lines)]
    found = [Markup()]
    for kind, piece in _pieces(text):
        first, *rest = piece.split("\n")
        found[-1] += _colored(kind, first)
        found += (_colored(kind, part) for part in rest)
    return found[: len(lines)]


def visible(text: str) -> str:
    """Control characters and marks of writing direction as escapes: code must look like what it does."""
    return _HIDDEN.sub(lambda match: match[0].encode("unicode_escape", "surrogatepass").decode(), text)


def _pieces(text: str) -> Iterator[tuple[_TokenType, str]]:
    for _, kind, piece in PythonLexer().get_tokens_unprocessed(text):
        yield kind, piece


def _colored(kind: _TokenType, text: str) -> Markup:
    while kind is not Token and kind not in CLASSES:
        kind = kind.parent or Token
    shown = escape(visible(text))
    if kind not in CLASSES or not text.strip():
        return shown
    return Markup('<span class="{}">{}</span>').format(CLASSES[kind], shown)
