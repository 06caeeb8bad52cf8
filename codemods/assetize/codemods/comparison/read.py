"""Reads reports and baselines that were written earlier, maybe by another version, maybe edited by hand."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from assetize.codemods.comparison.baseline import Baseline
from assetize.codemods.report.document import SCHEMA_VERSION, ReportDocument

NEEDED: Mapping[str, tuple[str, ...]] = {
    "jobs": ("name", "file", "line", "fit", "upgrade", "diagnostics"),
    "mappings": ("op", "output", "file", "line", "jobs", "decision", "asset_key", "confidence"),
    "assets": ("key", "kind", "produced_by"),
    "diagnostics": ("code", "severity", "message", "file", "line"),
}
"""The lists of a report that a comparison reads, and the fields of their rows."""


class NoReport(Exception):
    """The file is none of this program's; the text says what is wrong with it."""


def read_report(path: Path) -> ReportDocument:
    """A report in the ``json`` format. Raises ``NoReport``, and ``OSError`` for a file that cannot be read."""
    found = _read(path)
    for name, fields in NEEDED.items():
        _check_rows(found, name, fields)
    for job in found["jobs"]:
        _check_rows(job, "diagnostics", NEEDED["diagnostics"])
    return cast(ReportDocument, found)


def read_baseline(path: Path) -> Baseline:
    """A baseline, or a report in the ``json`` format: then all its op jobs are allowed. Raises as :func:`read_report`."""
    found = _read(path)
    name = "op_jobs" if "op_jobs" in found else "jobs"
    _check_rows(found, name, ("name", "file"))
    return {"schema_version": SCHEMA_VERSION, "op_jobs": found[name]}


def _read(path: Path) -> dict[str, Any]:
    try:
        found: object = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise NoReport(f"it is not JSON: {error}") from error
    if not isinstance(found, dict) or "schema_version" not in found:
        raise NoReport("it is no report: write one with assetize report --format json")
    if found["schema_version"] != SCHEMA_VERSION:
        raise NoReport(
            f"it has schema version {found['schema_version']}; this program reads {SCHEMA_VERSION}"
        )
    return found


def _check_rows(found: Mapping[str, Any], name: str, fields: tuple[str, ...]) -> None:
    rows = found.get(name)
    if not isinstance(rows, list):
        raise NoReport(f"it is no report: {name} is not a list")
    for row in rows:
        if not isinstance(row, dict) or not row.keys() >= {*fields}:
            raise NoReport(f"it is no report: a row of {name} lacks one of {', '.join(fields)}")
