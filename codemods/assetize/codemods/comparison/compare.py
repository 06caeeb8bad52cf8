"""What changed from one report of a project to a later one."""

from collections import Counter
from collections.abc import Iterator, Sequence

from assetize.codemods.comparison.counts import count, job_outcome, summary_line
from assetize.codemods.comparison.document import (
    SCHEMA_VERSION,
    Comparison,
    JobChange,
    JobState,
    OutputChange,
    OutputState,
)
from assetize.codemods.comparison.pairs import paired
from assetize.codemods.report.document import DiagnosticRow, JobRow, MappingRow, ReportDocument

ORDER = ("upgraded", "removed", "added", "changed")


def compare_reports(before: ReportDocument, after: ReportDocument) -> Comparison:
    """Jobs and outputs that changed, what came and what went, and the counts of both."""
    counts = count(before), count(after)
    jobs = sorted(_job_changes(before, after), key=lambda row: (ORDER.index(row["change"]), row["name"]))
    upgraded = sum(row["change"] == "upgraded" for row in jobs)
    keys, old_keys = _made(after), _made(before)
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": after["tool"],
        "summary": summary_line(*counts, upgraded),
        "before": counts[0],
        "after": counts[1],
        "jobs": jobs,
        "outputs": list(_output_changes(before["mappings"], after["mappings"])),
        "assets_added": [list(key) for key in sorted(keys - old_keys)],
        "assets_removed": [list(key) for key in sorted(old_keys - keys)],
        "findings_added": _missing_in(before["diagnostics"], after["diagnostics"]),
        "findings_removed": _missing_in(after["diagnostics"], before["diagnostics"]),
    }


def _job_changes(before: ReportDocument, after: ReportDocument) -> Iterator[JobChange]:
    defined = {
        tuple(row["key"])
        for row in after["assets"]
        if row["kind"] == "materialized" and not row["produced_by"]
    }
    for old, new in paired(before["jobs"], after["jobs"]):
        if old is None:
            assert new is not None
            yield {"name": new["name"], "change": "added", "before": None, "after": _job_state(new)}
        elif new is None:
            keys = _keys_of(old, before["mappings"])
            change = "upgraded" if keys and keys <= defined else "removed"
            yield {"name": old["name"], "change": change, "before": _job_state(old), "after": None}
        elif _verdict(old) != _verdict(new):
            states = _job_state(old), _job_state(new)
            yield {"name": new["name"], "change": "changed", "before": states[0], "after": states[1]}


def _keys_of(job: JobRow, rows: Sequence[MappingRow]) -> set[tuple[str, ...]]:
    """The assets that the job's ops made."""
    return {tuple(row["asset_key"]) for row in rows if row["asset_key"] and job["name"] in row["jobs"]}


def _verdict(job: JobRow) -> tuple[str, str]:
    return job["fit"], job_outcome(job)


def _job_state(job: JobRow) -> JobState:
    return {"file": job["file"], "line": job["line"], "fit": job["fit"], "outcome": job_outcome(job)}


def _output_changes(before: Sequence[MappingRow], after: Sequence[MappingRow]) -> Iterator[OutputChange]:
    old = {(row["file"], row["op"], row["output"], tuple(row["jobs"])): row for row in before}
    for row in after:
        found = old.get((row["file"], row["op"], row["output"], tuple(row["jobs"])))
        if found is not None and _output_state(found) != _output_state(row):
            yield {
                "op": row["op"],
                "output": row["output"],
                "file": row["file"],
                "before": _output_state(found),
                "after": _output_state(row),
            }


def _output_state(row: MappingRow) -> OutputState:
    return {
        "decision": row["decision"],
        "asset_key": row["asset_key"],
        "confidence": row["confidence"],
    }


def _made(report: ReportDocument) -> set[tuple[str, ...]]:
    """Keys of everything that the project makes, by ops or by asset definitions."""
    return {tuple(row["key"]) for row in report["assets"] if row["kind"] == "materialized"}


def _missing_in(others: Sequence[DiagnosticRow], rows: Sequence[DiagnosticRow]) -> list[DiagnosticRow]:
    """Rows that the others do not have; a finding that only moved to another line is the same one."""
    known = Counter(map(_identity, others))
    missing: list[DiagnosticRow] = []
    for row in rows:
        if known[_identity(row)]:
            known[_identity(row)] -= 1
        else:
            missing.append(row)
    return missing


def _identity(row: DiagnosticRow) -> tuple[str, str, str]:
    return row["code"], row["file"], row["message"]
