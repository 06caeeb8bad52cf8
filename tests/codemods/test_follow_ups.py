"""What names renamed steps outside Python is listed with its place."""

import subprocess
from pathlib import Path

import pytest

from assetize.codemods.cli.main import main
from assetize.codemods.follow_ups.find import FollowUp, find_follow_ups
from assetize.codemods.model import Plan, RenameSymbol

PLAN = Plan(
    actions=(RenameSymbol("shop.ops:build_users", "users"),),
    renamed_steps=((("make_orders",), ("orders",)), (("etl", "load"), ("sales", "load"))),
)
CONFIG = """\
ops:
  make_orders:
    config: {rows: 3}
  load:
    config: {}
"""


def _write(root: Path, name: str, text: str | bytes) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def test_nothing_is_renamed(tmp_path: Path) -> None:
    _write(tmp_path, "run.yaml", CONFIG)
    assert find_follow_ups(tmp_path, Plan()) == ()


def test_what_is_no_mention(tmp_path: Path) -> None:
    _write(tmp_path, "README.md", "Please load the truck, and make_orders_fast.\n")
    _write(tmp_path, "other.yaml", "steps:\n  - load: 3\nnote: load\n")
    _write(tmp_path, "code.py", "make_orders\n")
    _write(tmp_path, "data.json", b"\xff\xfe make_orders")
    _write(tmp_path, "large.txt", "make_orders\n" * 50_000)
    _write(tmp_path, "node_modules/a.md", "make_orders\n")
    assert find_follow_ups(tmp_path, PLAN) == ()


def test_run_configs_scripts_and_docs(tmp_path: Path) -> None:
    _write(tmp_path, "deploy/run.yaml", CONFIG)
    _write(tmp_path, ".github/workflows/ci.yml", "run: pytest -k make_orders\n")
    _write(tmp_path, "docs/jobs.md", "# Jobs\n\nThe op `build_users` fills the table.\n")
    _write(tmp_path, "Makefile", "orders:\n\tdagster op make_orders\n")
    assert find_follow_ups(tmp_path, PLAN) == (
        FollowUp(".github/workflows/ci.yml", 1, "make_orders", "orders"),
        FollowUp("Makefile", 2, "make_orders", "orders"),
        FollowUp("deploy/run.yaml", 2, "make_orders", "orders"),
        FollowUp("deploy/run.yaml", 4, "load", "sales.load"),
        FollowUp("docs/jobs.md", 3, "build_users", "users"),
    )


def test_the_whole_repository_is_looked_through_but_what_git_ignores(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    _write(tmp_path, ".gitignore", "build/\n")
    _write(tmp_path, "build/run.yaml", CONFIG)
    _write(tmp_path, "deploy/run.yaml", CONFIG)
    (tmp_path / "src").mkdir()
    assert [item.file for item in find_follow_ups(tmp_path / "src", PLAN)] == ["../deploy/run.yaml"] * 2


def test_the_upgrade_lists_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(
        tmp_path,
        "jobs.py",
        """
import pandas as pd
import dagster as dg

@dg.op
def make_orders():
    pd.DataFrame().to_sql("orders", "sqlite://")

@dg.job
def orders_job():
    make_orders()

defs = dg.Definitions(jobs=[orders_job])
""",
    )
    _write(tmp_path, "run.yaml", CONFIG)
    assert main(["upgrade", "--check", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "To follow by hand" in said and "run.yaml:2: make_orders is now orders" in said
