"""A disk that stops or fails at any step, and trees that are written, undone and repaired on it."""

import errno
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from assetize.codemods.model import FileRewrite
from assetize.codemods.writing import apply, recover, undo
from assetize.codemods.writing.disk import Disk

OLD = {"ops.py": b"old ops\n" * 50, "pkg/jobs.py": b"old jobs\r\n"}
NEW = {"ops.py": b"new ops\n" * 60, "pkg/jobs.py": b"new\r\n", "pkg/assets/users.py": b"users = 1\n"}
FILES = [
    FileRewrite("ops.py", OLD["ops.py"], NEW["ops.py"]),
    FileRewrite("pkg/assets/users.py", b"", NEW["pkg/assets/users.py"], creates=True),
    FileRewrite("pkg/jobs.py", OLD["pkg/jobs.py"], NEW["pkg/jobs.py"]),
]
MODES = {"ops.py": 0o755, "pkg/jobs.py": 0o640, "pkg/assets/users.py": 0o644}
OPERATIONS = tuple(name for name in vars(Disk) if not name.startswith("_"))
Command = Callable[[Path, Disk], object]


class StepDisk(Disk):
    """Counts steps; at one of them calls ``stop`` instead of, or midway through, the step."""

    def __init__(
        self, stop_at: int = -1, stop: Callable[["StepDisk"], None] | None = None, midway: bool = False
    ):
        self.count = 0
        self.log: list[str] = []
        self.unsaved: dict[Path, Path] = {}
        self._stop_at, self._stop, self._midway = stop_at, stop, midway

    def step(self, operation: str, *arguments: Any) -> None:
        number, self.count = self.count, self.count + 1
        self.log.append(f"{operation} {arguments[0]}")
        if self._stop is not None and number >= self._stop_at:
            if self._midway and number == self._stop_at:
                self._do_half(operation, *arguments)
            self._stop(self)
        if not operation.startswith("sync"):  # a kill does not need it, and it is slow
            getattr(Disk, operation)(self, *arguments)
        self._note(operation, *arguments)

    def _do_half(self, operation: str, *arguments: Any) -> None:
        if operation == "write_file":
            Path(arguments[0]).write_bytes(arguments[1][: len(arguments[1]) // 2])
        elif operation == "remove_tree" and arguments[0].exists():
            next(path for path in sorted(arguments[0].rglob("*"), reverse=True) if path.is_file()).unlink()

    def _note(self, operation: str, *arguments: Any) -> None:
        if operation == "write_file":
            self.unsaved[arguments[0]] = arguments[0]
        elif operation == "sync_file":
            self.unsaved.pop(arguments[0], None)
        elif operation == "rename":
            old, new = arguments
            moved = {path: new / path.relative_to(old) for path in self.unsaved if path.is_relative_to(old)}
            self.unsaved = {moved.get(path, path): path for path in self.unsaved}


def _stepping(operation: str) -> Callable[..., None]:
    def method(self: StepDisk, *arguments: Any) -> None:
        self.step(operation, *arguments)

    return method


for _operation in OPERATIONS:
    setattr(StepDisk, _operation, _stepping(_operation))


def kill(disk: StepDisk) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def lose_power(disk: StepDisk) -> None:
    """What was written but not synced is gone."""
    for path in disk.unsaved:
        if path.is_file():
            path.write_bytes(b"")
    kill(disk)


class Halted(BaseException):
    """Stands for a kill where thousands are tried."""


def halt(disk: StepDisk) -> None:
    """Acts like a kill without a process to kill: as every later step raises too, no clean-up can do anything."""
    raise Halted


def fail(disk: StepDisk) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def fail_once(disk: StepDisk) -> None:
    disk._stop = None
    fail(disk)


def write(root: Path, disk: Disk) -> object:
    return apply(root, FILES, disk=disk)


def take_back(root: Path, disk: Disk) -> object:
    return undo(root, disk=disk)


def repair(root: Path, disk: Disk) -> object:
    return recover(root, disk=disk)


def in_new_process(command: Command, root: Path, disk: Disk) -> int:
    """The wait status of a forked process that runs a command and ends."""
    child = os.fork()
    if child == 0:
        try:
            command(root, disk)
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1]


def make_old(root: Path) -> Path:
    (root / "pkg").mkdir(parents=True)
    for file, data in OLD.items():
        (root / file).write_bytes(data)
        (root / file).chmod(MODES[file])
    return root


def make_new(root: Path) -> Path:
    write(make_old(root), StepDisk())
    return root


def tree(root: Path) -> dict[str, bytes]:
    found = {}
    for path in root.rglob("*"):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not name.startswith(".assetize/"):
            found[name] = path.read_bytes()
            if name in MODES:
                assert path.stat().st_mode & 0o7777 == MODES[name]
    return found


def assert_whole(root: Path) -> str:
    found = tree(root)
    assert found in (OLD, NEW), sorted(found)
    assert (root / "pkg/assets").exists() == (found == NEW)
    stages = [path.name for path in (root / ".assetize/writes").glob("*")]
    assert stages == (["000001"] if found == NEW else [])
    return "new" if found == NEW else "old"


def count_steps(command: Command, make: Callable[[Path], Path], root: Path) -> int:
    disk = StepDisk()
    command(make(root), disk)
    shutil.rmtree(root)
    return disk.count


def is_halted(command: Command, root: Path, disk: Disk) -> bool:
    try:
        command(root, disk)
    except Halted:
        return True
    return False


def each_halt(tmp_path: Path, command: Command, make: Callable[[Path], Path]) -> Iterator[tuple[int, Path]]:
    """A tree for each step of a command, which ended there."""
    for number in range(count_steps(command, make, tmp_path / "counted")):
        root = make(tmp_path / "halted")
        assert is_halted(command, root, StepDisk(number, halt)), number
        yield number, root
        shutil.rmtree(root)
