"""The tool's own output on every fixture: the golden text, the expected report, and nothing left for a second upgrade."""

import json
from pathlib import Path

import jsonschema
import pytest
from harness.cases import Case, all_cases
from harness.reports import report_differences
from harness.trees import copy_project, read_tree, tree_differences, write_tree

from assetize.codemods.cli.main import main
from assetize.codemods.plan import PlanOptions
from assetize.codemods.report.formats import json_schema
from assetize.codemods.upgrade import prepare_upgrade

CASES = all_cases()
PUBLISHED = jsonschema.Draft202012Validator(json.loads(json_schema()))
for_each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@pytest.fixture
def project(case: Case, tmp_path: Path) -> Path:
    """A copy of the case's ``before`` that the test may change."""
    return copy_project(case.before, tmp_path / "project")


@for_each_case
def test_upgrade_writes_the_golden_text(case: Case, project: Path, request: pytest.FixtureRequest) -> None:
    assert main(["upgrade", "--write", str(project)]) == 0

    found = read_tree(project)
    if request.config.getoption("--update") and not case.unchanged:
        write_tree(case.folder / "after", found)
    assert tree_differences(read_tree(case.after), found) == ""


@for_each_case
def test_a_second_upgrade_changes_nothing(case: Case, tmp_path: Path) -> None:
    upgraded = copy_project(case.after, tmp_path / "project")

    assert prepare_upgrade(upgraded, PlanOptions()).rewrite.files == ()


@for_each_case
def test_undo_brings_back_every_byte(case: Case, project: Path) -> None:
    before = read_tree(project)
    main(["upgrade", "--write", str(project)])

    assert main(["undo", str(project)]) == 0
    assert tree_differences(before, read_tree(project)) == ""


@for_each_case
def test_report_is_as_expected(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--format", "json", str(case.before)]) == 0

    report = json.loads(capsys.readouterr().out)
    assert report_differences(case.expected(), report) == []
    PUBLISHED.validate(report)


@for_each_case
def test_check_exits_1_exactly_when_there_is_something_to_upgrade(case: Case, project: Path) -> None:
    before = read_tree(project)

    assert main(["upgrade", "--check", str(project)]) == (0 if case.unchanged else 1)
    assert read_tree(project) == before
