"""Values as records and back: a config becomes one record for each of its leaves."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from assetize.analyzer.model import ConfigValue, Location
from assetize.analyzer.values import Hole, Instance, Known, NotKnown, Template, Value
from assetize.analyzer.values.text import render, text
from assetize.analyzer.values.value import elements_of, entries_of, mapping, sequence

Path = tuple[str, ...]

LONGEST = 2_000
"""A config of more leaves than that is no config that a person wrote."""
_HOLE = re.compile(r"\{([a-z]+):([^{}]*)\}")
_LASTING = frozenset({"env", "project", "date", "partition", "resource"})
_PLACEHOLDER = re.compile(r"\$\{\s*([\w.]+)\s*\}|\{\{\s*([\w.]+)[^{}]*\}\}|\{([A-Za-z_]\w*)\}")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")
_SCALARS = (str, int, float, bool, type(None))
_ENVIRONMENT = frozenset({"dagster.EnvVar"})


def leaves(value: Value, where: Location, path: Path = ()) -> tuple[ConfigValue, ...]:
    """A value as records, all at one place."""
    found: list[ConfigValue] = []
    for leaf in _leaves(value, where, path):
        found.append(leaf)
        if len(found) > LONGEST:
            return (ConfigValue(path, None, where, "it is very long"),)
    return tuple(found)


def _leaves(value: Value, where: Location, path: Path) -> Iterator[ConfigValue]:
    entries = entries_of(value)
    if isinstance(value, Instance) and value.class_id not in _ENVIRONMENT:
        entries = value.arguments
    if entries:
        for key, entry in entries:
            yield from _leaves(entry, where, (*path, str(key)))
        return
    elements = elements_of(value)
    if elements:
        for number, element in enumerate(elements):
            yield from _leaves(element, where, (*path, f"[{number}]"))
        return
    yield _leaf(value, where, path)


def _leaf(value: Value, where: Location, path: Path) -> ConfigValue:
    if entries_of(value) is not None or elements_of(value) is not None:
        return ConfigValue(path, "{}" if entries_of(value) is not None else "[]", where)
    if isinstance(value, Known) and isinstance(value.value, _SCALARS):
        return ConfigValue(path, json.dumps(value.value), where)
    if isinstance(value, Template):
        return ConfigValue(path, json.dumps(render(value)), where)
    reason = value.reason if isinstance(value, NotKnown) else "it is an object"
    return ConfigValue(path, None, where, reason)


def value_of(records: Sequence[ConfigValue], prefix: str = "") -> Value:
    """The value that records make up; what is not known is the hole ``{config:name}``."""
    return _built([(item.path, item) for item in records], prefix)


def _built(records: Sequence[tuple[Path, ConfigValue]], name: str) -> Value:
    if not records:
        return Known({})
    last = next((item for path, item in reversed(records) if not path), None)
    nested = [(path, item) for path, item in records if path]
    if last is not None and not nested:
        return _scalar(last, name)
    groups: dict[str, list[tuple[Path, ConfigValue]]] = {}
    for path, item in nested:
        groups.setdefault(path[0], []).append((path[1:], item))
    if name and groups.keys() == {"env"} and (source := _environment(groups["env"])) is not None:
        return source
    values = [(key, _built(group, f"{name}.{key}" if name else key)) for key, group in groups.items()]
    if all(key.startswith("[") for key in groups):
        return sequence(value for _, value in values)
    return mapping(values)


def _environment(records: Sequence[tuple[Path, ConfigValue]]) -> Value | None:
    """``{"env": "DATABASE"}``: how a run config names an environment variable."""
    (path, item), *others = records
    variable = json.loads(item.text) if item.text is not None else None
    is_name = isinstance(variable, str) and _VARIABLE.fullmatch(variable) is not None
    return Template((Hole("env", str(variable)),)) if is_name and not path and not others else None


def _scalar(record: ConfigValue, name: str) -> Value:
    if record.text is None:
        return Template((Hole("config", name),))
    value = json.loads(record.text)
    if isinstance(value, dict | list):
        return Known({} if isinstance(value, dict) else ())
    return with_holes(value) if isinstance(value, str) else Known(value)


def with_holes(words: str) -> Value:
    """Text whose placeholders (``${date}``, ``{{ ds }}``, ``{day}``, ``{env:SCHEMA}``) are holes again."""
    parts: list[str | Hole] = []
    end = 0
    for match in re.finditer(f"{_HOLE.pattern}|{_PLACEHOLDER.pattern}", words):
        kind, name, *placeholders = match.groups()
        parts.append(words[end : match.start()])
        if kind:
            parts.append(Hole(kind if kind in _LASTING else "unknown", name))
        else:
            parts.append(_placeholder(next(item for item in placeholders if item)))
        end = match.end()
    return text([*parts, words[end:]])


def _placeholder(name: str) -> Hole:
    """Something fills it in later; ``ds`` is what Airflow calls the day of a run."""
    return Hole("date", name) if name in ("ds", "ds_nodash") else Hole("unknown", name)


def under(records: Iterable[ConfigValue], path: Path) -> tuple[ConfigValue, ...]:
    """The records below a path, with the rest of their own."""
    length = len(path)
    return tuple(
        ConfigValue(item.path[length:], item.text, item.where, item.reason)
        for item in records
        if item.path[:length] == path
    )
