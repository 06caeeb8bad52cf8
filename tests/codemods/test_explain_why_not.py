"""What stands between a job and its upgrade: each thing once, those first that help most jobs, and nothing that is not so."""

import json
from pathlib import Path

import pytest

from assetize.codemods.cli.main import main

HEAD = """
import dagster as dg
import pandas as pd

@dg.op
def make_users():
    pd.DataFrame().to_sql("users", "sqlite://")

@dg.op
def tell():
    print("done")

"""
INLINE = """
@dg.graph
def users_graph():
    make_users()

SETTINGS = {"tags": {"a": "b"}}
MORE = {"description": "Users"}

@dg.repository
def repo():
    jobs = {"users": users_graph.to_job(name="users_job", **SETTINGS, **MORE)}
    return [*jobs.values()]
"""
ONCE = """
@dg.op
def limited(limit):
    pd.DataFrame().to_sql("limited", "sqlite://")

@dg.job
def first_job():
    limited()

@dg.job
def second_job():
    limited()

@dg.job
def third_job():
    limited()

print(third_job.execute_in_process())
defs = dg.Definitions(jobs=[first_job, second_job, third_job])
"""
GUESSED = """
@dg.op
def keep_users():
    client.save_rows("users", rows)

@dg.job
def users_job():
    keep_users()

defs = dg.Definitions(jobs=[users_job])
"""
UNFIT = """
def where():
    return input()

@dg.op
def make_something():
    pd.DataFrame().to_csv(where())

@dg.job
def something_job():
    make_something()

@dg.job
def tell_job():
    tell()

defs = dg.Definitions(jobs=[something_job, tell_job])
"""

SHARED = """
class Store(dg.IOManager):
    def handle_output(self, context, obj):
        open(context.name, "w").write(str(obj))

    def load_input(self, context):
        return open(context.name).read()

@dg.io_manager
def store():
    return Store()

@dg.op(out={"users": dg.Out(io_manager_key="store")})
def make_users():
    return 1

@dg.op(ins={"users": dg.In(input_manager_key="store")}, out={"model": dg.Out(io_manager_key="store")})
def make_model(users):
    return 2

@dg.job(resource_defs={"store": store})
def users_job():
    make_users()

@dg.job(resource_defs={"store": store})
def model_job():
    make_model()

users_job.execute_in_process()
defs = dg.Definitions(jobs=[users_job, model_job])
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def why_not(capsys: pytest.CaptureFixture[str], job: str) -> str:
    assert main(["explain", "--why-not", job]) == 0
    return capsys.readouterr().out


def test_an_unknown_job_is_exit_2_with_the_closest_name(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop / "shop.py").write_text(HEAD + UNFIT)
    assert main(["explain", "--why-not", "tel_job"]) == 2
    assert capsys.readouterr().err == "assetize: tel_job: no op job of that name; did you mean tell_job?\n"


def test_a_job_that_makes_no_assets_is_no_fault(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "shop.py").write_text(HEAD + UNFIT)
    text = why_not(capsys, "tell_job")
    assert "It does not fit: No assets are being updated." in text
    assert "That is no fault" in text and "AZ" not in text


def test_a_job_whose_objects_are_unknown_says_where_and_what_would_help(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop / "shop.py").write_text(HEAD + UNFIT)
    text = why_not(capsys, "something_job")
    assert "The set of assets to update is not known before running the job." in text
    assert "     make_something: create file " in text and "shop.py:19" in text
    assert "make_something: write to a name that is known before a run" in text


def test_nothing_stands_in_the_way_of_what_is_upgraded(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = "@dg.job\ndef users_job():\n    make_users()\n\ndefs = dg.Definitions(jobs=[users_job])\n"
    (shop / "shop.py").write_text(HEAD + body)
    text = why_not(capsys, "users_job")
    assert "Nothing stands in its way. To upgrade it alone: assetize upgrade --write --job users_job" in text
    assert main(["upgrade", "--check", "--job", "users_job"]) == 1


def test_findings_about_one_call_are_settled_by_writing_it_anew(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop / "shop.py").write_text(HEAD + INLINE)
    text = why_not(capsys, "users_job")
    assert "1. AZ303" in text and "2. AZ334" in text
    assert "It is the call of 1: write it anew once." in text


def test_a_thing_in_the_way_of_several_jobs_is_said_to_help_them(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop / "shop.py").write_text(HEAD + ONCE)
    text = why_not(capsys, "third_job")
    assert "2 things stand in its way" in text
    assert text.index("1. AZ308") < text.index("2. AZ309")
    assert "It stands in the way of 2 other jobs: first_job, second_job" in text
    assert "Nothing else is known to stand in the way of first_job, second_job" in text


def test_what_is_said_to_free_a_job_does(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "shop.py").write_text(HEAD + ONCE.replace("limited(limit)", "limited()"))
    for job in ("first_job", "second_job"):
        assert "Nothing stands in its way" in why_not(capsys, job)


@pytest.mark.parametrize("option", ["--keep-function-names", "--min-confidence guess"])
@pytest.mark.parametrize("body", [GUESSED, ONCE, INLINE])
def test_an_option_is_named_exactly_when_it_is_enough(
    body: str, option: str, shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop / "shop.py").write_text(HEAD + body)
    job = "first_job" if body == ONCE else "users_job"
    is_named = f"With {option} it is upgraded as it is." in why_not(capsys, job)
    is_upgraded = main(["upgrade", "--check", *option.split(), "--job", job]) == 1
    is_upgraded_anyway = main(["upgrade", "--check", "--job", job]) == 1
    assert is_named == (is_upgraded and not is_upgraded_anyway)
    assert is_named == (body == GUESSED and option == "--min-confidence guess")


def test_a_decision_to_keep_the_job_is_what_stands_in_its_way(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = "@dg.job\ndef users_job():\n    make_users()\n\ndefs = dg.Definitions(jobs=[users_job])\n"
    (shop / "shop.py").write_text(HEAD + body)
    (shop / "assetize.toml").write_text('exclude-jobs = ["users_job"]\n')
    text = why_not(capsys, "users_job")
    assert "One thing stands in its way:" in text and "1. AZ350" in text and "does not fit" not in text


def test_a_job_of_which_another_makes_a_part_names_that_one(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop / "shop.py").write_text("import dagster as dg\n" + SHARED)
    text = why_not(capsys, "model_job")
    assert "which a job that stays as it is makes: users_job (ask --why-not of it, too)" in text


def test_the_same_as_json(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "shop.py").write_text(HEAD + ONCE)
    assert main(["explain", "--why-not", "first_job", "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    (step,) = found["steps"]
    assert (found["verdict"], step["code"]) == ("refused", "AZ308")
    assert step["found"][0]["file"] == "shop.py" and step["frees"] == ["second_job"]
    assert step["other_jobs"] == ["second_job", "third_job"]
