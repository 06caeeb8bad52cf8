"""Undo: what it refuses, and that it brings every byte back."""

import os
from pathlib import Path

import pytest

from assetize.codemods.model import FileRewrite
from assetize.codemods.writing import RecoveryBlocked, WriteRefused, apply, original, undo
from assetize.codemods.writing.settle import LEVELS_KEPT


def write(root: Path, file: str, text: bytes) -> None:
    """Makes a file, or changes it, through one write."""
    path = root / file
    if path.exists():
        apply(root, [FileRewrite(file, path.read_bytes(), text)])
    else:
        apply(root, [FileRewrite(file, b"", text, creates=True)])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "ops.py").write_bytes(b"zero\n")
    return tmp_path


def test_nothing_to_undo(root: Path) -> None:
    result = undo(root)
    assert not result.did_something
    assert not (root / ".assetize").exists()


@pytest.mark.parametrize("edit", [b"edited\n", b"", b"one", None], ids=["other", "empty", "cut", "removed"])
def test_changed_after_the_write(root: Path, edit: bytes | None) -> None:
    (root / "jobs.py").write_bytes(b"zero\n")
    apply(root, [FileRewrite("ops.py", b"zero\n", b"one\n"), FileRewrite("jobs.py", b"zero\n", b"one\n")])
    if edit is None:
        (root / "ops.py").unlink()
    else:
        (root / "ops.py").write_bytes(edit)
    with pytest.raises(WriteRefused) as caught:
        undo(root)
    assert [(found.code, found.file) for found in caught.value.diagnostics] == [("AZ507", "ops.py")]
    assert (root / "jobs.py").read_bytes() == b"one\n"
    assert (root / "ops.py").read_bytes() == edit if edit is not None else not (root / "ops.py").exists()


def test_replaced_by_a_link(root: Path) -> None:
    write(root, "ops.py", b"one\n")
    (root / "other.py").write_bytes(b"one\n")
    (root / "ops.py").unlink()
    (root / "ops.py").symlink_to("other.py")
    with pytest.raises(WriteRefused):
        undo(root)
    assert (root / "other.py").read_bytes() == b"one\n"


def test_created_file_that_was_changed_is_kept(root: Path) -> None:
    write(root, "assets.py", b"one\n")
    (root / "assets.py").write_bytes(b"mine\n")
    with pytest.raises(WriteRefused):
        undo(root)
    assert (root / "assets.py").read_bytes() == b"mine\n"


def test_damaged_copy_is_not_restored(root: Path) -> None:
    write(root, "ops.py", b"one\n")
    next((root / ".assetize/writes").glob("*/before/*")).write_bytes(b"rotten\n")
    with pytest.raises(RecoveryBlocked) as caught:
        undo(root)
    assert [found.code for found in caught.value.diagnostics] == ["AZ510"]
    assert (root / "ops.py").read_bytes() == b"one\n"


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"format": 99}', '{"format": 1, "kind": "write", "surprise": 1}']
)
def test_damaged_manifest(root: Path, text: str) -> None:
    write(root, "ops.py", b"one\n")
    next((root / ".assetize/writes").glob("*/manifest.json")).write_text(text)
    with pytest.raises(RecoveryBlocked):
        undo(root)
    assert (root / "ops.py").read_bytes() == b"one\n"


def test_level_by_level(root: Path) -> None:
    for text in (b"one\n", b"two\n", b"three\n"):
        write(root, "ops.py", text)
    seen = []
    while (result := undo(root)).did_something:
        seen.append(((root / "ops.py").read_bytes(), result.levels_left))
    assert seen == [(b"two\n", 2), (b"one\n", 1), (b"zero\n", 0)]


def test_write_after_undo(root: Path) -> None:
    write(root, "ops.py", b"one\n")
    undo(root)
    write(root, "ops.py", b"two\n")
    assert original(root) == {"ops.py": b"zero\n"}
    undo(root)
    assert (root / "ops.py").read_bytes() == b"zero\n"
    assert not undo(root).did_something


def test_created_files_and_folders_go(root: Path) -> None:
    write(root, "pkg/deep/assets.py", b"one\n")
    result = undo(root)
    assert result.removed == ("pkg/deep/assets.py",)
    assert result.restored == ()
    assert not (root / "pkg").exists()


def test_created_folder_with_other_files_stays(root: Path) -> None:
    write(root, "pkg/deep/assets.py", b"one\n")
    (root / "pkg/mine.py").write_bytes(b"mine\n")
    undo(root)
    assert sorted(path.name for path in (root / "pkg").iterdir()) == ["mine.py"]


def test_permission_bits_given_since_stay(root: Path) -> None:
    write(root, "ops.py", b"one\n")
    (root / "ops.py").chmod(0o755)
    undo(root)
    assert (root / "ops.py").stat().st_mode & 0o7777 == 0o755


def test_nothing_is_left_of_an_undone_write(root: Path) -> None:
    write(root, "ops.py", b"one\n")
    undo(root)
    assert list((root / ".assetize/writes").iterdir()) == []


def test_history_is_bounded(root: Path) -> None:
    for number in range(LEVELS_KEPT + 3):
        write(root, "ops.py", b"%d\n" % number)
    assert len(list((root / ".assetize/writes").iterdir())) == LEVELS_KEPT
    count = 0
    while undo(root).did_something:
        count += 1
    assert count == LEVELS_KEPT
    assert (root / "ops.py").read_bytes() == b"2\n"


def test_moved_root(root: Path) -> None:
    write(root, "ops.py", b"one\n")
    moved = root.with_name("moved")
    os.rename(root, moved)  # noqa: PTH104
    undo(moved)
    assert (moved / "ops.py").read_bytes() == b"zero\n"
