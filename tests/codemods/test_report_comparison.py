"""What changed since an earlier report, and the baseline that lets no new op jobs in."""

import copy
import json
from pathlib import Path

import pytest

from assetize.codemods.cli.main import main
from assetize.codemods.comparison import baseline_of, compare_reports, new_op_jobs
from assetize.codemods.report import ReportDocument

PROJECT = """
import dagster as dg
import pandas as pd

@dg.op
def make_users():
    pd.DataFrame().to_sql("users", "sqlite://")

@dg.op
def tell():
    print("done")

@dg.job
def users_job():
    make_users()

@dg.job
def tell_job():
    tell()

defs = dg.Definitions(jobs=[users_job, tell_job])
"""
MORE = (
    PROJECT.replace("defs = ", "").replace("dg.Definitions(jobs=[users_job, tell_job])\n", "")
    + """
@dg.op
def make_orders():
    pd.DataFrame().to_sql("orders", "sqlite://")

@dg.job
def orders_job():
    make_orders()

@dg.job
def tell_again_job():
    tell()

defs = dg.Definitions(jobs=[users_job, tell_job, orders_job, tell_again_job])
"""
)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.py").write_text(PROJECT)
    return tmp_path


def test_a_report_compared_with_itself_has_changed_in_nothing(shop_report: ReportDocument) -> None:
    found = compare_reports(shop_report, copy.deepcopy(shop_report))
    assert found["before"] == found["after"]
    assert not any(value for value in found.values() if isinstance(value, list))
    assert found["summary"].startswith(
        "op jobs 3 → 3 (0 upgraded, 0 %); can be upgraded 1 → 1; refused 1 → 1; "
    )


def test_what_only_moved_has_not_changed(shop_report: ReportDocument) -> None:
    later = copy.deepcopy(shop_report)
    for row in (*later["jobs"], *later["mappings"], *later["diagnostics"]):
        row["line"] += 7
    later["jobs"][0]["file"] = "shop/moved.py"
    later["jobs"].reverse()
    found = compare_reports(shop_report, later)
    assert not any(value for value in found.values() if isinstance(value, list))


def test_two_jobs_of_one_name_are_told_apart_by_their_files(shop_report: ReportDocument) -> None:
    twin = {**shop_report["jobs"][0], "file": "shop/twin.py"}
    later = {**shop_report, "jobs": [twin, *shop_report["jobs"]]}
    (row,) = compare_reports(shop_report, later)["jobs"]  # type: ignore[arg-type]
    assert (row["name"], row["change"], row["after"] and row["after"]["file"]) == (
        "users_job",
        "added",
        "shop/twin.py",
    )


def test_a_job_whose_assets_are_defined_now_is_upgraded_and_another_is_removed(
    shop_report: ReportDocument,
) -> None:
    later = copy.deepcopy(shop_report)
    later["jobs"] = []
    for asset in later["assets"]:
        asset["produced_by"] = []
    found = compare_reports(shop_report, later)
    assert [(row["name"], row["change"]) for row in found["jobs"]] == [
        ("users_job", "upgraded"),
        ("mail_job", "removed"),
        ("spare_job", "removed"),
    ]
    assert "op jobs 3 → 0 (1 upgraded, 33 %)" in found["summary"]
    assert found["after"]["asset_definitions"] == 1


def test_another_verdict_is_told_with_both(shop_report: ReportDocument) -> None:
    later = copy.deepcopy(shop_report)
    later["jobs"][2]["fit"] = "no"
    row = next(row for row in later["mappings"] if row["op"] == "build_users")
    row["asset_key"] = ["people"]
    found = compare_reports(shop_report, later)
    (job,) = found["jobs"]
    assert job["before"] and job["after"]
    assert (job["before"]["outcome"], job["after"]["outcome"]) == ("refused", "kept")
    (output,) = found["outputs"]
    assert (output["before"]["asset_key"], output["after"]["asset_key"]) == (["users"], ["people"])


def test_a_baseline_lets_in_what_makes_no_assets_and_nothing_else(shop_report: ReportDocument) -> None:
    nothing = {**shop_report, "jobs": []}
    names = [job["name"] for job in new_op_jobs(baseline_of(nothing), shop_report)]  # type: ignore[arg-type]
    assert names == ["users_job", "spare_job"]
    assert new_op_jobs(baseline_of(shop_report), shop_report) == []


def test_a_migration_is_told_from_report_to_report(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--format", "json", "-o", "monday.json"]) == 0
    assert main(["upgrade", "--write"]) == 0
    capsys.readouterr()

    assert main(["report", "--compare", "monday.json"]) == 0
    text = capsys.readouterr().out
    assert "  users_job: became asset definitions  shop.py:" in text
    assert text.splitlines()[-1].startswith("op jobs 2 → 1 (1 upgraded, 50 %); can be upgraded 1 → 0; ")

    assert main(["report", "--compare", "monday.json", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["summary"] == text.splitlines()[-1]
    assert found["before"]["op_jobs"] == 2

    assert main(["report", "--compare", "monday.json", "-o", "change.txt"]) == 0
    assert (shop / "change.txt").read_text() == text


def test_the_ratchet_fails_on_new_op_jobs_only(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--baseline", "ops.json", "--update"]) == 0
    assert json.loads((shop / "ops.json").read_text())["op_jobs"] == [
        {"name": "tell_job", "file": "shop.py"},
        {"name": "users_job", "file": "shop.py"},
    ]
    assert main(["report", "--baseline", "ops.json", "--check"]) == 0

    (shop / "shop.py").write_text(MORE)
    capsys.readouterr()
    assert main(["report", "--baseline", "ops.json", "--check"]) == 1
    text = capsys.readouterr().out
    assert "orders_job is a new op job: Assets are known before a run" in text
    assert "users_job" not in text and "tell_again_job" not in text
    assert text.splitlines()[-1] == "1 new op job that should be assets; 2 allowed by ops.json."

    assert main(["report", "--baseline", "ops.json", "--update"]) == 0
    assert main(["report", "--baseline", "ops.json", "--check"]) == 0


def test_a_job_that_was_upgraded_is_said_to_be_gone_from_the_baseline(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--format", "json", "-o", "all.json"]) == 0
    assert main(["upgrade", "--write"]) == 0
    capsys.readouterr()
    assert main(["report", "--baseline", "all.json", "--check"]) == 0
    assert "1 op job of all.json are no more" in capsys.readouterr().out.replace(
        " is no more", " are no more"
    )


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"schema_version": 2, "jobs": []}', '{"schema_version": 1, "jobs": [{"name": "a"}]}'],
)
@pytest.mark.parametrize("options", [["--compare", "odd.json"], ["--baseline", "odd.json", "--check"]])
def test_a_file_that_is_no_report_is_exit_2_in_one_line(
    content: str, options: list[str], shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop / "odd.json").write_text(content)
    assert main(["report", *options]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("assetize: odd.json: it ") and captured.err.count("\n") == 1


@pytest.mark.parametrize(
    "options",
    [
        ["--check"],
        ["--update"],
        ["--baseline", "a.json"],
        ["--baseline", "a.json", "--check", "--update"],
        ["--baseline", "a.json", "--check", "--compare", "b.json"],
        ["--compare", "b.json", "--format", "html"],
        ["--baseline", "a.json", "--check", "--format", "json"],
        ["--compare", "missing.json"],
        ["--baseline", "missing.json", "--check"],
    ],
)
def test_options_that_cannot_be_carried_out_are_exit_2(options: list[str], shop: Path) -> None:
    assert main(["report", *options]) == 2
    assert [path.name for path in shop.iterdir()] == ["shop.py"]
