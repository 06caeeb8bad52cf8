"""Two commands that write at once: one wins, the other is told so; the lock of a dead one is no obstacle."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assetize.codemods.model import FileRewrite
from assetize.codemods.writing import WriteRefused, apply, recover, undo
from assetize.codemods.writing.disk import Disk

WRITER = """
import sys, time
from pathlib import Path
from assetize.codemods.model import FileRewrite
from assetize.codemods.writing import WriteRefused, apply
from assetize.codemods.writing.disk import Disk

class SlowDisk(Disk):
    def rename(self, path, target):
        print("renaming", target.name, flush=True)
        if target.name == "a.py":
            time.sleep(float(sys.argv[3]))
        super().rename(path, target)

files = [FileRewrite(name, b"old\\n", sys.argv[2].encode()) for name in ("a.py", "b.py")]
try:
    apply(Path(sys.argv[1]), files, disk=SlowDisk())
except WriteRefused as refusal:
    print(refusal, flush=True)
    sys.exit(2)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("a.py", "b.py", "c.py"):
        (tmp_path / name).write_bytes(b"old\n")
    return tmp_path


def start_writer(root: Path, text: str, seconds: float) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", WRITER, str(root), text, str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def wait_for(writer: "subprocess.Popen[str]", line: str) -> None:
    assert writer.stdout is not None
    assert any(shown == line + "\n" for shown in writer.stdout)


def end(writer: "subprocess.Popen[str]") -> int:
    writer.communicate(timeout=30)
    return writer.returncode


def texts(root: Path) -> list[bytes]:
    return [(root / name).read_bytes() for name in ("a.py", "b.py", "c.py")]


def test_second_writer_is_refused(root: Path) -> None:
    first = start_writer(root, "first", 2)
    wait_for(first, "renaming a.py")
    for command in (lambda: apply(root, [FileRewrite("c.py", b"old\n", b"c\n")]), lambda: undo(root)):
        with pytest.raises(WriteRefused) as caught:
            command()
        assert [found.code for found in caught.value.diagnostics] == ["AZ505"]
    assert end(first) == 0
    assert texts(root) == [b"first", b"first", b"old\n"]


def test_a_reader_waits_for_the_writer(root: Path) -> None:
    first = start_writer(root, "first", 1)
    wait_for(first, "renaming a.py")
    assert recover(root) == ()
    assert texts(root) == [b"first", b"first", b"old\n"]
    assert end(first) == 0


def test_a_reader_does_not_wait_for_ever(root: Path) -> None:
    first = start_writer(root, "first", 2)
    wait_for(first, "renaming a.py")
    started = time.monotonic()
    with pytest.raises(WriteRefused):
        recover(root, patience=0.2)
    assert time.monotonic() - started < 1.5
    assert end(first) == 0


def test_one_of_many_wins(root: Path) -> None:
    writers = [start_writer(root, f"text {number}", 0.1) for number in range(5)]
    codes = [end(writer) for writer in writers]
    assert sorted(codes) == [0, 2, 2, 2, 2]
    won = f"text {codes.index(0)}".encode()
    assert texts(root) == [won, won, b"old\n"]
    assert undo(root).restored == ("a.py", "b.py")
    assert texts(root) == [b"old\n"] * 3


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_the_lock_of_a_killed_writer_is_no_obstacle(root: Path) -> None:
    first = start_writer(root, "first", 60)
    wait_for(first, "renaming a.py")
    os.kill(first.pid, signal.SIGKILL)
    end(first)
    apply(root, [FileRewrite("c.py", b"old\n", b"c\n")])
    assert texts(root) == [b"first", b"first", b"c\n"]


def test_a_text_in_the_lock_file_is_no_obstacle(root: Path) -> None:
    (root / ".assetize").mkdir()
    (root / ".assetize/lock").write_text("12345")
    apply(root, [FileRewrite("c.py", b"old\n", b"c\n")])
    assert texts(root)[2] == b"c\n"


def test_changed_by_another_write_between_look_and_lock(root: Path) -> None:
    made: list[str] = []

    class LateDisk(Disk):
        def make_folder(self, folder: Path) -> None:
            """The first thing that happens after the first look at the files."""
            made.append(folder.name)
            if folder.name == ".assetize":
                (root / "c.py").write_bytes(b"other\n")
            super().make_folder(folder)

    with pytest.raises(WriteRefused) as caught:
        apply(root, [FileRewrite("c.py", b"old\n", b"new\n")], disk=LateDisk())
    assert [found.code for found in caught.value.diagnostics] == ["AZ501"]
    assert texts(root)[2] == b"other\n"
    assert made == [".assetize", "writes"]  # no transaction was begun
