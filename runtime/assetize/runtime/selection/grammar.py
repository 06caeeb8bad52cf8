"""The selection grammar: `key:"a" and not +group:b`, with depths, functions and parentheses."""

from __future__ import annotations

import re
from typing import Any

from assetize.runtime.errors import CheckError, DagsterInvalidAssetSelectionError
from assetize.runtime.selection.asset_selection import AssetSelection, legacy_selection

_TOKEN = re.compile(r'\s*(?:(\d+)|("(?:[^"\\]|\\.)*")|([A-Za-z_<*][\w*./@<>-]*)|([()+:=*]))')


class _Unparsable(Exception):
    """The text is not of this grammar."""


def parse_selection(text: str, include_sources: bool = False) -> AssetSelection:
    """The selection for a string of either grammar."""
    try:
        parser = _Parser(text, include_sources)
        return parser.whole()
    except _Unparsable:
        older = legacy_selection(text)
        if older is None:
            raise DagsterInvalidAssetSelectionError(f"Invalid selection string: {text}") from None
        return older


class _Parser:
    def __init__(self, text: str, include_sources: bool) -> None:
        self.tokens = _tokens(text)
        self.position = 0
        self.include_sources = include_sources

    def whole(self) -> AssetSelection:
        made = self._alternatives()
        if self.position != len(self.tokens):
            raise _Unparsable
        return made

    def _peek(self) -> str:
        return self.tokens[self.position] if self.position < len(self.tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        self.position += 1
        return token

    def _expect(self, token: str) -> None:
        if self._next() != token:
            raise _Unparsable

    def _alternatives(self) -> AssetSelection:
        made = self._all_of()
        while self._peek().lower() == "or":
            self._next()
            made = made | self._all_of()
        return made

    def _all_of(self) -> AssetSelection:
        made = self._negation()
        while self._peek().lower() == "and":
            self._next()
            made = made & self._negation()
        return made

    def _negation(self) -> AssetSelection:
        if self._peek().lower() == "not":
            self._next()
            return AssetSelection.all(self.include_sources) - self._negation()
        return self._traversal()

    def _traversal(self) -> AssetSelection:
        up: Any = 0
        if self._peek().isdigit():
            up = int(self._next())
            self._expect("+")
        elif self._peek() == "+":
            self._next()
            up = None
        base = self._primary()
        down: Any = 0
        if self._peek() == "+":
            self._next()
            down = int(self._next()) if self._peek().isdigit() else None
        made = base
        if up != 0:
            made = base.upstream(up)
        if down != 0:
            below = base.downstream(down)
            made = below if made is base else made | below
        return made

    def _primary(self) -> AssetSelection:
        token = self._next()
        if token == "(":
            inner = self._alternatives()
            self._expect(")")
            return inner
        if token == "*":
            return AssetSelection.all(self.include_sources)
        if token.lower() in ("roots", "sinks") and self._peek() == "(":
            self._next()
            inner = self._alternatives()
            self._expect(")")
            return inner.roots() if token.lower() == "roots" else inner.sinks()
        if self._peek() != ":":
            raise _Unparsable
        self._next()
        return self._attribute(token)

    def _value(self) -> str:
        token = self._next()
        if token in ("", "(", ")", "+", ":", "="):
            raise _Unparsable
        return token[1:-1].replace('\\"', '"') if token.startswith('"') else token

    def _attribute(self, name: str) -> AssetSelection:
        quoted = self._peek()
        value = self._value()
        missing = quoted == "<null>"
        if name == "key":
            return AssetSelection.key_wildcard(value)
        if name == "group":
            return AssetSelection.groups(value, include_sources=self.include_sources)
        if name == "owner":
            return AssetSelection.owner(None if missing else value)
        if name == "kind":
            return AssetSelection.kind(None if missing else value, self.include_sources)
        if name == "tag":
            tag_value = ""
            if self._peek() == "=":
                self._next()
                tag_value = self._value()
            return AssetSelection.tag(value, tag_value, self.include_sources)
        if name == "is":
            return _of_nature(value)
        raise CheckError(
            f"Invariant failed. Description: {name}: cannot be used to select assets in user code."
        )


def _of_nature(value: str) -> AssetSelection:
    if value == "materializable":
        return AssetSelection("is:materializable", lambda c: set(c.materializable_keys))
    if value == "external":
        return AssetSelection("is:external", lambda c: set(c.specs) - c.executable_keys)
    raise _Unparsable


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    position = 0
    text = text.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _Unparsable
        found.append(match.group(match.lastindex or 0))
        position = match.end()
    if not found:
        raise _Unparsable
    return found
