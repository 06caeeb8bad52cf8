"""Nothing is undecided: every definition is upgraded, kept with a reason, or refused with a code."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from assetize.analyzer.model import Analysis
from assetize.codemods.cli.main import main
from assetize.codemods.model import Plan
from assetize.codemods.report import ReportDocument, merge_reports
from assetize.codemods.report.build import build_report
from assetize.codemods.report.summary import decided_sentence

FIXTURES = Path(__file__).parents[2] / "fixtures"

PROJECT = """
import dagster as dg
import pandas as pd

@dg.op
def build_users():
    pd.DataFrame().to_sql("users", "sqlite://")

@dg.op
def spare():
    return 1

@dg.job
def users_job():
    build_users()

daily = dg.ScheduleDefinition(job=users_job, cron_schedule="@daily")
"""
DEFINITIONS = "defs = dg.Definitions(jobs=[users_job], schedules=[daily])\n"


def _outcomes(report: ReportDocument) -> dict[tuple[str, str], tuple[str, str, list[str]]]:
    return {
        (row["kind"], row["name"]): (row["outcome"], row["reason"], row["codes"])
        for row in report["outcomes"]
    }


def test_each_kind_follows_its_job(shop_report: ReportDocument) -> None:
    found = _outcomes(shop_report)

    assert found["job", "users_job"] == ("upgraded", "", [])
    assert found["schedule", "nightly"] == found["sensor", "watch"] == ("upgraded", "", [])
    assert found["job", "mail_job"] == ("kept", "No assets are being updated", [])
    assert found["job", "spare_job"][0] == "refused"
    assert found["op", "orphan"] == ("kept", "no op job uses it", [])


def test_the_shares_add_up(shop_report: ReportDocument) -> None:
    assert (
        decided_sentence(shop_report)
        == "9 definitions (3 jobs, 4 ops, 1 schedule, 1 sensor): 3 upgraded (33 %), 5 kept (56 %), 1 refused (11 %)."
    )
    thirds = [
        {**row, "outcome": name}
        for row, name in zip(shop_report["outcomes"], ("upgraded", "kept", "refused"), strict=False)
    ]
    sentence = decided_sentence({**shop_report, "outcomes": thirds})  # type: ignore[typeddict-item]
    assert [sentence.count(share) for share in ("(34 %)", "(33 %)")] == [1, 2]
    assert decided_sentence({**shop_report, "outcomes": []}) == ""


def test_reports_of_several_folders_are_joined(shop_report: ReportDocument) -> None:
    merged = merge_reports((("one", shop_report), ("two", shop_report)))
    assert len(merged["outcomes"]) == 2 * len(shop_report["outcomes"])
    assert {row["file"].partition("/")[0] for row in merged["outcomes"]} == {"one", "two"}


def test_a_trigger_of_nothing_is_kept(shop_analysis: Analysis, shop_plan: Plan) -> None:
    trigger = replace(shop_analysis.project.triggers[0], jobs=(), job_names=("elsewhere",))
    analysis = replace(shop_analysis, project=replace(shop_analysis.project, triggers=(trigger,)))
    found = _outcomes(build_report(analysis, shop_plan))
    assert found["schedule", "nightly"] == ("kept", "starts no op job", [])


@pytest.mark.parametrize("case", sorted(path.parent.name for path in FIXTURES.glob("*/run.toml")))
def test_every_definition_of_a_project_is_decided(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["report", "--format", "json", str(FIXTURES / case / "before")])
    report: ReportDocument = json.loads(capsys.readouterr().out)

    for row in report["outcomes"]:
        assert bool(row["codes"]) == (row["outcome"] == "refused"), row
        assert bool(row["reason"]) == (row["outcome"] != "upgraded"), row
    jobs = Counter(job["upgrade"] != "none" for job in report["jobs"])
    decided = Counter(row["outcome"] == "upgraded" for row in report["outcomes"] if row["kind"] == "job")
    assert decided == jobs


@pytest.mark.parametrize(
    ("text", "fail_on", "code"),
    [
        (PROJECT + DEFINITIONS, [], 0),
        (PROJECT + DEFINITIONS, ["--fail-on", "refused"], 0),
        (PROJECT + DEFINITIONS, ["--fail-on", "kept"], 1),
        (PROJECT, [], 0),
        (PROJECT, ["--fail-on", "refused"], 1),
        (PROJECT.replace('"users", "sqlite://"', ""), ["--fail-on", "refused"], 0),
    ],
)
def test_fail_on(text: str, fail_on: list[str], code: int, tmp_path: Path) -> None:
    (tmp_path / "jobs.py").write_text(text)
    assert main(["report", *fail_on, "-o", str(tmp_path / "report.txt"), str(tmp_path)]) == code
