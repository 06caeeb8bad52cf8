"""How much of the project could be read: the figures that tell a team what to declare."""

from collections import Counter

from assetize.analyzer.model import Analysis
from assetize.codemods.report.document import CoverageRow, MappingRow

MOST_CALLS = 10
"""Calls named; all are counted."""


def coverage_row(analysis: Analysis, mappings: list[MappingRow]) -> CoverageRow:
    """Ops read, outputs by confidence, and the calls that could not be followed."""
    found = analysis.coverage
    counts = Counter(row["confidence"] for row in mappings)
    return {
        "ops": found.ops,
        "ops_read": found.ops_read,
        "outputs": {"certain": counts["certain"], "likely": counts["likely"], "guess": counts["guess"]},
        "unfollowed_calls": sum(count for _, count in found.unfollowed_calls),
        "top_unfollowed_calls": [
            {"call": call, "count": count} for call, count in found.unfollowed_calls[:MOST_CALLS]
        ],
    }


def merged_coverage(rows: list[CoverageRow]) -> CoverageRow:
    """One row for several folders."""
    outputs: Counter[str] = Counter()
    calls: Counter[str] = Counter()
    for row in rows:
        outputs.update(row["outputs"])
        calls.update({item["call"]: item["count"] for item in row["top_unfollowed_calls"]})
    top = sorted(calls.items(), key=lambda item: (-item[1], item[0]))[:MOST_CALLS]
    return {
        "ops": sum(row["ops"] for row in rows),
        "ops_read": sum(row["ops_read"] for row in rows),
        "outputs": {name: outputs[name] for name in ("certain", "likely", "guess")},
        "unfollowed_calls": sum(row["unfollowed_calls"] for row in rows),
        "top_unfollowed_calls": [{"call": call, "count": count} for call, count in top],
    }
