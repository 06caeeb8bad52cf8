"""What an upgrade would write as results of a SARIF run of its own, each with its fix."""

import hashlib
from typing import Any
from urllib.parse import quote

from assetize.codemods.report.shown_upgrade import Replacement, ShownChange, ShownFile
from assetize.codemods.report.wording import counted, key_text

RULE = {
    "id": "assetize/upgrade",
    "shortDescription": {"text": "an op job that can become asset definitions"},
    "fullDescription": {
        "text": "What its ops make is known before a run. The fix is what assetize upgrade writes for these jobs; it has passed the gate."
    },
    "help": {"text": "Read the change, then run assetize upgrade --write."},
    "defaultConfiguration": {"level": "note"},
}
MOST_NAMES = 5


def change_run(driver: dict[str, Any], changes: tuple[ShownChange, ...]) -> dict[str, Any]:
    """A run of the same tool, in a category of its own: code scanning takes one run of each category."""
    return {
        "tool": {"driver": {**driver, "rules": [RULE]}},
        "automationDetails": {"id": "assetize/upgrade/"},
        "columnKind": "unicodeCodePoints",
        "results": [_result(change) for change in changes],
    }


def _result(change: ShownChange) -> dict[str, Any]:
    names = _listed(change.jobs)
    keys = _listed([key_text(list(key)) for key in change.keys])
    files = counted(len(change.files), "file")
    result = {
        "ruleId": RULE["id"],
        "ruleIndex": 0,
        "level": "note",
        "message": {"text": f"{names} can become asset definitions: {keys}. The change touches {files}."},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": artifact(change.file),
                    "region": {"startLine": change.line},
                }
            }
        ],
        "partialFingerprints": {"assetize/v1": _fingerprint(change)},
    }
    if all(file.replacements for file in change.files):
        description = {"text": f"Upgrade {names}"}
        result["fixes"] = [{"description": description, "artifactChanges": list(map(_file, change.files))}]
    return result


def artifact(file: str) -> dict[str, str]:
    """The file as a relative URI."""
    return {"uri": quote(file), "uriBaseId": "%SRCROOT%"}


def _listed(names: list[str] | tuple[str, ...]) -> str:
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more:,} more" if more > 0 else "")


def _file(file: ShownFile) -> dict[str, Any]:
    return {
        "artifactLocation": artifact(file.file),
        "replacements": [_replacement(item) for item in file.replacements or ()],
    }


def _replacement(item: Replacement) -> dict[str, Any]:
    """Whole lines: from the first one's start to the start of the line after the last, or to the end of the file."""
    end, column = (
        (item.line + item.count, 1) if not item.ends_at else (item.line + item.count - 1, item.ends_at + 1)
    )
    region = {"startLine": item.line, "startColumn": 1, "endLine": end, "endColumn": column}
    return {"deletedRegion": region, "insertedContent": {"text": item.text}}


def _fingerprint(change: ShownChange) -> str:
    return hashlib.sha256("\0".join((change.file, *change.jobs)).encode()).hexdigest()[:32]
