"""Calls, dicts and lists of a syntax tree taken apart into documents that can be laid out again."""

from collections.abc import Sequence
from dataclasses import replace

import libcst as cst

from assetize.analyzer.records import dataclass
from assetize.codemods.rewrite.layout import PRINTER, Bracket, Doc, Item, Verbatim


@dataclass(frozen=True, slots=True)
class Piece:
    """One argument or element: its node's value, its name (of a keyword or a known string key), and its document."""

    node: cst.BaseExpression
    name: str | None
    item: Item
    star: str = ""

    @property
    def indent(self) -> str:
        """The indentation of the line that it starts on."""
        return self.item.value.indent if isinstance(self.item.value, Verbatim) else ""

    def with_value(self, value: Doc, key: str | None = None) -> Item:
        """Its place and comments around another value, and another key where one is given."""
        return replace(self.item, value=value, key=self.item.key if key is None else key)


@dataclass(frozen=True, slots=True)
class Pieces:
    """What is inside a pair of brackets, in order, with how it was laid out."""

    pieces: tuple[Piece, ...]
    shell: Bracket
    """The brackets without items."""

    def find(self, name: str) -> Piece | None:
        """The piece of that name."""
        return next((piece for piece in self.pieces if piece.name == name), None)

    def as_written(self) -> Bracket:
        """All of it again."""
        return replace(self.shell, items=tuple(piece.item for piece in self.pieces))


def code(node: cst.CSTNode) -> str:
    """The node's text."""
    return PRINTER.code_for_node(node)


def string_value(node: cst.BaseExpression | None) -> str | None:
    """The value of a plain string literal, else None."""
    if isinstance(node, cst.SimpleString | cst.ConcatenatedString):
        value = node.evaluated_value
        return value if isinstance(value, str) else None
    return None


def read_call(node: cst.Call, indent: str = "", positions: tuple[str, ...] = ()) -> Pieces:
    """A call's arguments; ``positions`` names those given by position. ``indent`` is that of the line it starts on."""
    reader = _Reader(indent, node.whitespace_before_args)
    pieces = []
    for index, argument in enumerate(node.args):
        name = argument.keyword.value if argument.keyword else None
        if name is None and not argument.star and index < len(positions):
            name = positions[index]
        key = f"{argument.keyword.value}=" if argument.keyword else argument.star
        pieces.append(
            reader.piece(
                argument.value, name, key, argument.comma, argument.whitespace_after_arg, argument.star
            )
        )
    return reader.finish(pieces, code(node.func) + "(", ")")


def read_dict(node: cst.Dict, indent: str = "") -> Pieces:
    """A dict's entries, named by their keys where these are strings."""
    reader = _Reader(indent, node.lbrace.whitespace_after)
    pieces = []
    for element in node.elements:
        if isinstance(element, cst.DictElement):
            name, key, star = string_value(element.key), f"{code(element.key)}: ", ""
        else:
            name, key, star = None, "**", "**"
        pieces.append(reader.piece(element.value, name, key, element.comma, None, star))
    return reader.finish(pieces, "{", "}", node.rbrace.whitespace_before)


def read_list(node: cst.List | cst.Tuple, indent: str = "") -> Pieces:
    """A list's or tuple's elements."""
    if isinstance(node, cst.List):
        before, after, opening, closing = (
            node.lbracket.whitespace_after,
            node.rbracket.whitespace_before,
            "[",
            "]",
        )
    else:
        left, right = node.lpar, node.rpar
        before = left[0].whitespace_after if left else cst.SimpleWhitespace("")
        after = right[0].whitespace_before if right else cst.SimpleWhitespace("")
        opening, closing = "(", ")"
    reader = _Reader(indent, before)
    pieces = []
    for element in node.elements:
        star = "*" if isinstance(element, cst.StarredElement) else ""
        pieces.append(reader.piece(element.value, None, star, element.comma, None, star))
    return reader.finish(pieces, opening, closing, after)


def read_import(node: cst.ImportFrom) -> tuple[list[Item], Bracket]:
    """The names of a ``from`` import as they are spelled there, and the layout of their brackets."""
    reader = _Reader("", node.lpar.whitespace_after if node.lpar else cst.SimpleWhitespace(""))
    pieces = []
    for alias in () if isinstance(node.names, cst.ImportStar) else node.names:
        bare = alias.with_changes(comma=cst.MaybeSentinel.DEFAULT)
        piece = reader.piece(cst.Name("_"), None, "", alias.comma, None, "")
        pieces.append(replace(piece, item=replace(piece.item, value=code(bare))))
    read = reader.finish(pieces, "(", ")", node.rpar.whitespace_before if node.rpar else None)
    return _with_comment_behind([piece.item for piece in read.pieces], read.shell, node)


def _with_comment_behind(
    items: list[Item], shell: Bracket, node: cst.ImportFrom
) -> tuple[list[Item], Bracket]:
    """``(  # noqa`` is about the whole list: it does not go with the first name."""
    space = node.lpar.whitespace_after if node.lpar else None
    if not items or not isinstance(space, cst.ParenthesizedWhitespace) or space.first_line.comment is None:
        return items, shell
    first = replace(items[0], above=items[0].above[1:])
    return [first, *items[1:]], replace(shell, behind=code(space.first_line).rstrip("\r\n"))


class _Reader:
    """Deals out the comments between items to the items that they belong to."""

    def __init__(self, indent: str, before: cst.BaseParenthesizableWhitespace) -> None:
        self.indent = indent
        self.first_on_new_line = _breaks(before)
        self.breaks = 1 if self.first_on_new_line else 0
        self.line_indent = indent
        self.pending: list[str] = []
        self.last_comma = False
        self._enter(before, own=False)

    def piece(
        self,
        value: cst.BaseExpression,
        name: str | None,
        key: str,
        comma: cst.Comma | cst.MaybeSentinel,
        tail: cst.BaseParenthesizableWhitespace | None,
        star: str,
    ) -> Piece:
        above, indent = tuple(self.pending), self.line_indent
        self.pending, beside = [], ""
        spaces = [] if tail is None else [tail]
        self.last_comma = isinstance(comma, cst.Comma)
        if isinstance(comma, cst.Comma):
            spaces += [comma.whitespace_before, comma.whitespace_after]
        for space in spaces:
            beside = self._enter(space, own=True) or beside
        return Piece(value, name, Item(Verbatim(value, indent), key, above, beside), star)

    def finish(
        self,
        pieces: Sequence[Piece],
        opening: str,
        closing: str,
        after: cst.BaseParenthesizableWhitespace | None = None,
    ) -> Pieces:
        if after is not None:
            beside = self._enter(after, own=True)
            if beside and pieces:
                last = pieces[-1]
                pieces = [*pieces[:-1], replace(last, item=replace(last.item, beside=beside))]
        several_lines = any("\n" in code(piece.node) for piece in pieces)
        spread = self.first_on_new_line and (self.last_comma or self.breaks > 2)
        hugging = several_lines and not self.breaks
        return Pieces(tuple(pieces), Bracket(opening, (), closing, spread, tuple(self.pending), hugging))

    def _enter(self, space: cst.BaseParenthesizableWhitespace, own: bool) -> str:
        """Take in the comments of ``space``; gives the one that stands beside what came before it."""
        if not isinstance(space, cst.ParenthesizedWhitespace):
            return ""
        comments = [line.comment.value for line in space.empty_lines if line.comment]
        first = code(space.first_line).rstrip("\r\n") if space.first_line.comment else ""
        if first and not own:
            comments.insert(0, first.strip())
        self.pending += comments
        self.line_indent = cst.ensure_type(space.last_line, cst.SimpleWhitespace).value
        self.breaks += 1 if own else 0
        return first if own else ""


def _breaks(space: cst.BaseParenthesizableWhitespace) -> bool:
    return isinstance(space, cst.ParenthesizedWhitespace)
