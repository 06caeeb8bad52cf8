"""Somebody else changes files, or plants a journal, around a write: nobody's work is lost and nothing outside is touched."""

import shutil
from pathlib import Path

import pytest
from step_disk import (
    NEW,
    OLD,
    StepDisk,
    assert_whole,
    count_steps,
    each_halt,
    make_new,
    make_old,
    take_back,
    tree,
    write,
)

from assetize.codemods.writing import RecoveryBlocked, WriteRefused, recover


def test_file_changed_by_somebody_at_every_step(tmp_path: Path) -> None:
    """The edit is never lost; the other files are all new, or all old and the write refused."""
    edit = b"somebody's edit\n"
    outcomes = set()

    def edit_file(disk: StepDisk) -> None:
        disk._stop = None
        (tmp_path / "edited/pkg/jobs.py").write_bytes(edit)

    for number in range(count_steps(write, make_old, tmp_path / "counted")):
        root = make_old(tmp_path / "edited")
        disk = StepDisk(number, edit_file)
        try:
            write(root, disk)
        except WriteRefused as problem:
            assert [(found.code, found.file) for found in problem.diagnostics] == [("AZ501", "pkg/jobs.py")]
            assert (root / "ops.py").read_bytes() == OLD["ops.py"]
            assert not (root / "pkg/assets").exists()
            outcomes.add("refused")
        else:
            assert (root / "ops.py").read_bytes() == NEW["ops.py"]
            outcomes.add("written")
        # Between the last comparison of a file and the rename that replaces it lies no step that could be met here
        # but the rename itself: that instant cannot be closed.
        if not disk.log[number].endswith("0002.tmp") or not disk.log[number].startswith("rename"):
            assert (root / "pkg/jobs.py").read_bytes() == edit, (number, disk.log[number])
        shutil.rmtree(root)
    assert outcomes == {"refused", "written"}


def test_edit_after_the_kill_is_not_overwritten(tmp_path: Path) -> None:
    blocked = 0
    for _, root in each_halt(tmp_path, write, make_old):
        (root / "ops.py").write_bytes(b"somebody's edit\n")
        before = tree(root)
        try:
            recover(root, disk=StepDisk())
        except RecoveryBlocked as problem:
            blocked += 1
            found = problem.diagnostics[0]
            assert (found.code, found.file) == ("AZ508", "ops.py")
            assert tree(root) == before
            side = "/before/" if blocked % 2 else "/after/"
            copy = next(word.strip("()") for word in found.message.split() if side in word)
            (root / "ops.py").write_bytes((root / copy).read_bytes())
            recover(root, disk=StepDisk())
            assert_whole(root)
        assert (root / "ops.py").read_bytes() in (b"somebody's edit\n", NEW["ops.py"], OLD["ops.py"])
    assert blocked > 2


def test_edit_after_an_undo_that_only_had_to_tidy_is_no_obstacle(tmp_path: Path) -> None:
    tried = 0
    for _, root in each_halt(tmp_path, take_back, make_new):
        if not (root / ".assetize/writes/000001").exists():
            tried += 1
            (root / "ops.py").write_bytes(b"somebody's edit\n")
            recover(root, disk=StepDisk())
            assert tree(root) == OLD | {"ops.py": b"somebody's edit\n"}
    assert tried > 2


def test_new_folder_removed_after_the_kill(tmp_path: Path) -> None:
    for _, root in each_halt(tmp_path, write, make_old):
        shutil.rmtree(root / "pkg/assets", ignore_errors=True)
        recover(root, disk=StepDisk())
        if tree(root) != {file: data for file, data in NEW.items() if file != "pkg/assets/users.py"}:
            assert_whole(root)
        else:  # the write was done before the kill
            assert (root / ".assetize/writes/000001").exists()


PLANTED = [
    ('"target": "ops.py"', '"target": "../outside.py"'),
    ('"target": "ops.py"', '"target": "/tmp/outside.py"'),
    ('"target": "ops.py"', '"target": "linked/outside.py"'),
    ('"new_folders": [', '"new_folders": ["../planted",'),
]


@pytest.mark.parametrize(("honest", "planted"), PLANTED, ids=[planted for _, planted in PLANTED])
def test_a_planted_journal_reaches_nothing_outside(tmp_path: Path, honest: str, planted: str) -> None:
    """A downloaded project may bring a journal along; it must not be a way to write elsewhere."""
    tried = 0
    for _, root in each_halt(tmp_path, write, make_old):
        manifests = list((root / ".assetize/writes").glob("*.committed/manifest.json"))
        if not manifests:
            continue
        tried += 1
        outside = tmp_path / "outside.py"
        outside.write_bytes(OLD["ops.py"])
        (root / "linked").symlink_to(tmp_path)
        manifests[0].write_text(manifests[0].read_text().replace(honest, planted))
        with pytest.raises(RecoveryBlocked):
            recover(root, disk=StepDisk())
        assert outside.read_bytes() == OLD["ops.py"]
        assert not (tmp_path / "planted").exists()
    assert tried
