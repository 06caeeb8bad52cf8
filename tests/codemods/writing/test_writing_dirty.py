"""Uncommitted changes: found in every kind of git work tree, and refused."""

import os
import subprocess
from pathlib import Path

import pytest

from assetize.codemods.model import FileRewrite
from assetize.codemods.writing import DirtyPolicy, WriteRefused, apply, find_dirty

IDENTITY = (
    "-c",
    "user.name=Tester",
    "-c",
    "user.email=tester@example.com",
    "-c",
    "protocol.file.allow=always",
)


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *IDENTITY, *arguments], cwd=folder, check=True, capture_output=True)


def repository(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q")
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text)
    git(folder, "add", ".")
    git(folder, "commit", "-q", "--allow-empty", "-m", "start")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "project", ops="old\n", jobs="old\n")


def dirty(root: Path, *files: str) -> list[str]:
    return [found.file for found in find_dirty(root, files)]


def test_unstaged(root: Path) -> None:
    (root / "ops.py").write_text("edit\n")
    assert dirty(root, "ops.py", "jobs.py") == ["ops.py"]


def test_staged(root: Path) -> None:
    (root / "ops.py").write_text("edit\n")
    git(root, "add", "ops.py")
    assert dirty(root, "ops.py", "jobs.py") == ["ops.py"]


def test_staged_and_taken_back_in_the_work_tree(root: Path) -> None:
    (root / "ops.py").write_text("edit\n")
    git(root, "add", "ops.py")
    (root / "ops.py").write_text("old\n")
    assert dirty(root, "ops.py") == ["ops.py"]


def test_untracked(root: Path) -> None:
    (root / "pkg/deep").mkdir(parents=True)
    (root / "pkg/deep/new.py").write_text("new\n")
    assert dirty(root, "pkg/deep/new.py", "jobs.py") == ["pkg/deep/new.py"]


def test_ignored(root: Path) -> None:
    (root / ".gitignore").write_text("secret/\n")
    (root / "secret").mkdir()
    (root / "secret/ops.py").write_text("new\n")
    assert dirty(root, "secret/ops.py") == ["secret/ops.py"]


def test_renamed_in_the_index(root: Path) -> None:
    git(root, "mv", "ops.py", "steps.py")
    assert dirty(root, "steps.py", "jobs.py") == ["steps.py"]


def test_only_permission_bits(root: Path) -> None:
    (root / "ops.py").chmod(0o755)
    assert dirty(root, "ops.py") == ["ops.py"]


@pytest.mark.parametrize(
    "name", ["with space.py", 'quote".py', "stär.py", "star*.py", "[ab].py", ":top.py", "-x.py"]
)
def test_odd_names(root: Path, name: str) -> None:
    (root / name).write_text("old\n")
    assert dirty(root, name) == [name]
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "more")
    assert dirty(root, name) == []


def test_clean(root: Path) -> None:
    assert dirty(root, "ops.py", "jobs.py") == []


def test_changes_elsewhere_do_not_matter(root: Path) -> None:
    (root / "jobs.py").write_text("edit\n")
    assert dirty(root, "ops.py") == []


def test_outside_git(tmp_path: Path) -> None:
    (tmp_path / "ops.py").write_text("old\n")
    assert dirty(tmp_path, "ops.py") == []


def test_root_below_the_work_tree(root: Path) -> None:
    (root / "pkg").mkdir()
    (root / "pkg/ops.py").write_text("new\n")
    assert dirty(root / "pkg", "ops.py") == ["ops.py"]


def test_several_repositories_below_the_root(tmp_path: Path) -> None:
    (repository(tmp_path / "a", ops="old\n") / "ops.py").write_text("edit\n")
    repository(tmp_path / "b", ops="old\n")
    (tmp_path / "loose.py").write_text("outside\n")
    assert dirty(tmp_path, "a/ops.py", "b/ops.py", "loose.py") == ["a/ops.py"]


def test_submodule(root: Path, tmp_path: Path) -> None:
    library = repository(tmp_path / "library", ops="old\n")
    git(root, "submodule", "add", "-q", str(library), "library")
    git(root, "commit", "-q", "-m", "submodule")
    assert dirty(root, "library/ops.py", "ops.py") == []
    (root / "library/ops.py").write_text("edit\n")
    assert dirty(root, "library/ops.py", "ops.py") == ["library/ops.py"]


def test_linked_work_tree(root: Path, tmp_path: Path) -> None:
    git(root, "worktree", "add", "-q", str(tmp_path / "second"))
    (tmp_path / "second/ops.py").write_text("edit\n")
    assert dirty(tmp_path / "second", "ops.py", "jobs.py") == ["ops.py"]
    assert dirty(root, "ops.py") == []


def test_link_is_judged_by_its_target(root: Path) -> None:
    (root / "linked.py").symlink_to("ops.py")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "link")
    (root / "ops.py").write_text("edit\n")
    assert dirty(root, "linked.py") == ["linked.py"]


def test_many_files(tmp_path: Path) -> None:
    root = repository(tmp_path / "many", **{f"ops_{number}": "old\n" for number in range(450)})
    (root / "ops_7.py").write_text("edit\n")
    (root / "ops_449.py").write_text("edit\n")
    assert dirty(root, *(f"ops_{number}.py" for number in range(450))) == ["ops_449.py", "ops_7.py"]


def test_variables_of_a_hook_do_not_mislead(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = repository(tmp_path / "other", ops="old\n")
    (root / "ops.py").write_text("edit\n")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git/index"))
    assert [found.code for found in find_dirty(root, ["ops.py", "jobs.py"])] == ["AZ502"]


def test_the_repository_starts_no_program(root: Path, tmp_path: Path) -> None:
    spy = tmp_path / "spy"
    spy.write_text(f"#!/bin/sh\ntouch {tmp_path}/started\n")
    spy.chmod(0o755)
    git(root, "config", "core.fsmonitor", str(spy))
    assert dirty(root, "ops.py") == []
    assert not (tmp_path / "started").exists()


def test_git_that_is_missing_is_no_permission(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert [found.code for found in find_dirty(root, ["ops.py"])] == ["AZ509"]


def test_broken_repository_is_no_permission(root: Path) -> None:
    (root / ".git/HEAD").write_text("nonsense")
    assert [found.code for found in find_dirty(root, ["ops.py"])] == ["AZ509"]


def test_write_is_refused(root: Path) -> None:
    (root / "ops.py").write_text("edit\n")
    files = [FileRewrite("ops.py", b"edit\n", b"new\n"), FileRewrite("jobs.py", b"old\n", b"new\n")]
    with pytest.raises(WriteRefused) as caught:
        apply(root, files)
    assert [(found.code, found.file) for found in caught.value.diagnostics] == [("AZ502", "ops.py")]
    assert (root / "jobs.py").read_text() == "old\n"


def test_write_is_allowed(root: Path) -> None:
    (root / "ops.py").write_text("edit\n")
    apply(root, [FileRewrite("ops.py", b"edit\n", b"new\n")], dirty=DirtyPolicy.ALLOW)
    assert (root / "ops.py").read_text() == "new\n"


def test_the_journal_does_not_show_in_git(root: Path) -> None:
    apply(root, [FileRewrite("ops.py", b"old\n", b"new\n")])
    shown = subprocess.run(
        ["git", "status", "--porcelain", "--untracked-files=all"],
        cwd=root,
        capture_output=True,
        check=True,
        env={name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    )
    assert shown.stdout == b" M ops.py\n"
