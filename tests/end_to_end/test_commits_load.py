"""Every commit of ``upgrade --write --commit``, checked out, loads in real Dagster, and its jobs do what they did."""

import subprocess
from pathlib import Path

import pytest
from harness.cases import FIXTURES, read_case
from harness.trees import copy_project, read_tree, tree_differences
from harness.versions import VersionRunner
from harness.world import compare_worlds

from assetize.codemods.cli.main import main

COMMITS = {
    "demo": 2,
    "names_from_config": 3,
    "run_configs": 2,
    "side_effects_carried": 3,
}
"""Fixtures of several change units, most of which change the same files, and how many units."""


def _git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Ann", "-c", "user.email=ann@example.com", "-c", "core.autocrlf=false")
    answer = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return answer.stdout


@pytest.fixture
def project(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The fixture as it is before, in a repository of its own."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ann")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ann@example.com")
    folder = copy_project(FIXTURES / request.param / "before", tmp_path / "project")
    _git(folder, "init", "-q", "-b", "main")
    _git(folder, "add", ".")
    _git(folder, "commit", "-q", "-m", "start")
    return folder


@pytest.mark.parametrize(("project", "count"), COMMITS.items(), ids=COMMITS, indirect=["project"])
def test_each_commit_loads_and_runs(
    project: Path, count: int, tmp_path: Path, runner: VersionRunner, request: pytest.FixtureRequest
) -> None:
    case = read_case(FIXTURES / request.node.callspec.id)
    assert main(["upgrade", "--write", "--commit", str(project)]) == 0
    commits = _git(project, "rev-list", "--reverse", "main").split()
    assert len(commits) == count + 1

    before = runner.run(case, case.before)
    for number, commit in enumerate(commits[1:], 1):
        folder = tmp_path / str(number)
        _git(project, "worktree", "add", "-q", "--detach", str(folder), commit)
        (folder / ".git").unlink()
        outcome = runner.run(case, folder)
        assert outcome.error is None, outcome.error
        assert compare_worlds(before.world or {}, outcome.world or {}) == []
        assert [set(place["jobs"]) for place in outcome.structures] == [
            set(place["jobs"]) for place in before.structures
        ]
        assert outcome.tests == before.tests
    assert tree_differences(read_tree(case.after), read_tree(folder)) == ""
