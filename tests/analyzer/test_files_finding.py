"""Which files are found, and what happens with those that cannot be read."""

import errno
import os
import subprocess
from pathlib import Path

import pytest

from assetize.analyzer.files import find_files, reading
from assetize.analyzer.files.source_file import names_dagster

GIT = ("git", "-c", "user.name=t", "-c", "user.email=t@example.invalid")


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def found(root: Path) -> list[str]:
    return list(find_files(root).files)


def codes(root: Path) -> list[tuple[str, str]]:
    return [(diagnostic.code, diagnostic.file) for diagnostic in find_files(root).diagnostics]


def make_repository(root: Path) -> None:
    subprocess.run([*GIT, "init", "-q"], cwd=root, check=True)


def test_a_path_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        find_files(tmp_path / "nowhere")


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    tree = find_files(tmp_path)
    assert (dict(tree.files), tree.diagnostics) == ({}, ())


@pytest.mark.parametrize("in_git", [False, True])
def test_ignored_and_installed_files_are_skipped(tmp_path: Path, in_git: bool) -> None:
    write(
        tmp_path,
        {
            ".gitignore": "generated/\n*_local.py\n!keep_local.py\n",
            "shop/ops.py": "",
            "shop/ops_local.py": "",
            "shop/keep_local.py": "",
            "shop/generated/x.py": "",
            "shop/notes.txt": "",
            "shop/deep/.gitignore": "*\n!seen.py\n!.gitignore\n",
            "shop/deep/seen.py": "",
            "shop/deep/unseen.py": "",
            ".venv/lib/a.py": "",
            "environment/pyvenv.cfg": "",
            "environment/lib/b.py": "",
            "vendor/site-packages/c.py": "",
            "web/node_modules/d.py": "",
            "shop/__pycache__/e.py": "",
            ".assetize/f.py": "",
        },
    )
    if in_git:
        make_repository(tmp_path)
    assert found(tmp_path) == ["shop/deep/seen.py", "shop/keep_local.py", "shop/ops.py"]


def test_git_knows_files_that_a_gitignore_would_hide(tmp_path: Path) -> None:
    write(tmp_path, {"tracked.py": "", ".gitignore": "tracked.py\nother.py\n", "other.py": ""})
    make_repository(tmp_path)
    subprocess.run([*GIT, "add", "-f", "tracked.py"], cwd=tmp_path, check=True)
    assert found(tmp_path) == ["tracked.py"]


def test_a_tracked_file_that_was_deleted_is_not_there(tmp_path: Path) -> None:
    write(tmp_path, {"gone.py": "", "here.py": ""})
    make_repository(tmp_path)
    subprocess.run([*GIT, "add", "."], cwd=tmp_path, check=True)
    (tmp_path / "gone.py").unlink()
    assert (found(tmp_path), codes(tmp_path)) == (["here.py"], [])


def test_a_folder_below_the_repository_is_read_alone(tmp_path: Path) -> None:
    write(tmp_path, {"one/a.py": "", "two/b.py": ""})
    make_repository(tmp_path)
    assert found(tmp_path / "two") == ["b.py"]


def test_without_git_the_folder_is_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.py": "", ".gitignore": "b.py\n", "b.py": ""})
    make_repository(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert found(tmp_path) == ["a.py"]


def test_a_damaged_repository_is_walked(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "", ".git/HEAD": "nonsense"})
    assert found(tmp_path) == ["a.py"]


def test_a_repository_named_by_the_environment_does_not_mislead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"mine/a.py": "", "other/b.py": ""})
    make_repository(tmp_path / "mine")
    make_repository(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "other"))
    assert found(tmp_path / "mine") == ["a.py"]


def test_reading_runs_no_program_that_the_repository_names(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "", "hook.sh": "#!/bin/sh\ntouch ran\n"})
    (tmp_path / "hook.sh").chmod(0o755)
    make_repository(tmp_path)
    subprocess.run([*GIT, "add", "a.py"], cwd=tmp_path, check=True)
    subprocess.run([*GIT, "config", "core.fsmonitor", str(tmp_path / "hook.sh")], cwd=tmp_path, check=True)
    assert found(tmp_path) == ["a.py"]
    assert not (tmp_path / "ran").exists()


def test_names_that_git_would_quote_are_found(tmp_path: Path) -> None:
    write(tmp_path, {'größe und "mehr".py': ""})
    make_repository(tmp_path)
    assert found(tmp_path) == ['größe und "mehr".py']


def test_one_file_is_relative_to_the_folder_it_is_imported_from(tmp_path: Path) -> None:
    write(tmp_path, {"src/shop/__init__.py": "", "src/shop/ops.py": "import dagster", "src/shop/jobs.py": ""})
    tree = find_files(tmp_path / "src/shop/ops.py")
    assert (tree.root, list(tree.files)) == (tmp_path / "src", ["shop/ops.py"])


def test_several_paths_share_their_common_folder(tmp_path: Path) -> None:
    write(tmp_path, {"a/x.py": "", "a/y.py": "", "b/z.py": "", "c/w.py": ""})
    tree = find_files([tmp_path / "a", tmp_path / "b/z.py", tmp_path / "a/x.py"])
    assert (tree.root, list(tree.files)) == (tmp_path, ["a/x.py", "a/y.py", "b/z.py"])


def test_a_folder_that_its_repository_ignores_is_read_when_asked_for(tmp_path: Path) -> None:
    write(tmp_path, {".gitignore": "scratch/\n", "scratch/a.py": ""})
    make_repository(tmp_path)
    assert found(tmp_path / "scratch") == ["a.py"]


def test_the_overlay_replaces_and_adds_without_touching_the_disk(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "old"})
    tree = find_files(tmp_path, {"a.py": b"import dagster", "new.py": b"x = 1"})
    assert {path: file.data for path, file in tree.files.items()} == {
        "a.py": b"import dagster",
        "new.py": b"x = 1",
    }
    assert tree.files["a.py"].names_dagster
    assert (tmp_path / "a.py").read_text() == "old"
    assert not (tmp_path / "new.py").exists()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"", False),
        (b"import my_dagster_helpers", False),
        (b"import pandas", False),
        (b"from dagster import op", True),
        (b"import dagster_dbt", True),
        (b"x = 1\nimport dagster as dg", True),
    ],
)
def test_what_names_dagster(text: bytes, expected: bool) -> None:
    assert names_dagster(text) is expected


@pytest.mark.parametrize("in_git", [False, True])
def test_links_in_circles_and_out_of_the_project_are_not_followed(tmp_path: Path, in_git: bool) -> None:
    outside = write(tmp_path / "outside", {"secret.py": "dagster", "folder/more.py": ""})
    root = write(tmp_path / "project", {"a.py": "", "pkg/b.py": ""})
    (root / "pkg" / "again").symlink_to(root)
    (root / "loop").symlink_to(root / "loop2")
    (root / "loop2").symlink_to(root / "loop")
    (root / "linked.py").symlink_to(outside / "secret.py")
    (root / "linked").symlink_to(outside / "folder")
    (root / "same.py").symlink_to(root / "a.py")
    if in_git:
        make_repository(root)
    assert found(root) == ["a.py", "pkg/b.py"]
    assert codes(root) == []


@pytest.mark.parametrize("in_git", [False, True])
def test_links_to_nothing_are_reported(tmp_path: Path, in_git: bool) -> None:
    write(tmp_path, {"a.py": ""})
    (tmp_path / "broken.py").symlink_to("nowhere.py")
    (tmp_path / "x.py").symlink_to("y.py")
    (tmp_path / "y.py").symlink_to("x.py")
    if in_git:
        make_repository(tmp_path)
    assert found(tmp_path) == ["a.py"]
    assert codes(tmp_path) == [("AZ106", "broken.py"), ("AZ106", "x.py"), ("AZ106", "y.py")]


def test_a_link_to_a_script_without_suffix_is_followed(tmp_path: Path) -> None:
    write(tmp_path, {"bin/tool": "import dagster"})
    (tmp_path / "tool.py").symlink_to("bin/tool")
    assert find_files(tmp_path).files["tool.py"].data == b"import dagster"


def test_a_linked_root_is_read(tmp_path: Path) -> None:
    write(tmp_path / "real", {"a.py": ""})
    (tmp_path / "link").symlink_to("real")
    assert found(tmp_path / "link") == ["a.py"]


def test_binary_files_are_reported_with_their_line(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"image.py": b"\x89PNG\n\x00\x01", "utf16.py": "import dagster\n".encode("utf-16"), "a.py": ""},
    )
    tree = find_files(tmp_path)
    assert list(tree.files) == ["a.py"]
    assert [(item.code, item.file, item.line) for item in tree.diagnostics] == [
        ("AZ103", "image.py", 2),
        ("AZ103", "utf16.py", 1),
    ]


def test_a_file_that_may_not_be_read_is_reported_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a.py": "x = 1", "closed.py": "dagster", "z.py": ""})
    real_open = os.open

    def refuse(path: Path, flags: int) -> int:
        if Path(path).name == "closed.py":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real_open(path, flags)

    monkeypatch.setattr(reading.os, "open", refuse)
    tree = find_files(tmp_path)
    assert list(tree.files) == ["a.py", "z.py"]
    (diagnostic,) = tree.diagnostics
    assert (diagnostic.code, diagnostic.file) == ("AZ104", "closed.py")
    assert "Permission denied" in diagnostic.message


def test_an_error_in_the_middle_of_a_file_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a.py": "x = 1"})

    def fail(descriptor: int, count: int) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(reading.os, "read", fail)
    assert codes(tmp_path) == [("AZ104", "a.py")]


def test_a_pipe_and_a_folder_named_like_modules_do_not_stop_the_reader(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    write(tmp_path, {"folder.py/a.py": ""})
    assert found(tmp_path) == ["folder.py/a.py"]


def test_a_folder_that_cannot_be_listed_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a.py": "", "closed/b.py": ""})
    real = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path)

    monkeypatch.setattr("assetize.analyzer.files.walk.os.scandir", refuse)
    assert found(tmp_path) == ["a.py"]
