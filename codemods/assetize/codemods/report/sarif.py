"""The report's diagnostics as SARIF 2.1.0, for code scanning."""

import hashlib
import json
from typing import Any

from assetize.analyzer.codes import find_code
from assetize.codemods.report.document import DiagnosticRow, ReportDocument
from assetize.codemods.report.sarif_changes import artifact, change_run
from assetize.codemods.report.shown_upgrade import NOTHING_SHOWN, ShownUpgrade

SARIF_VERSION = "2.1.0"
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render_with(report: ReportDocument, shown: ShownUpgrade) -> str:
    """One SARIF run with one result for each diagnostic, and one with a result for each change that can be made."""
    return json.dumps(sarif_log(report, shown), indent=2, ensure_ascii=False) + "\n"


def sarif_log(report: ReportDocument, shown: ShownUpgrade = NOTHING_SHOWN) -> dict[str, Any]:
    """The log as plain values."""
    driver = {**report["tool"]}
    runs = [_diagnostics_run(report, driver)]
    if shown.changes:
        runs.append(change_run(driver, shown.changes))
    return {"$schema": SARIF_SCHEMA, "version": SARIF_VERSION, "runs": runs}


def _diagnostics_run(report: ReportDocument, driver: dict[str, Any]) -> dict[str, Any]:
    codes = sorted({row["code"] for row in report["diagnostics"]})
    return {
        "tool": {"driver": {**driver, "rules": [_rule(code) for code in codes]}},
        "automationDetails": {"id": "assetize/report/"},
        "columnKind": "unicodeCodePoints",
        "results": [_result(row, codes.index(row["code"])) for row in report["diagnostics"]],
    }


def _rule(name: str) -> dict[str, Any]:
    code = find_code(name)
    if code is None:
        return {"id": name, "shortDescription": {"text": name}}
    return {
        "id": code.code,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.why},
        "help": {"text": code.help},
        "defaultConfiguration": {"level": code.severity},
    }


def _result(row: DiagnosticRow, rule_index: int) -> dict[str, Any]:
    text = f"{row['message']}\n\n{row['help']}" if row["help"] else row["message"]
    return {
        "ruleId": row["code"],
        "ruleIndex": rule_index,
        "level": row["severity"],
        "message": {"text": text},
        "locations": [{"physicalLocation": _physical_location(row)}],
        "partialFingerprints": {"assetize/v1": _fingerprint(row)},
    }


def _physical_location(row: DiagnosticRow) -> dict[str, Any]:
    """The file; a finding on the whole file has no region."""
    location: dict[str, Any] = {"artifactLocation": artifact(row["file"])}
    if row["line"] > 0:
        location["region"] = {"startLine": row["line"]}
    return location


def _fingerprint(row: DiagnosticRow) -> str:
    """The same finding stays the same when lines above it move."""
    return hashlib.sha256(f"{row['code']}\0{row['file']}\0{row['message']}".encode()).hexdigest()[:32]
