"""The report document: every row the contract promises, in the shape that its schema publishes."""

import json
from dataclasses import replace
from importlib.resources import files

import jsonschema
import pytest

from assetize.analyzer.model import Analysis, Location, OutputDecision
from assetize.codemods.model import Plan
from assetize.codemods.report import ReportDocument, merge_reports, render
from assetize.codemods.report.build import build_report

SCHEMA = json.loads(
    files("assetize.codemods.report").joinpath("report.schema.json").read_text(encoding="utf-8")
)

CONTRACT_EXAMPLE = {
    "schema_version": 1,
    "tool": {"name": "assetize", "version": "0.1.0"},
    "root": ".",
    "jobs": [
        {
            "name": "users_recommender_job", "file": "jobs.py", "line": 30, "fit": "yes",
            "explanation": "Assets are known before a run and are being updated", "upgrade": "full",
            "schedules": ["daily_users"], "sensors": [], "diagnostics": [],
        }
    ],
    "mappings": [
        {
            "op": "build_users", "file": "ops.py", "line": 12, "output": "users", "jobs": ["users_recommender_job"],
            "decision": "asset", "asset_key": ["users"], "form": "asset", "confidence": "certain",
            "evidence": [
                {"kind": "io_manager", "file": "ops.py", "line": 10, "detail": 'Out(io_manager_key="warehouse")'}
            ],
        }
    ],
    "assets": [
        {
            "key": ["users"], "kind": "materialized", "deps": [["raw_users"]], "io_manager_key": "warehouse",
            "partitions": None,
            "produced_by": [{"op": "build_users", "output": "users", "job": "users_recommender_job"}],
        }
    ],
    "diagnostics": [
        {"code": "AZ301", "severity": "warning", "message": "...", "file": "ops.py", "line": 12, "help": "..."}
    ],
}  # fmt: skip


def test_the_published_schema_accepts_the_contract_s_example() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(CONTRACT_EXAMPLE, SCHEMA)


@pytest.mark.parametrize(
    ("row", "field", "value"),
    [
        ("jobs", "fit", "maybe"),
        ("jobs", "upgrade", "all"),
        ("mappings", "decision", "table"),
        ("mappings", "form", "op"),
        ("mappings", "asset_key", None),
        ("mappings", "confidence", "sure"),
        ("assets", "kind", "observable"),
        ("diagnostics", "file", "/home/ann/shop/ops.py"),
        ("diagnostics", "code", "X1"),
    ],
)
def test_the_published_schema_rejects(row: str, field: str, value: object) -> None:
    broken = json.loads(json.dumps(CONTRACT_EXAMPLE))
    broken[row][0][field] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, SCHEMA)


def test_a_report_is_valid_and_survives_json(shop_report: ReportDocument) -> None:
    jsonschema.validate(shop_report, SCHEMA)
    assert json.loads(render(shop_report, "json")) == shop_report


def test_an_empty_project_gives_an_empty_valid_report(shop_analysis: Analysis) -> None:
    report = build_report(
        Analysis(replace(shop_analysis.project, ops=(), jobs=(), unknowns=(), diagnostics=())), Plan()
    )
    jsonschema.validate(report, SCHEMA)
    assert report["jobs"] == report["mappings"] == report["assets"] == report["diagnostics"] == []


def test_jobs_are_listed_by_place_with_what_starts_them(shop_report: ReportDocument) -> None:
    rows = {job["name"]: job for job in shop_report["jobs"]}
    assert list(rows) == ["users_job", "mail_job", "spare_job"]
    assert rows["users_job"]["schedules"] == ["nightly"]
    assert rows["users_job"]["sensors"] == ["watch"]
    assert rows["users_job"]["upgrade"] == "full"
    assert rows["mail_job"]["fit"] == "no"


def test_a_job_carries_the_findings_about_it(shop_report: ReportDocument) -> None:
    rows = {job["name"]: job for job in shop_report["jobs"]}
    assert [row["message"] for row in rows["mail_job"]["diagnostics"]] == [
        "the job <mail_job> sends & nothing is stored"
    ]
    assert [row["message"] for row in rows["spare_job"]["diagnostics"]] == ["a loop over fetched names"]
    assert rows["users_job"]["diagnostics"] == []


def test_every_output_of_a_reached_op_has_a_row_in_declared_order(shop_report: ReportDocument) -> None:
    rows = [(row["op"], row["output"], row["jobs"]) for row in shop_report["mappings"]]
    assert rows == [
        ("build_users", "users", ["users_job"]),
        ("split", "left", ["users_job"]),
        ("split", "right", ["spare_job", "users_job"]),
        ("orphan", "result", []),
        ("mail", "result", ["mail_job"]),
    ]


def test_an_op_that_no_job_reaches_has_one_row_whatever_its_outputs(
    shop_analysis: Analysis, shop_plan: Plan
) -> None:
    unreached = tuple(replace(decision, jobs=()) for decision in shop_analysis.outputs)
    report = build_report(replace(shop_analysis, outputs=unreached), shop_plan)
    assert [
        (row["op"], row["output"], row["jobs"]) for row in report["mappings"] if row["op"] == "split"
    ] == [("split", "left", [])]


def test_an_op_without_any_decision_is_still_listed(shop_analysis: Analysis, shop_plan: Plan) -> None:
    report = build_report(replace(shop_analysis, outputs=()), shop_plan)
    assert [row["op"] for row in report["mappings"]] == ["build_users", "split", "orphan", "mail"]
    jsonschema.validate(report, SCHEMA)


def test_only_assets_have_a_key_and_a_form(shop_report: ReportDocument) -> None:
    rows = {(row["op"], row["output"]): row for row in shop_report["mappings"]}
    assert rows["build_users", "users"]["asset_key"] == ["users"]
    assert rows["build_users", "users"]["form"] == "asset"
    assert rows["build_users", "users"]["evidence"][0]["line"] == 11
    assert rows["split", "left"]["asset_key"] is None
    assert rows["split", "left"]["form"] is None


def test_the_form_is_that_of_the_job_that_is_upgraded(shop_analysis: Analysis, shop_plan: Plan) -> None:
    (output,) = shop_plan.outputs
    refused = replace(output, job="shop.jobs:a_refused_job", form=None)
    report = build_report(shop_analysis, replace(shop_plan, outputs=(refused, output)))
    assert [row["form"] for row in report["mappings"] if row["op"] == "build_users"] == ["asset"]


def test_assets_name_their_makers_in_dagster_s_terms(shop_report: ReportDocument) -> None:
    external, users = shop_report["assets"]
    assert external["kind"] == "external"
    assert users["deps"] == [["raw_users"]]
    assert users["produced_by"] == [{"op": "build_users", "output": "users", "job": "users_job"}]


def test_the_same_finding_is_reported_once_and_unknowns_are_findings(shop_report: ReportDocument) -> None:
    messages = [row["message"] for row in shop_report["diagnostics"]]
    assert messages.count("line 3 holds no Python") == 1
    assert "a loop over fetched names" in messages
    assert [(row["file"], row["line"]) for row in shop_report["diagnostics"]] == sorted(
        (row["file"], row["line"]) for row in shop_report["diagnostics"]
    )


def test_rows_do_not_depend_on_the_order_of_the_records(shop_analysis: Analysis, shop_plan: Plan) -> None:
    project = shop_analysis.project
    turned = replace(
        shop_analysis,
        project=replace(
            project, ops=project.ops[::-1], jobs=project.jobs[::-1], triggers=project.triggers[::-1]
        ),
        outputs=shop_analysis.outputs[::-1],
        assets=shop_analysis.assets[::-1],
        fits=shop_analysis.fits[::-1],
    )
    assert build_report(turned, shop_plan) == build_report(shop_analysis, shop_plan)


def test_decisions_of_unknown_jobs_are_named_by_id(shop_analysis: Analysis, shop_plan: Plan) -> None:
    odd = OutputDecision("shop.ops:mail", "result", ("shop.jobs:gone",), "none", (), "guess", ())
    report = build_report(replace(shop_analysis, outputs=(odd,)), shop_plan)
    assert [row["jobs"] for row in report["mappings"] if row["op"] == "mail"] == [["shop.jobs:gone"]]


def test_reports_of_two_folders_make_one_document(shop_report: ReportDocument) -> None:
    merged = merge_reports((("east", shop_report), ("west", shop_report)))
    jsonschema.validate(merged, SCHEMA)
    assert [job["file"] for job in merged["jobs"]] == ["east/shop/jobs.py"] * 3 + ["west/shop/jobs.py"] * 3
    assert merged["mappings"][0]["evidence"][0]["file"] == "east/shop/ops.py"
    assert merged["jobs"][1]["diagnostics"][0]["file"] == "east/shop/jobs.py"
    assert shop_report["jobs"][0]["file"] == "shop/jobs.py"


def test_one_folder_stays_as_it_is(shop_report: ReportDocument) -> None:
    assert merge_reports(((".", shop_report),)) == shop_report


def test_a_location_in_a_file_as_a_whole_is_valid(shop_analysis: Analysis, shop_plan: Plan) -> None:
    (note,) = shop_analysis.diagnostics
    whole = replace(note, line=0, file=Location("shop/image.py", 0).file)
    report = build_report(replace(shop_analysis, diagnostics=(whole,)), shop_plan)
    jsonschema.validate(report, SCHEMA)
