"""Reads the settings' table ``verify``: what a real run of both versions is given in place of the real world."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from assetize.analyzer.model import AskedRun, Diagnostic, VerifySettings
from assetize.analyzer.records import dataclass
from assetize.analyzer.settings.entry import Entry

_RUN_EXAMPLE = '{job = "nightly", partition = "2024-01-01"}'
_STARTS = ("job", "schedule", "sensor")

Read = Iterator[object]


@dataclass(frozen=True, slots=True)
class _Part:
    """One key of a table: ``read`` gives the value of ``field``, or a diagnostic."""

    field: str
    read: Callable[[Entry], Any]


def read_verify_table(entry: Entry) -> Read:
    """The table as one record, and a diagnostic for each entry in it that is wrong."""
    if not isinstance(entry.value, dict):
        yield entry.wrong('a table like {environment = {DATABASE_URL = "sqlite:///{scratch}/shop.db"}}')
        return
    values, problems = _read_parts(entry, _PARTS)
    yield from problems
    yield VerifySettings(entry.where, **values)


def _read_parts(entry: Entry, parts: dict[str, _Part]) -> tuple[dict[str, Any], list[Diagnostic]]:
    values: dict[str, Any] = {}
    problems: list[Diagnostic] = []
    for key in entry.value:
        item = entry.inside(key)
        if key not in parts:
            problems.append(item.unknown(parts))
            continue
        value = parts[key].read(item)
        if isinstance(value, Diagnostic):
            problems.append(value)
        else:
            values[parts[key].field] = value
    return values, problems


def _environment(entry: Entry) -> tuple[tuple[str, str], ...] | Diagnostic:
    if not isinstance(entry.value, dict) or not all(isinstance(item, str) for item in entry.value.values()):
        return entry.wrong('a table of texts, like {DATABASE_URL = "sqlite:///{scratch}/shop.db"}')
    return tuple(entry.value.items())


def _paths(entry: Entry) -> tuple[str, ...] | Diagnostic:
    names = _names(entry)
    if isinstance(names, Diagnostic):
        return names
    outside = next((name for name in names if _leads_out(name)), None)
    return entry.refused(f"{outside} is not inside the project") if outside is not None else names


def _path(entry: Entry) -> str | Diagnostic:
    text = _text(entry)
    is_outside = isinstance(text, str) and _leads_out(text)
    return entry.refused(f"{text} is not inside the project") if is_outside else text


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return parts[0] == "" or ".." in parts or parts[0].endswith(":")


def _names(entry: Entry) -> tuple[str, ...] | Diagnostic:
    if not isinstance(entry.value, list) or not all(
        isinstance(item, str) and item.strip() for item in entry.value
    ):
        return entry.wrong("a list of texts")
    return tuple(entry.value)


def _text(entry: Entry) -> str | Diagnostic:
    is_text = isinstance(entry.value, str) and entry.value.strip()
    return str(entry.value) if is_text else entry.wrong("a text in quotes")


def _runs(entry: Entry) -> tuple[AskedRun, ...] | Diagnostic:
    if not isinstance(entry.value, list):
        return entry.wrong(f"a list of tables like {_RUN_EXAMPLE}")
    found = []
    for position in range(len(entry.value)):
        run = _run(entry.inside(position))
        if isinstance(run, Diagnostic):
            return run
        found.append(run)
    return tuple(found)


def _run(entry: Entry) -> AskedRun | Diagnostic:
    if not isinstance(entry.value, dict):
        return entry.wrong(f"a table like {_RUN_EXAMPLE}")
    values, problems = _read_parts(entry, _RUN_PARTS)
    if problems:
        return problems[0]
    if sum(name in values for name in _STARTS) != 1:
        return entry.refused(f"it needs exactly one of {', '.join(_STARTS)}")
    if "at" in values and "schedule" not in values:
        return entry.refused("at is the moment of a schedule's tick")
    if "job" not in values and values.keys() & {"partition", "run_config"}:
        return entry.refused("the schedule or sensor says itself which partition and run config it asks for")
    return AskedRun(entry.where, **values)


def _moment(entry: Entry) -> str | Diagnostic:
    try:
        moment = datetime.fromisoformat(str(entry.value))
    except ValueError:
        return entry.wrong('a moment like "2024-01-31T04:00:00+00:00"')
    return entry.wrong("a moment with its offset, like +00:00") if moment.tzinfo is None else str(entry.value)


def _config(entry: Entry) -> str | Diagnostic:
    if not isinstance(entry.value, dict):
        return entry.wrong('a table like {ops = {load = {config = {day = "monday"}}}}')
    return json.dumps(entry.value, default=str, sort_keys=True)


def _flag(entry: Entry) -> bool | Diagnostic:
    return entry.value if isinstance(entry.value, bool) else entry.wrong("true or false")


_PARTS: dict[str, _Part] = {
    "environment": _Part("environment", _environment),
    "files": _Part("files", _paths),
    "setup": _Part("setup", _text),
    "stand-ins": _Part("stand_ins", _path),
    "io-managers": _Part("io_managers", _names),
    "record-resources": _Part("record_resources", _names),
    "runs": _Part("runs", _runs),
}
_RUN_PARTS: dict[str, _Part] = {
    "job": _Part("job", _text),
    "schedule": _Part("schedule", _text),
    "sensor": _Part("sensor", _text),
    "partition": _Part("partition", _text),
    "at": _Part("at", _moment),
    "run-config": _Part("run_config", _config),
    "fails": _Part("fails", _flag),
}
