"""``upgrade --todo-comments``: what a person has to do is said above the job, once."""

from pathlib import Path

import pytest

from assetize.codemods.cli.main import main

HEAD = """\
import dagster as dg
import pandas as pd


@dg.op
def build_users():
    pd.DataFrame().to_sql("users", "sqlite://")


@dg.op
def build_orders():
    pd.DataFrame().to_sql("orders", "sqlite://")

"""
UPGRADED = """
@dg.job
def users_job():
    build_users()

"""
REFUSED = """
# assetize: ignore[AZ999] nothing
@dg.job(logger_defs={"console": dg.colored_console_logger})
def orders_job():
    build_orders()

"""
SAID = "# TODO(assetize): AZ304 orders_job is given logger_defs="
DEFS = "\ndefs = dg.Definitions(jobs=[users_job, orders_job])\n"


def upgrade(root: Path, *options: str) -> str:
    assert main(["upgrade", "--write", str(root), *options]) == 0
    return (root / "shop.py").read_bytes().decode()


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "shop.py").write_text(HEAD + UPGRADED + REFUSED + DEFS)
    return tmp_path


def test_nothing_is_said_unless_it_is_asked_for(shop: Path) -> None:
    assert "TODO" not in upgrade(shop)


def test_nothing_is_said_where_no_job_is_refused(tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text(HEAD + UPGRADED + DEFS.replace(", orders_job", ""))
    assert "TODO" not in upgrade(tmp_path, "--todo-comments")


def test_it_is_said_once_above_the_comments_of_the_job(shop: Path) -> None:
    text = upgrade(shop, "--todo-comments")

    above, _, below = text.partition(SAID)
    assert "users_job = dg.define_asset_job" in above
    assert below.splitlines()[1:3] == [
        "# assetize: ignore[AZ999] nothing",
        '@dg.job(logger_defs={"console": dg.colored_console_logger})',
    ]
    assert upgrade(shop, "--todo-comments") == text


def test_a_file_in_which_nothing_else_changes(tmp_path: Path) -> None:
    before = (HEAD + REFUSED + DEFS.replace("users_job, ", "")).replace("\n", "\r\n")
    (tmp_path / "shop.py").write_bytes(before.encode())

    text = upgrade(tmp_path, "--todo-comments")

    lines = [line for line in text.splitlines(keepends=True) if SAID not in line]
    assert "".join(lines) == before
    assert text.count(SAID) == 1
    assert main(["undo", str(tmp_path)]) == 0
    assert (tmp_path / "shop.py").read_bytes().decode() == before


def test_a_job_that_a_function_makes(tmp_path: Path) -> None:
    made = "\ndef make():\n" + "".join(f"    {line}\n" for line in REFUSED.strip().splitlines())
    text = HEAD + made + "    return orders_job\n\n\ndefs = dg.Definitions(jobs=[make()])\n"
    (tmp_path / "shop.py").write_text(text)

    lines = upgrade(tmp_path, "--todo-comments").splitlines()

    said = [number for number, line in enumerate(lines) if line.startswith("# TODO(assetize): AZ")]
    assert said and lines[said[-1] + 1].startswith("defs = ")


def test_not_with_commits_of_single_jobs(shop: Path) -> None:
    assert main(["upgrade", "--write", "--commit", "--todo-comments", str(shop)]) == 2
