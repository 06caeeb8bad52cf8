"""Small pieces of the HTML page: tables, names, words and links; everything that they are given is escaped here."""

import re
from collections.abc import Iterable, Sequence
from html import escape

Cell = str
"""HTML that is already escaped."""


def table(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    head = "".join(f'<th scope="col">{header}</th>' for header in headers)
    body = "\n".join(f"<tr>{_cells(headers, row)}</tr>" for row in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _cells(headers: Sequence[str], row: Sequence[Cell]) -> str:
    """The first cell names the row, so on a small screen it needs no label."""
    first, *rest = row
    labelled = (
        f'<td data-label="{header}"><div>{cell}</div></td>' if cell else "<td></td>"
        for header, cell in zip(headers[1:], rest, strict=True)
    )
    return f"<td>{first}</td>{''.join(labelled)}"


def named(name: str, where: str) -> Cell:
    return f'<div class="word"><code>{escape(name)}</code></div><div class="place">{escape(where)}</div>'


def word(text: str, kind: str) -> Cell:
    return f'<span class="word verdict {escape(kind)}">{escape(text)}</span>'


def with_code(text: str) -> Cell:
    """Advice quotes code in backticks."""
    return re.sub(r"`([^`]+)`", r"<code>\g<1></code>", escape(text))


def with_links(text: str) -> Cell:
    """Codes lead to their findings."""
    return re.sub(r"\bAZ\d{3}\b", r'<a href="#\g<0>">\g<0></a>', escape(text))
