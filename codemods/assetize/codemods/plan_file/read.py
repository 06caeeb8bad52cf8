"""Reads a plan file that a person may have edited."""

from typing import Any, cast, get_args

from assetize.analyzer.settings.toml_text import TomlProblem, read_toml
from assetize.codemods.plan_file.document import (
    VERSION,
    Decision,
    PlanFile,
    PlanFileError,
    PlannedAsset,
    PlannedJob,
)


def read_plan_file(data: bytes) -> PlanFile:
    """What it says. Raises ``PlanFileError`` for what is no plan file of this version."""
    document = read_toml(data)
    if isinstance(document, TomlProblem):
        raise PlanFileError(f"line {document.line}: no valid TOML: {document.message}")
    values = document.values
    if values.get("version") != VERSION:
        raise PlanFileError(f"it is no plan file of version {VERSION}")
    return PlanFile(
        options=_texts(values.get("options", {}), "options"),
        files=_texts(values.get("files", {}), "files"),
        jobs=tuple(_job(item) for item in _tables(values.get("jobs", []), "jobs")),
    )


def _job(table: dict[str, Any]) -> PlannedJob:
    name, decision = _text(table, "id"), _text(table, "decision")
    if decision not in get_args(Decision):
        raise PlanFileError(f'{name}: decision = "{decision}" is none of {", ".join(get_args(Decision))}')
    assets = tuple(
        PlannedAsset(_list(item, "keys"), _text(item, "form"), _list(item, "ops"))
        for item in _tables(table.get("assets", []), f"{name}: assets")
    )
    return PlannedJob(name, cast(Decision, decision), assets)


def _tables(value: Any, what: str) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise PlanFileError(f"{what} has to be a list of tables")
    return value


def _texts(value: Any, what: str) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise PlanFileError(f"{what} has to be a table of strings")
    return value


def _text(table: dict[str, Any], name: str) -> str:
    value = table.get(name)
    if not isinstance(value, str):
        raise PlanFileError(f"{name} is missing, or is no string")
    return value


def _list(table: dict[str, Any], name: str) -> tuple[str, ...]:
    value = table.get(name)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise PlanFileError(f"{name} has to be a list of strings")
    return tuple(value)
