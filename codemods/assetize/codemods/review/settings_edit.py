"""Changes one entry of a settings file and leaves every other byte as it is; gives up where that cannot be made sure."""

import copy
import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from assetize.analyzer.settings.toml_text import TomlProblem, read_toml

Table = tuple[str, ...]


def with_entry(text: str, table: Table, name: str, value: str) -> str | None:
    """The text with ``name = value`` in a table, or without the entry where the value is empty; None: not by this program."""
    line = f"{json.dumps(name)} = {json.dumps(value)}" if value else None
    return _edited(text, table, name, line, lambda values: _set(values, name, value))


def with_listed(text: str, table: Table, name: str, item: str) -> str | None:
    """The text with one more item in the list ``name``; None: not by this program."""
    values = _table_of(text, table)
    present = [] if values is None else values.get(name, [])
    if not isinstance(present, list) or not all(isinstance(entry, str) for entry in present):
        return None
    items = [*present, *(() if item in present else (item,))]
    line = f"{name} = {json.dumps(items)}"
    return _edited(text, table, name, line, lambda values: _set(values, name, items))


def without_listed(text: str, table: Table, name: str, item: str) -> str | None:
    """The text with an item less in the list ``name``; None: not by this program."""
    values = _table_of(text, table)
    present = [] if values is None else values.get(name, [])
    if not isinstance(present, list) or item not in present:
        return text
    items = [entry for entry in present if entry != item]
    line = f"{name} = {json.dumps(items)}" if items else None
    return _edited(text, table, name, line, lambda values: _set(values, name, items))


def _edited(
    text: str, table: Table, name: str, line: str | None, change: Callable[[dict[str, Any]], None]
) -> str | None:
    document = read_toml(text.encode())
    if isinstance(document, TomlProblem):
        return None
    wanted = copy.deepcopy(dict(document.values))
    inner = wanted
    for part in table:
        inner = inner.setdefault(part, {})
        if not isinstance(inner, dict):
            return None
    change(inner)
    edited = _with_line(text, table, name, line)
    found = read_toml(edited.encode())
    # A table that holds nothing is the same as none.
    same = not isinstance(found, TomlProblem) and _filled(found.values) == _filled(wanted)
    return edited if same else None


def _with_line(text: str, table: Table, name: str, line: str | None) -> str:
    lines = text.split("\n")
    if line is not None and lines[0].endswith("\r"):
        line += "\r"
    start, end = _section(lines, table)
    pattern = re.compile(rf"""\s*(["']?){re.escape(name)}\1\s*=""")
    places = [place for place in range(start, end) if pattern.match(lines[place])]
    if places and "#" not in lines[places[0]]:
        lines[places[0] : places[0] + 1] = [] if line is None else [line]
    elif line is not None and (start or not table):
        lines.insert(start, line)
    elif line is not None:
        body = text.rstrip("\n")
        return f"{body}\n\n[{'.'.join(table)}]\n{line}\n".lstrip("\n")
    return "\n".join(lines)


def _section(lines: Sequence[str], table: Table) -> tuple[int, int]:
    """The lines of a table, its heading left out; from 0 to 0 when it has no heading."""
    heading = f"[{'.'.join(table)}]"
    start = 0
    if table:
        start = next((place for place, line in enumerate(lines, 1) if _bare(line) == heading), 0)
        if not start:
            return 0, 0
    end = next((place for place in range(start, len(lines)) if lines[place].startswith("[")), len(lines))
    return start, end


def _bare(line: str) -> str:
    return line.partition("#")[0].strip().replace(" ", "")


def _table_of(text: str, table: Table) -> dict[str, Any] | None:
    document = read_toml(text.encode())
    values: Any = {} if isinstance(document, TomlProblem) else document.values
    for part in table:
        values = values.get(part, {}) if isinstance(values, dict) else {}
    return values if isinstance(values, dict) else None


def _set(values: dict[str, Any], name: str, value: object) -> None:
    values.pop(name, None)
    if value:
        values[name] = value


def _filled(values: Any) -> Any:
    if not isinstance(values, dict):
        return values
    return {name: inner for name, value in values.items() if (inner := _filled(value)) != {}}
