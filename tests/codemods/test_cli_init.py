"""``assetize init``: a first settings file, pre-filled, never in the place of another."""

from pathlib import Path

import pytest

from assetize.analyzer.settings import read_settings
from assetize.codemods.cli.main import main

OPS = """
from dagster import job, op
from elsewhere import connect, publish_all
from shop.helpers import save_rows

@op
def one(context):
    save_rows([1], "dwh", "users")
    context.resources.lake.store_frame(1, key="a", bucket="b")

@op
def two():
    save_rows([1], "dwh", "orders")
    publish_all(1, "second")

@op
def three(frame):
    context.resources.lake.load_frame("a")
    frame.upload_report("third")

@job
def nightly():
    one()
    two()
    three()
"""
HELPERS = """
from elsewhere import connect

def save_rows(rows, schema, table_name):
    connect().put(rows)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.py").write_text("")
    (tmp_path / "shop" / "helpers.py").write_text(HELPERS)
    (tmp_path / "shop" / "ops.py").write_text(OPS)
    return tmp_path


@pytest.mark.parametrize("name", ["assetize.toml", "pyproject.toml"])
@pytest.mark.parametrize("option", [[], ["--pyproject"]])
def test_settings_that_are_there_stay(
    name: str, option: list[str], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "keep-function-names = true\n"
    text = text if name == "assetize.toml" else f"[tool.assetize]\n{text}"
    (project / name).write_text(text)
    assert main(["init", *option, str(project)]) == 2
    assert "there are settings already" in capsys.readouterr().err
    assert (project / name).read_text() == text
    assert len(list(project.glob("*.toml"))) == 1


def test_settings_of_the_whole_repository_are_not_hidden(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / ".git").mkdir()
    (project / "assetize.toml").write_text("")
    assert main(["init", str(project / "shop")]) == 2
    assert "../assetize.toml" in capsys.readouterr().err


def test_without_a_pyproject_there_is_nothing_to_add_to(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", "--pyproject", str(project)]) == 2
    assert "there is no pyproject.toml here" in capsys.readouterr().err


def test_the_helpers_that_most_ops_reach_come_first(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", "--stdout", str(project)]) == 0
    lines = capsys.readouterr().out.splitlines()
    entries = [line.strip() for line in lines if "{call = " in line]
    assert entries == [
        '# {call = "shop.helpers.save_rows", table = "{schema}.{table_name}"},',
        '# {call = "elsewhere.publish_all", table = "{1}"},',
        '# {call = "frame.upload_report", table = "{0}"},',
        '# {call = "resources.lake.store_frame", object = "{bucket}/{key}"},',
        '# {call = "resources.lake.load_frame", table = "{0}"},',
    ]
    assert "    # 2 ops, as at shop/ops.py:8; it takes rows, schema, table_name" in lines
    assert not list(project.glob("*.toml"))


def test_what_is_written_is_right_and_changes_nothing(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["report", str(project), "--format", "json"])
    before = capsys.readouterr().out
    assert main(["init", str(project)]) == 0
    first = (project / "assetize.toml").read_bytes()
    settings, problems = read_settings(project)
    assert problems == ()
    assert (settings.calls, settings.outputs, settings.exclude_jobs) == ((), (), ())
    capsys.readouterr()
    main(["report", str(project), "--format", "json"])
    assert capsys.readouterr().out == before
    main(["init", "--stdout", str(project)])
    assert capsys.readouterr().out.encode() == first


def test_suggestions_are_right_when_they_are_uncommented(project: Path) -> None:
    main(["init", str(project)])
    path = project / "assetize.toml"
    lines = path.read_text().splitlines()
    path.write_text("\n".join(line.replace("# ", "", 1) if "{call" in line else line for line in lines))
    settings, problems = read_settings(project)
    assert problems == ()
    assert len(settings.calls) == 5
    main(["report", str(project)])


def test_a_pyproject_keeps_what_it_has(project: Path) -> None:
    (project / "pyproject.toml").write_text("[project]\nname = 'shop'")
    assert main(["init", "--pyproject", str(project)]) == 0
    text = (project / "pyproject.toml").read_text()
    assert text.startswith("[project]\nname = 'shop'\n\n# What assetize")
    assert "\n[tool.assetize]\n" in text
    assert "\n# [tool.assetize.keys]\n" in text
    settings, problems = read_settings(project)
    assert (settings.file, problems) == ("pyproject.toml", ())
