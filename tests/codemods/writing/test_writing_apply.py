"""Writing an upgrade: what is refused, and what a write leaves behind."""

import os
from pathlib import Path

import pytest

from assetize.codemods.model import FileRewrite
from assetize.codemods.writing import (
    WriteFailed,
    WriteRefused,
    apply,
    created_files,
    original,
    recover,
    undo,
)

OPS = FileRewrite("ops.py", b"old ops\n", b"new ops\n")
JOBS = FileRewrite("pkg/jobs.py", b"old jobs\r\n\xe9", b"new jobs\r\n\xe9")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for rewrite in (OPS, JOBS):
        (tmp_path / rewrite.file).parent.mkdir(exist_ok=True)
        (tmp_path / rewrite.file).write_bytes(rewrite.before)
    return tmp_path


def tree(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file() and ".assetize" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def refused_codes(root: Path, *files: FileRewrite) -> list[str]:
    """The codes with which a write is refused; checks that nothing was touched, not even the journal's folder."""
    before = tree(root)
    with pytest.raises(WriteRefused) as caught:
        apply(root, files)
    assert tree(root) == before
    assert not (root / ".assetize").exists()
    return [diagnostic.code for diagnostic in caught.value.diagnostics]


def test_changed_since_it_was_read(root: Path) -> None:
    (root / "ops.py").write_bytes(b"somebody's edit\n")
    assert refused_codes(root, JOBS, OPS) == ["AZ501"]


def test_every_refusal_is_told_at_once(root: Path) -> None:
    (root / "ops.py").write_bytes(b"somebody's edit\n")
    (root / "pkg/jobs.py").chmod(0o444)
    assert refused_codes(root, JOBS, OPS) == ["AZ501", "AZ504"]


def test_removed_since_it_was_read(root: Path) -> None:
    (root / "ops.py").unlink()
    assert refused_codes(root, OPS) == ["AZ501"]


def test_empty_before_does_not_mean_new(root: Path) -> None:
    assert refused_codes(root, FileRewrite("gone.py", b"", b"x = 1\n")) == ["AZ501"]


def test_new_file_that_exists_by_now(root: Path) -> None:
    assert refused_codes(root, FileRewrite("ops.py", b"", b"x = 1\n", creates=True)) == ["AZ501"]


@pytest.mark.parametrize("path", ["../outside.py", "/etc/outside.py", "pkg/../../outside.py", "", "."])
def test_path_outside_the_root(root: Path, path: str) -> None:
    assert refused_codes(root, FileRewrite(path, b"old ops\n", b"new\n")) == ["AZ503"]


def test_link_out_of_the_root(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "shared.py"
    outside.write_bytes(OPS.before)
    (root / "linked.py").symlink_to(outside)
    assert refused_codes(root, FileRewrite("linked.py", OPS.before, OPS.after)) == ["AZ503"]
    assert outside.read_bytes() == OPS.before


def test_folder_link_out_of_the_root(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "ops.py").write_bytes(OPS.before)
    (root / "shared").symlink_to(outside)
    assert refused_codes(root, FileRewrite("shared/ops.py", OPS.before, OPS.after)) == ["AZ503"]


def test_new_file_through_a_folder_link_out_of_the_root(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (root / "shared").symlink_to(tmp_path_factory.mktemp("outside"))
    assert refused_codes(root, FileRewrite("shared/new.py", b"", b"x = 1\n", creates=True)) == ["AZ503"]


def test_read_only_file(root: Path) -> None:
    (root / "ops.py").chmod(0o444)
    assert refused_codes(root, JOBS, OPS) == ["AZ504"]


def test_folder_in_the_place_of_a_file(root: Path) -> None:
    assert refused_codes(root, FileRewrite("pkg", b"", b"x = 1\n")) == ["AZ504"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipe_in_the_place_of_a_file(root: Path) -> None:
    """Reading it would wait for ever."""
    os.mkfifo(root / "pipe.py")
    assert refused_codes(root, FileRewrite("pipe.py", b"", b"x = 1\n")) == ["AZ504"]


def test_file_in_the_place_of_a_folder(root: Path) -> None:
    assert refused_codes(root, FileRewrite("ops.py/new.py", b"", b"x = 1\n", creates=True)) == ["AZ504"]


def test_one_file_by_two_paths(root: Path) -> None:
    (root / "same.py").symlink_to("ops.py")
    assert refused_codes(root, OPS, FileRewrite("same.py", OPS.before, b"other\n")) == ["AZ511"]


def test_journal_folder_that_is_a_link(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (root / ".assetize").symlink_to(elsewhere)
    with pytest.raises(WriteFailed):
        apply(root, [OPS])
    assert (root / "ops.py").read_bytes() == OPS.before
    assert list(elsewhere.iterdir()) == []


def test_nothing_to_change_makes_no_level(root: Path) -> None:
    assert apply(root, [FileRewrite("ops.py", OPS.before, OPS.before)]).files == ()
    assert apply(root, []).files == ()
    assert not (root / ".assetize").exists()


def test_all_files_are_written(root: Path) -> None:
    result = apply(root, [OPS, JOBS])
    assert result.files == ("ops.py", "pkg/jobs.py")
    assert result.created == ()
    assert tree(root) == {"ops.py": OPS.after, "pkg/jobs.py": JOBS.after}
    assert recover(root) == ()


@pytest.mark.parametrize("mode", [0o644, 0o755, 0o600, 0o664])
def test_permission_bits_stay(root: Path, mode: int) -> None:
    (root / "ops.py").chmod(mode)
    apply(root, [OPS])
    assert (root / "ops.py").stat().st_mode & 0o7777 == mode
    undo(root)
    assert (root / "ops.py").stat().st_mode & 0o7777 == mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_owner_stays(root: Path) -> None:
    os.chown(root / "ops.py", 1234, 1235)
    (root / "ops.py").chmod(0o640)
    apply(root, [OPS])
    found = (root / "ops.py").stat()
    assert (found.st_uid, found.st_gid, found.st_mode & 0o7777) == (1234, 1235, 0o640)


def test_link_within_the_root_stays_a_link(root: Path) -> None:
    (root / "linked.py").symlink_to("pkg/jobs.py")
    apply(root, [FileRewrite("linked.py", JOBS.before, JOBS.after)])
    assert (root / "linked.py").is_symlink()
    assert (root / "pkg/jobs.py").read_bytes() == JOBS.after
    undo(root)
    assert (root / "linked.py").is_symlink()
    assert (root / "pkg/jobs.py").read_bytes() == JOBS.before


def test_new_files_and_folders(root: Path) -> None:
    new = FileRewrite("pkg/assets/users.py", b"", b"users = 1\n", creates=True)
    empty = FileRewrite("pkg/assets/__init__.py", b"", b"", creates=True)
    result = apply(root, [OPS, new, empty])
    assert result.created == ("pkg/assets/users.py", "pkg/assets/__init__.py")
    assert (root / "pkg/assets/users.py").read_bytes() == b"users = 1\n"
    assert (root / "pkg/assets/__init__.py").read_bytes() == b""
    assert created_files(root) == result.created
    assert original(root) == {"ops.py": OPS.before}


def test_original_is_of_the_last_write(root: Path) -> None:
    assert original(root) == {}
    assert created_files(root) == ()
    apply(root, [OPS, JOBS])
    apply(root, [FileRewrite("ops.py", OPS.after, b"newer ops\n")])
    assert original(root) == {"ops.py": OPS.after}


def test_only_the_journal_is_left_behind(root: Path) -> None:
    apply(root, [OPS, JOBS])
    assert sorted(path.name for path in root.iterdir()) == [".assetize", "ops.py", "pkg"]
    assert [path.name for path in (root / "pkg").iterdir()] == ["jobs.py"]


def test_names_that_are_not_text(root: Path) -> None:
    name = os.fsdecode(b"caf\xe9 \xc3\xa9.py")
    (root / name).write_bytes(b"old\n")
    apply(root, [FileRewrite(name, b"old\n", b"new\n")])
    assert original(root) == {name: b"old\n"}
    undo(root)
    assert (root / name).read_bytes() == b"old\n"


def test_root_reached_through_a_link(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    link = tmp_path_factory.mktemp("links") / "project"
    link.symlink_to(root)
    apply(link, [OPS])
    assert (root / "ops.py").read_bytes() == OPS.after
    assert original(link) == {"ops.py": OPS.before}
