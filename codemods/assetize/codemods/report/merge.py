"""Joins the reports of several folders into one document."""

from posixpath import normpath
from typing import Any, TypeVar, cast

from assetize.codemods.report.coverage import merged_coverage
from assetize.codemods.report.document import ReportDocument

Rows = TypeVar("Rows")


def merge_reports(parts: tuple[tuple[str, ReportDocument], ...]) -> ReportDocument:
    """One document for ``(folder, report)`` pairs; files are then relative to the folder that holds them all.

    ``folder`` is each report's place under it, with ``/``; ``"."`` leaves files as they are.
    """
    (_, first), *_ = parts
    merged: ReportDocument = {
        **first,
        "jobs": [],
        "mappings": [],
        "assets": [],
        "diagnostics": [],
        "outcomes": [],
    }
    for folder, report in parts:
        moved = report if folder == "." else _moved(report, folder)
        merged["jobs"] += moved["jobs"]
        merged["mappings"] += moved["mappings"]
        merged["assets"] += moved["assets"]
        merged["diagnostics"] += moved["diagnostics"]
        merged["outcomes"] += moved["outcomes"]
    merged["coverage"] = merged_coverage([report["coverage"] for _, report in parts])
    return merged


def _moved(rows: Rows, folder: str) -> Rows:
    """The same rows with ``folder/`` before every ``file``."""
    return cast(Rows, _with_folder(rows, folder))


def _with_folder(value: Any, folder: str) -> Any:
    if isinstance(value, dict):
        return {
            name: normpath(f"{folder}/{item}") if name == "file" else _with_folder(item, folder)
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [_with_folder(item, folder) for item in value]
    return value
