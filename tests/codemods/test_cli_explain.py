"""``assetize explain``: codes, ops, outputs, jobs and keys, and words that mean nothing."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assetize.analyzer.codes import CODES, Code
from assetize.analyzer.model import Analysis, Location, NameRung, UnfollowedCall
from assetize.codemods.cli import planning
from assetize.codemods.cli.main import main
from assetize.codemods.model import Plan

Explained = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def shop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shop_analysis: Analysis, shop_plan: Plan) -> None:
    monkeypatch.setattr(planning, "analyze", lambda root: shop_analysis)
    monkeypatch.setattr(planning, "make_plan", lambda analysis, options: shop_plan)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("build_user", "did you mean build_users?"),
        ("AZ999", "no such code"),
        ("user_job", "users_job"),
        ("shop.ops:build_user", "did you mean shop.ops:build_users"),
        ("zzz", "zzz: no"),
    ],
)
def test_an_unknown_word_is_refused_with_close_ones(word: str, hint: str, capsys: Explained) -> None:
    assert main(["explain", word]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    assert hint in captured.err


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_every_code_is_explained_without_reading_a_project(
    code: Code, capsys: Explained, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(planning, "analyze")
    assert main(["explain", code.code.lower()]) == 0
    text = capsys.readouterr().out
    assert text.lower().startswith(f"{code.code} {code.severity}: {code.title}\n".lower())
    flat = " ".join(text.split())
    assert " ".join(code.why.split()) in flat
    assert " ".join(code.help.split()) in flat
    for line in code.example.split("\n"):
        assert line.strip() in text


@pytest.mark.parametrize("word", ["build_users", "shop.ops:build_users", "users", "build_users.users"])
def test_an_op_is_found_by_name_id_output_or_asset(word: str, capsys: Explained) -> None:
    assert main(["explain", word]) == 0
    assert capsys.readouterr().out.startswith("op build_users  shop/ops.py:12  shop.ops:build_users\n")


def test_an_op_tells_everything_that_its_decision_rests_on(capsys: Explained) -> None:
    main(["explain", "build_users"])
    text = capsys.readouterr().out
    for line in (
        "  output users: asset users (certain)",
        "    in job users_job: becomes @asset",
        "    stored as: table users",
        '    because (io_manager) Out(io_manager_key="warehouse")  shop/ops.py:11',
        "    create table users  shop/warehouse.py:7",
        '      frame.to_sql("users", engine)  (pandas.to_sql, likely)',
        "      through save (shop/ops.py:14)",
    ):
        assert f"{line}\n" in text


def test_an_asset_of_a_refused_job_tells_which_codes_keep_it(
    capsys: Explained, monkeypatch: pytest.MonkeyPatch, shop_analysis: Analysis, shop_plan: Plan
) -> None:
    refused = replace(shop_plan.jobs[0], upgrade="none", diagnostics=shop_plan.jobs[1].diagnostics)
    plan = replace(shop_plan, jobs=(refused, *shop_plan.jobs[1:]), outputs=())
    monkeypatch.setattr(planning, "make_plan", lambda analysis, options: plan)
    main(["explain", "build_users"])
    assert f"    in job users_job: stays as it is ({CODES[-1].code})\n" in capsys.readouterr().out


def test_one_output_of_several(capsys: Explained) -> None:
    main(["explain", "split.right"])
    text = capsys.readouterr().out
    assert "output right: transient" in text
    assert "output left" not in text


def test_an_op_that_does_nothing_and_that_no_job_reaches(capsys: Explained) -> None:
    main(["explain", "orphan"])
    text = capsys.readouterr().out
    assert "output result: none" in text
    assert "no job reaches it" in text
    assert "No read or write was recognised" in text


def test_a_job_tells_its_verdict_its_ops_and_what_differs(capsys: Explained) -> None:
    assert main(["explain", "users_job"]) == 0
    text = capsys.readouterr().out
    for line in (
        "job users_job  shop/jobs.py:10  shop.jobs:users_job",
        "  fits: Assets are known before a run and are being updated",
        "  upgrade: the whole job becomes asset definitions",
        "  different when it runs: Runs are stored under the asset's key",
        "  started by schedule nightly",
        "  started by sensor watch",
        "    build_users.users: asset users, @asset  shop/ops.py:12",
        "    split.left: transient  shop/ops.py:30",
    ):
        assert f"{line}\n" in text


def test_a_refused_job_tells_why_and_what_to_do(capsys: Explained) -> None:
    main(["explain", "mail_job"])
    text = capsys.readouterr().out
    assert "  does not fit: No assets are being updated\n" in text
    assert "the job <mail_job> sends & nothing is stored  shop/jobs.py:40\n" in text
    assert f"    What to do: {CODES[-1].help}\n" in text


def test_an_unknown_in_a_job_is_a_finding(capsys: Explained) -> None:
    main(["explain", "spare_job"])
    assert "a loop over fetched names  shop/jobs.py:62" in capsys.readouterr().out


def test_an_op_tells_the_ladder_the_rule_and_what_would_change_it(
    capsys: Explained, monkeypatch: pytest.MonkeyPatch, shop_analysis: Analysis
) -> None:
    outputs = tuple(
        replace(
            item,
            confidence="guess",
            rule="is_written_by_the_op",
            rungs=(
                NameRung("object that is written", ("users",), "chosen"),
                NameRung("variable that is returned", (), "silent"),
                NameRung("op's name", ("people",), "differs"),
            ),
        )
        if item.op == "shop.ops:build_users"
        else item
        for item in shop_analysis.outputs
    )
    monkeypatch.setattr(planning, "analyze", lambda root: replace(shop_analysis, outputs=outputs))
    main(["explain", "build_users"])
    text = capsys.readouterr().out
    for line in (
        "    the rule: the op writes one object whose name is known before a run",
        "    where its name comes from, best first:",
        "      users   object that is written: chosen",
        "      -       variable that is returned: says nothing",
        "      people  op's name: would give another name",
        "  What would change this:",
        '    - accept guesses: --min-confidence guess, or min-confidence = "guess" in assetize.toml',
        '    - confirm it: keys = {"shop.ops:build_users" = "users"} in assetize.toml',
    ):
        assert f"{line}\n" in text


def test_calls_that_could_not_be_followed_and_how_to_declare_them(
    capsys: Explained, monkeypatch: pytest.MonkeyPatch, shop_analysis: Analysis
) -> None:
    call = UnfollowedCall(
        "shop.ops:orphan",
        "elsewhere.connect",
        Location("shop/lake.py", 9),
        ("put (shop/ops.py:51)",),
        inside="shop.lake:put",
        parameters=("rows", "schema", "table_name"),
    )
    coverage = replace(shop_analysis.coverage, unfollowed=(call,))
    monkeypatch.setattr(planning, "analyze", lambda root: replace(shop_analysis, coverage=coverage))
    main(["explain", "orphan"])
    text = capsys.readouterr().out
    assert "    elsewhere.connect  shop/lake.py:9  through put (shop/ops.py:51)\n" in text
    entry = 'writes = [{call = "shop.lake.put", table = "{schema}.{table_name}"}]'
    assert f"    - declare shop.lake.put as a write in assetize.toml: {entry}\n" in text


def test_a_name_that_a_run_config_gives_can_be_written_out(
    capsys: Explained, monkeypatch: pytest.MonkeyPatch, shop_analysis: Analysis
) -> None:
    effect = replace(
        shop_analysis.effects[0],
        op="shop.ops:orphan",
        identity=None,
        reason="run config 'table'",
        pattern="dwh.{config:table}",
    )
    monkeypatch.setattr(planning, "analyze", lambda root: replace(shop_analysis, effects=(effect,)))
    main(["explain", "orphan"])
    expected = (
        "    - give the name in the job's config as a literal: shop/warehouse.py:7 writes dwh.{config:table}"
    )
    assert expected in capsys.readouterr().out


def test_a_refusal_in_the_way_is_named_with_its_advice(
    capsys: Explained, monkeypatch: pytest.MonkeyPatch, shop_plan: Plan
) -> None:
    refused = replace(shop_plan.jobs[0], upgrade="none", diagnostics=shop_plan.jobs[1].diagnostics)
    plan = replace(shop_plan, jobs=(refused, *shop_plan.jobs[1:]), outputs=())
    monkeypatch.setattr(planning, "make_plan", lambda analysis, options: plan)
    main(["explain", "build_users"])
    code = CODES[-1]
    assert (
        f"    - {code.code} is in the way in users_job, shop/jobs.py:40: {code.help}\n"
        in capsys.readouterr().out
    )


def test_json_holds_the_same(capsys: Explained) -> None:
    assert main(["explain", "build_users", "--format", "json"]) == 0
    (op,) = json.loads(capsys.readouterr().out)["ops"]
    assert (op["id"], op["outputs"][0]["asset_key"]) == ("shop.ops:build_users", ["users"])
    assert op["effects"][0]["idiom"] == "pandas.to_sql"
    assert op["outputs"][0]["changes"]
    main(["explain", "users_job", "--format", "json"])
    (job,) = json.loads(capsys.readouterr().out)["jobs"]
    assert (job["fit"], job["upgrade"], len(job["outputs"])) == ("yes", "full", 3)
    main(["explain", "AZ301", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["code"] == "AZ301"
