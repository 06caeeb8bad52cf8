"""Kills and failing disks at every step: afterwards, and after the next command, the tree is wholly old or wholly new."""

import contextlib
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from step_disk import (
    NEW,
    OLD,
    Command,
    StepDisk,
    assert_whole,
    count_steps,
    each_halt,
    fail,
    fail_once,
    halt,
    in_new_process,
    is_halted,
    kill,
    lose_power,
    make_new,
    make_old,
    repair,
    take_back,
    tree,
    write,
)

from assetize.codemods.model import FileRewrite
from assetize.codemods.writing import WriteFailed, apply, recover, undo

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork")

COMMANDS = pytest.mark.parametrize(
    ("command", "make", "expected"),
    [(write, make_old, ["old", "new"]), (take_back, make_new, ["new", "old"])],
    ids=["write", "undo"],
)
WAYS = pytest.mark.parametrize(
    "options",
    [{}, {"midway": True}, {"stop": lose_power}, {"stop": lose_power, "midway": True}],
    ids=["killed", "killed midway", "power lost", "power lost midway"],
)


@COMMANDS
@WAYS
def test_killed_at_every_step(
    tmp_path: Path,
    command: Command,
    make: Callable[[Path], Path],
    expected: list[str],
    options: dict[str, Any],
) -> None:
    steps = count_steps(command, make, tmp_path / "counted")
    assert steps > 25
    endings = []
    for number in range(steps):
        root = make(tmp_path / "killed")
        status = in_new_process(command, root, StepDisk(number, **{"stop": kill, **options}))
        assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL, number
        assert in_new_process(repair, root, StepDisk()) == 0
        endings.append(assert_whole(root))
        shutil.rmtree(root)
    # First the tree stays as it was; from the commit on it becomes as wanted; there is no way back and forth.
    assert endings == sorted(endings, key=expected.index)
    assert set(endings) == set(expected)


@COMMANDS
def test_killed_again_while_recovering(
    tmp_path: Path, command: Command, make: Callable[[Path], Path], expected: list[str]
) -> None:
    for number, root in each_halt(tmp_path, command, make):
        if number % 3:
            continue  # neighbouring steps leave the same kinds of work
        for second in range(200):
            copy = tmp_path / "again"
            shutil.copytree(root, copy, symlinks=True)
            halted = is_halted(repair, copy, StepDisk(second, halt, midway=bool(second % 2)))
            recover(copy, disk=StepDisk())
            assert_whole(copy)
            shutil.rmtree(copy)
            if not halted:
                break
        else:
            pytest.fail("recovery has no end")


@COMMANDS
def test_next_write_repairs_first(
    tmp_path: Path, command: Command, make: Callable[[Path], Path], expected: list[str]
) -> None:
    for _, root in each_halt(tmp_path, command, make):
        (root / "other.py").write_bytes(b"old\n")
        apply(root, [FileRewrite("other.py", b"old\n", b"new\n")], disk=StepDisk())
        assert (root / "other.py").read_bytes() == b"new\n"
        undo(root, disk=StepDisk())
        (root / "other.py").unlink()
        assert_whole(root)


@COMMANDS
def test_disk_error_at_every_step(
    tmp_path: Path, command: Command, make: Callable[[Path], Path], expected: list[str]
) -> None:
    steps = count_steps(command, make, tmp_path / "counted")
    succeeded = 0
    for number in range(steps):
        root = make(tmp_path / "failed")
        try:
            command(root, StepDisk(number, fail_once))
        except WriteFailed as problem:
            assert [found.code for found in problem.diagnostics] == ["AZ506"]
            assert "No space left on device" in problem.diagnostics[0].message
            assert tree(root) == (OLD if expected[0] == "old" else NEW), number
        else:
            succeeded += 1  # only tidying was left
            assert tree(root) == (NEW if expected[0] == "old" else OLD), number
        recover(root, disk=StepDisk())
        assert_whole(root)
        shutil.rmtree(root)
    assert succeeded <= 6


@COMMANDS
def test_disk_that_fails_from_a_step_on(
    tmp_path: Path, command: Command, make: Callable[[Path], Path], expected: list[str]
) -> None:
    steps = count_steps(command, make, tmp_path / "counted")
    for number in range(steps):
        root = make(tmp_path / "failed")
        try:
            command(root, StepDisk(number, fail))
        except WriteFailed as problem:
            assert "No space left on device" in problem.diagnostics[0].message
        recover(root, disk=StepDisk())
        assert_whole(root)
        shutil.rmtree(root)


@COMMANDS
def test_killed_while_putting_back_after_an_error(
    tmp_path: Path, command: Command, make: Callable[[Path], Path], expected: list[str]
) -> None:
    steps = count_steps(command, make, tmp_path / "counted")
    for failing in range(steps):
        for second in range(1 + failing % 2, 60, 2):  # every second one: it takes long

            def fail_then_halt(disk: StepDisk, halting: int = failing + second) -> None:
                disk._stop_at, disk._stop = halting, halt
                fail(disk)

            root = make(tmp_path / "failed")
            halted = False
            with contextlib.suppress(WriteFailed):
                halted = is_halted(command, root, StepDisk(failing, fail_then_halt))
            recover(root, disk=StepDisk())
            assert_whole(root)
            shutil.rmtree(root)
            if not halted:
                break
        else:
            pytest.fail("putting back has no end")


@COMMANDS
def test_interrupted_by_the_keyboard_at_every_step(
    tmp_path: Path, command: Command, make: Callable[[Path], Path], expected: list[str]
) -> None:
    def interrupt(disk: StepDisk) -> None:
        disk._stop = None
        raise KeyboardInterrupt

    endings = []
    for number in range(count_steps(command, make, tmp_path / "counted")):
        root = make(tmp_path / "interrupted")
        with pytest.raises(KeyboardInterrupt):
            command(root, StepDisk(number, interrupt))
        assert tree(root) in (OLD, NEW), number
        recover(root, disk=StepDisk())
        endings.append(assert_whole(root))
        shutil.rmtree(root)
    assert endings == sorted(endings, key=expected.index)
    assert set(endings) == ({"old"} if command is write else {"new", "old"})
