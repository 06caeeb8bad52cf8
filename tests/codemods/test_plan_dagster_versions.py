"""Nothing is written that the project's Dagster lacks: an older spelling where there is one, else a refusal."""

import subprocess
import sys
from pathlib import Path

import pytest

from assetize.analyzer.dagster_versions import is_before, read_version
from assetize.codemods.cli.main import main
from assetize.codemods.plan import PlanOptions
from assetize.codemods.upgrade import prepare_upgrade

HEAD = """
import pandas as pd
import sqlite3
import dagster as dg
"""
OPS = """
@dg.op
def write_users(context: dg.OpExecutionContext):
    context.log.info("users")
    with sqlite3.connect("shop.db") as db:
        pd.DataFrame({"id": [1]}).to_sql("users", db)

@dg.op(ins={"start": dg.In(dg.Nothing)})
def write_orders():
    with sqlite3.connect("shop.db") as db:
        pd.DataFrame({"id": [1]}).to_sql("orders", db)
"""
JOB = """
@dg.job
def shop_job():
    write_orders(write_users())
"""
GRAPH = (
    HEAD
    + """
@dg.op
def read_users():
    return [1]

@dg.op
def write_users(found):
    with sqlite3.connect("shop.db") as db:
        pd.DataFrame({"id": found}).to_sql("users", db)

@dg.job
def shop_job():
    write_users(read_users())
"""
)
READER = (
    HEAD
    + """
@dg.op
def write_users():
    with sqlite3.connect("shop.db") as db:
        rows = pd.read_sql("select * from people", db)
        rows.to_sql("users", db)

@dg.job
def shop_job():
    write_users()
"""
)
DEFS = "\ndefs = dg.Definitions(jobs=[shop_job])\n"


@pytest.mark.parametrize(
    ("asked", "needed", "expected"),
    [
        (None, (1, 4), False),
        ("1.3.14", (1, 4), True),
        ("1.4", (1, 4, 0), False),
        ("1.4", (1, 4, 1), True),
        ("1.10.0", (1, 9), False),
        ("1.5rc1", (1, 4), False),
    ],
)
def test_versions_are_compared_by_number(asked: str | None, needed: tuple[int, ...], expected: bool) -> None:
    assert is_before(asked, needed) == expected


def test_what_is_no_number_ends_a_version() -> None:
    assert read_version("1.5.dev3") == (1, 5) and read_version("newest") == ()


def _upgraded(root: Path, text: str, pin: str) -> tuple[str, list[str]]:
    (root / "jobs.py").write_text(text)
    (root / "requirements.txt").write_text(f"dagster=={pin}\n")
    prepared = prepare_upgrade(root, PlanOptions())
    codes = [item.message for job in prepared.plan.jobs for item in job.diagnostics]
    return "".join(file.after.decode() for file in prepared.rewrite.files if file.after), codes


@pytest.mark.parametrize(
    ("text", "pin", "what"),
    [
        (HEAD + OPS + JOB + DEFS, "1.0.17", "@asset in a Definitions"),
        (GRAPH + DEFS, "1.1.7", "@graph_asset"),
        (
            GRAPH.replace("@dg.job", "@dg.job(op_retry_policy=dg.RetryPolicy())") + DEFS,
            "1.5.9",
            "op_retry_policy=",
        ),
        (GRAPH.replace("@dg.job", "@dg.job(hooks=set())") + DEFS, "1.3.0", "hooks="),
        (HEAD + OPS.replace("@dg.op\n", "@dg.op(pool='x')\n") + JOB + DEFS, "1.8.0", "pool="),
    ],
)
def test_what_has_no_older_spelling_is_refused(text: str, pin: str, what: str, tmp_path: Path) -> None:
    written, said = _upgraded(tmp_path, text, pin)
    assert written == ""
    assert [message for message in said if what in message and f"asks for {pin}" in message]


@pytest.mark.parametrize("pin", ["1.2.7", "1.3.0", "1.3.13"])
def test_older_spellings(pin: str, tmp_path: Path) -> None:
    written, said = _upgraded(tmp_path, HEAD + OPS + JOB + DEFS, pin)
    assert said == []
    assert 'non_argument_deps={"users"}' in written and "deps=[" not in written
    assert "context: dg.OpExecutionContext" in written and "AssetExecutionContext" not in written
    _run(tmp_path, written)


@pytest.mark.parametrize("pin", ["1.4.0", "1.13.0"])
def test_newer_spellings(pin: str, tmp_path: Path) -> None:
    written, said = _upgraded(tmp_path, HEAD + OPS + JOB + DEFS, pin)
    assert said == [] and "deps=[users]" in written and "AssetExecutionContext" in written


@pytest.mark.parametrize(
    ("pin", "spec", "order"),
    [
        ("1.3.0", 'dg.SourceAsset("people")', 'non_argument_deps={"people"}'),
        ("1.7.0", 'dg.SourceAsset("people")', "deps=[people]"),
        ("1.8.0", 'dg.AssetSpec("people")', "deps=[people]"),
    ],
)
def test_an_external_asset(pin: str, spec: str, order: str, tmp_path: Path) -> None:
    written, said = _upgraded(tmp_path, READER + DEFS, pin)
    assert said == [] and f"people = {spec}" in written and order in written


@pytest.mark.parametrize(
    ("pin", "listed"), [("1.5.14", "people, users"), ("1.8.0", "dg.AssetsDefinition(specs=[people]), users")]
)
def test_an_external_asset_in_a_repository(pin: str, listed: str, tmp_path: Path) -> None:
    repository = "\n@dg.repository\ndef shop():\n    return [shop_job]\n"
    written, said = _upgraded(tmp_path, READER + repository, pin)
    assert said == [] and f"return [shop_job, {listed}]" in written


def test_the_option_counts_more_than_the_pin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _upgraded(tmp_path, HEAD + OPS + JOB + DEFS, "1.0.0")
    assert main(["upgrade", "--check", str(tmp_path)]) == 0
    assert main(["upgrade", "--dagster-version", "1.2", str(tmp_path)]) == 1
    assert "non_argument_deps" in capsys.readouterr().out
    assert main(["upgrade", "--dagster-version", "newest", str(tmp_path)]) == 2


def _run(root: Path, text: str) -> None:
    (root / "jobs.py").write_text(text)
    code = "import jobs; assert jobs.defs.resolve_job_def('shop_job').execute_in_process().success"
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=root, check=True, capture_output=True)
