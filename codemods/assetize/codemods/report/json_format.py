"""The report as one JSON document."""

from collections.abc import Callable, Mapping
from json.encoder import encode_basestring
from typing import Any

from assetize.codemods.report.document import ReportDocument


def render(report: ReportDocument) -> str:
    """Indented JSON; text of any script stays readable."""
    parts: list[str] = []
    before = "{\n  "
    for name, value in report.items():
        parts.append(f"{before}{encode_basestring(name)}: ")
        _add_rows(parts, value) if isinstance(value, list) and value else _add(parts, value, "\n  ")
        before = ",\n  "
    return "".join((*parts, "\n}\n"))


def _add_rows(parts: list[str], rows: list[Any]) -> None:
    """Each row as one text: the pieces of all rows at once would take more memory than all the rest."""
    before = "["
    for row in rows:
        pieces = [before, "\n    "]
        _add(pieces, row, "\n    ")
        parts.append("".join(pieces))
        before = ","
    parts.append("\n  ]")


def _add(parts: list[str], value: Any, line: str) -> None:
    """What ``json.dumps(value, indent=2, ensure_ascii=False)`` gives, in less time: it indents in Python, too.

    ``line`` is a line end with the indentation of what is around the value.
    """
    kind = type(value)
    if kind is dict and value:
        inner = f"{line}  "
        before = f"{{{inner}"
        for name, item in value.items():
            leaf = LEAVES.get(type(item))
            if leaf is not None:  # as for most
                parts.append(f"{before}{encode_basestring(name)}: {leaf(item)}")
            else:
                parts.append(f"{before}{encode_basestring(name)}: ")
                _add(parts, item, inner)
            before = f",{inner}"
        parts.append(f"{line}}}")
    elif kind is list and value:
        inner = f"{line}  "
        before = f"[{inner}"
        for item in value:
            parts.append(before)
            _add(parts, item, inner)
            before = f",{inner}"
        parts.append(f"{line}]")
    else:
        parts.append(_leaf(value))


LEAVES: Mapping[type, Callable[[Any], str]] = {
    str: encode_basestring,
    int: str,
    bool: {True: "true", False: "false"}.__getitem__,
    type(None): {None: "null"}.__getitem__,
}


def _leaf(value: Any) -> str:
    if type(value) in LEAVES:
        return LEAVES[type(value)](value)
    if value == [] or value == {}:
        return "[]" if isinstance(value, list) else "{}"
    raise TypeError(f"a report holds no {type(value).__name__}")
