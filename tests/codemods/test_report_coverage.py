"""The coverage line: what could be read, and what a team should declare, in every format."""

from dataclasses import replace

import pytest

from assetize.analyzer.model import Analysis, Coverage
from assetize.codemods.model import Plan
from assetize.codemods.report import ReportDocument, merge_reports, render
from assetize.codemods.report.build import build_report

CALLS = tuple((f"lake.put_{number}", 20 - number) for number in range(12))


@pytest.fixture
def report(shop_analysis: Analysis, shop_plan: Plan) -> ReportDocument:
    coverage = Coverage(ops=4, ops_read=3, unfollowed_calls=CALLS)
    return build_report(replace(shop_analysis, coverage=coverage), shop_plan)


def test_the_ten_most_frequent_calls_and_the_number_of_all(report: ReportDocument) -> None:
    coverage = report["coverage"]
    assert (coverage["ops"], coverage["ops_read"]) == (4, 3)
    assert coverage["outputs"] == {"certain": 1, "likely": 4, "guess": 0}
    assert coverage["unfollowed_calls"] == sum(count for _, count in CALLS)
    assert [row["call"] for row in coverage["top_unfollowed_calls"]] == [name for name, _ in CALLS[:10]]


@pytest.mark.parametrize("format_name", ["table", "markdown", "html"])
def test_people_see_it(report: ReportDocument, format_name: str) -> None:
    text = " ".join(render(report, format_name).split())
    assert "3 of 4 ops read; outputs decided: 1 certain, 4 likely; 174 calls could not be followed." in text
    assert "lake.put_9" in text
    assert "lake.put_10" not in text
    assert "assetize init" in text


def test_without_ops_there_is_no_line(report: ReportDocument) -> None:
    empty = {**report, "coverage": {**report["coverage"], "ops": 0}}
    assert "Coverage" not in render(empty, "table") + render(empty, "markdown")  # type: ignore[arg-type]


def test_several_folders_are_added_up(report: ReportDocument) -> None:
    merged = merge_reports((("one", report), ("two", report)))["coverage"]
    assert (merged["ops"], merged["ops_read"], merged["outputs"]["likely"]) == (8, 6, 8)
    assert merged["top_unfollowed_calls"][0] == {"call": "lake.put_0", "count": 40}
    assert len(merged["top_unfollowed_calls"]) == 10
