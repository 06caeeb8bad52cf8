"""``upgrade --write --commit`` refuses where a commit would not be the upgrade alone, on a branch; nothing is written."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from assetize.codemods.cli.main import main
from assetize.codemods.commits.repository import paths_in
from assetize.codemods.writing import WriteRefused

Git = Callable[..., str]


def _refusal(project: Path, git: Git, capsys: pytest.CaptureFixture[str]) -> str:
    before = {path: path.read_bytes() for path in project.glob("*.py")}
    state = git("status", "--porcelain"), git("log", "--all", "--format=%H")
    assert main(["upgrade", "--write", "--commit"]) == 2
    assert {path: path.read_bytes() for path in project.glob("*.py")} == before
    assert (git("status", "--porcelain"), git("log", "--all", "--format=%H")) == state
    return capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["--commit"], ["--commit", "--check"], ["--commit", "--write", "--allow-dirty"]]
)
def test_options_that_do_not_go_together(
    arguments: list[str], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["upgrade", *arguments]) == 2
    assert "--commit" in capsys.readouterr().err


def test_uncommitted_change_in_any_file(project: Path, git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "notes.txt").write_text("first\n")
    git("add", "notes.txt")
    git("commit", "-q", "-m", "notes")
    (project / "notes.txt").write_text("second\n")
    assert "AZ513 uncommitted changes: notes.txt" in _refusal(project, git, capsys)


def test_staged_change(project: Path, git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "notes.txt").write_text("first\n")
    git("add", "notes.txt")
    assert "AZ513" in _refusal(project, git, capsys)


def test_file_that_git_does_not_know_and_that_would_change(
    project: Path, git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    git("rm", "-q", "--cached", "ops.py")
    git("commit", "-q", "-m", "forgotten")
    assert "AZ502 ops.py is not in git" in _refusal(project, git, capsys)


def test_detached_head(project: Path, git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    git("checkout", "-q", "--detach")
    assert "AZ512 HEAD is detached" in _refusal(project, git, capsys)


def test_rebase_that_stopped(project: Path, git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    git("commit", "-q", "--allow-empty", "-m", "more")
    git("-c", "sequence.editor=sed -i 1ibreak", "rebase", "-q", "-i", "HEAD~1")
    assert "AZ514 a rebase has not ended" in _refusal(project, git, capsys)


def test_merge_that_is_not_committed(project: Path, git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    git("switch", "-q", "-c", "other")
    git("commit", "-q", "--allow-empty", "-m", "theirs")
    git("switch", "-q", "main")
    git("commit", "-q", "--allow-empty", "-m", "ours")
    git("merge", "-q", "--no-commit", "--no-ff", "other")
    assert "AZ514 a merge has not ended" in _refusal(project, git, capsys)


def test_bisect(project: Path, git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    git("bisect", "start")
    assert "AZ514 a bisect has not ended" in _refusal(project, git, capsys)


def test_nobody_commits(project: Path, git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    git("config", "--unset", "user.email")
    git("config", "user.useConfigOnly", "true")
    assert "AZ516" in _refusal(project, git, capsys)


def test_no_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["upgrade", "--write", "--commit", str(tmp_path)]) == 2
    assert "AZ512" in capsys.readouterr().err


def test_repository_without_commits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert main(["upgrade", "--write", "--commit", str(tmp_path)]) == 2
    assert "has no commit yet" in capsys.readouterr().err


def test_several_folders(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "second").mkdir()
    assert main(["upgrade", "--write", "--commit", str(project), str(tmp_path / "second")]) == 2
    assert "one folder" in capsys.readouterr().err


def test_files_of_an_inner_repository(project: Path) -> None:
    inner = project / "inner"
    subprocess.run(["git", "init", "-q", str(inner)], check=True)
    with pytest.raises(WriteRefused, match=r"AZ512 inner/more\.py: in another repository"):
        paths_in(project, project, ["ops.py", "inner/more.py"])
    assert paths_in(project, project, ["ops.py"]) == ["ops.py"]
