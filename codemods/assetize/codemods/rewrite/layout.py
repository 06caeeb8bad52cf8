"""Bracketed code as a small document, laid out the way that formatters lay it out."""

from dataclasses import replace
from typing import cast

import libcst as cst

from assetize.analyzer.records import dataclass
from assetize.codemods.rewrite.style import Style

PRINTER = cst.Module([])


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Code kept as it was written; ``indent`` is the indentation of the line that it started on."""

    node: cst.CSTNode
    indent: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in brackets: ``key`` is ``name=``, ``"name": `` or a star; the comments are those around it."""

    value: "Doc"
    key: str = ""
    above: tuple[str, ...] = ()
    beside: str = ""
    """The comment on its own line, with the space in front of it."""

    def has_comments(self) -> bool:
        """Whether it must stand on lines of its own."""
        return bool(self.above or self.beside)


@dataclass(frozen=True, slots=True)
class Bracket:
    """``opening`` and its items: a call, a list or a dict. ``spread``: one item a line, whatever fits."""

    opening: str
    items: tuple[Item, ...]
    closing: str
    spread: bool = False
    below: tuple[str, ...] = ()
    """Comments after the last item."""
    hugging: bool = False
    """As written, a last item of several lines starts on the opening's own line."""
    behind: str = ""
    """The comment on the opening's own line, with the space in front of it."""


@dataclass(frozen=True, slots=True)
class Joined:
    """String literals that Python joins, one a line."""

    literals: tuple[str, ...]


Doc = str | Verbatim | Bracket | Joined


def call(function: str, *items: Item) -> Bracket:
    """``function(items)``."""
    return Bracket(f"{function}(", items, ")")


def listing(*values: Doc) -> Bracket:
    """``[values]``."""
    return Bracket("[", tuple(Item(value) for value in values), "]")


def mapping(*items: Item) -> Bracket:
    """``{items}``."""
    return Bracket("{", items, "}")


def keyword(name: str, value: Doc) -> Item:
    """``name=value``."""
    return Item(value, f"{name}=")


def render(doc: Doc, style: Style, indent: str = "", before: int = 0, after: int = 0) -> str:
    """Text of ``doc`` on a line indented by ``indent`` with ``before`` columns used up and ``after`` still to come."""
    match doc:
        case str():
            return doc
        case Verbatim():
            return _moved(doc, indent)
        case Joined():
            inner = indent + style.indent
            return "\n".join(["(", *(inner + literal for literal in doc.literals), indent + ")"])
        case Bracket():
            return _render_bracket(doc, style, indent, before, after)


def _render_bracket(doc: Bracket, style: Style, indent: str, before: int, after: int) -> str:
    if not doc.items and not doc.below and not doc.behind:
        return doc.opening + doc.closing
    flat = _flat(doc)
    if flat is not None and not doc.spread and before + style.width(flat) + after <= style.line_length:
        return flat
    if doc.hugging and not doc.spread and not _commented(doc):
        return _hugged(doc, style, indent, before)
    inner = indent + style.indent
    width = len(inner.expandtabs(4))
    body = None if flat is None or _is_display(doc) else flat[len(doc.opening) : len(flat) - len(doc.closing)]
    if body is not None and not doc.spread and width + style.width(body) <= style.line_length:
        return f"{doc.opening}\n{inner}{body}\n{indent}{doc.closing}"
    lines = [doc.opening + doc.behind]
    last_comma = "," if doc.spread or len(doc.items) > 1 or _commented(doc) else ""
    for item in doc.items:
        comma = last_comma if item is doc.items[-1] else ","
        lines += [inner + comment for comment in item.above]
        value = render(item.value, style, inner, width + len(item.key), 1)
        lines.append(f"{inner}{item.key}{value}{comma}{item.beside}")
    lines += [inner + comment for comment in doc.below]
    return "\n".join([*lines, indent + doc.closing])


def _is_display(doc: Bracket) -> bool:
    """Lists, sets and dicts of several items go one item a line; arguments may share a line of their own."""
    return not doc.opening.endswith("(") and len(doc.items) > 1


def _hugged(doc: Bracket, style: Style, indent: str, before: int) -> str:
    parts = [item.key + render(item.value, style, indent, before + len(item.key), 1) for item in doc.items]
    return doc.opening + ", ".join(parts) + doc.closing


def _commented(doc: Bracket) -> bool:
    return bool(doc.below or doc.behind) or any(item.has_comments() for item in doc.items)


def _flat(doc: Doc) -> str | None:
    """All on one line, or None where that cannot be."""
    match doc:
        case str():
            return None if "\n" in doc else doc
        case Verbatim():
            text = PRINTER.code_for_node(doc.node)
            return None if "\n" in text or "\r" in text else text
        case Joined():
            return None
        case Bracket():
            return _flat_bracket(doc)


def _flat_bracket(doc: Bracket) -> str | None:
    if doc.spread or _commented(doc):
        return None
    parts = []
    for item in doc.items:
        value = _flat(item.value)
        if value is None:
            return None
        parts.append(item.key + value)
    return doc.opening + ", ".join(parts) + doc.closing


class _Move(cst.CSTTransformer):
    """Shift the lines inside brackets, and nothing inside of strings."""

    def __init__(self, old: str, new: str) -> None:
        self.old = old
        self.new = new

    def leave_ParenthesizedWhitespace(
        self, original_node: cst.ParenthesizedWhitespace, updated_node: cst.ParenthesizedWhitespace
    ) -> cst.ParenthesizedWhitespace:
        empty = [
            line.with_changes(whitespace=self._shifted(line.whitespace)) if line.comment else line
            for line in updated_node.empty_lines
        ]
        return updated_node.with_changes(
            empty_lines=empty,
            last_line=self._shifted(cst.ensure_type(updated_node.last_line, cst.SimpleWhitespace)),
        )

    def _shifted(self, space: cst.SimpleWhitespace) -> cst.SimpleWhitespace:
        return space.with_changes(value=self.new + space.value.removeprefix(self.old))


def _moved(doc: Verbatim, indent: str) -> str:
    node = doc.node
    if doc.indent != indent:
        node = cast(cst.CSTNode, node.visit(_Move(doc.indent, indent)))
    return PRINTER.code_for_node(node).replace("\r\n", "\n")


def without_layout(doc: Bracket) -> Bracket:
    """The same, free to go on one line where it fits."""
    return replace(doc, spread=False, hugging=False)
