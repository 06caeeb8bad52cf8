"""The report as one JSON document."""

from collections.abc import Callable, Iterator, Mapping
from json.encoder import encode_basestring
from typing import Any

from assetize.codemods.report.document import ReportDocument


def render(report: ReportDocument) -> str:
    """Indented JSON; text of any script stays readable."""
    return "".join(pieces(report))


def pieces(report: ReportDocument) -> Iterator[str]:
    """The same, a row at a time: all of a large report at once would take more memory than what it is made from."""
    before = "{\n  "
    for name, value in report.items():
        yield f"{before}{encode_basestring(name)}: "
        if isinstance(value, list) and value:
            yield from _rows(value)
        else:
            yield _text(value, "\n  ")
        before = ",\n  "
    yield "\n}\n"


def _rows(rows: list[Any]) -> Iterator[str]:
    before = "["
    for row in rows:
        yield before + "\n    " + _text(row, "\n    ")
        before = ","
    yield "\n  ]"


def _text(value: Any, line: str) -> str:
    parts: list[str] = []
    _add(parts, value, line)
    return "".join(parts)


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
