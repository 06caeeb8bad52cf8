"""The journal: the folder ``.assetize`` in the root, and in it one numbered folder for each transaction.

The stage of a transaction is the ending of its folder's name, so that going to the next stage is one rename::

    000007.preparing    copies are being collected; no file was touched
    000007.planned      the copies are complete; new texts are laid beside their files
    000007.committed    files are being replaced; from here an interrupted write goes forward
    000007.reverting    files are being put back, because a step failed
    000007              done: one level of undo
    000007.discarded    no longer needed; to be removed
"""

import re
from dataclasses import replace
from enum import Enum
from pathlib import Path

from assetize.analyzer.records import dataclass
from assetize.codemods.writing.disk import Disk

FOLDER = ".assetize"
NAME = re.compile(r"(\d{6,})(?:\.([a-z]+))?")


class Stage(Enum):
    """How far a transaction got; the value is the ending of its folder's name."""

    PREPARING = "preparing"
    PLANNED = "planned"
    COMMITTED = "committed"
    REVERTING = "reverting"
    DONE = ""
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Level:
    """One transaction's place in the journal."""

    root: Path
    number: int
    stage: Stage

    def at(self, stage: Stage) -> "Level":
        """The same transaction at another stage."""
        return replace(self, stage=stage)

    @property
    def folder(self) -> Path:
        """Where its manifest and copies are."""
        ending = f".{self.stage.value}" if self.stage.value else ""
        return writes_folder(self.root) / f"{self.number:06}{ending}"

    @property
    def name(self) -> str:
        """The folder's path as people see it."""
        return self.folder.relative_to(self.root).as_posix()

    def temporary(self, target: str, index: int) -> Path:
        """Where a file's new text lies until it takes the file's place: in the same folder, for an atomic rename."""
        return (self.root / target).parent / f".assetize-{self.number:06}-{index:04}.tmp"


def writes_folder(root: Path) -> Path:
    """The folder that holds a folder for each transaction."""
    return root / FOLDER / "writes"


def open_journal(root: Path, disk: Disk) -> None:
    """Makes the journal's folders where they are missing. Raises ``OSError`` if something else is in their place."""
    home = root / FOLDER
    if home.is_symlink():
        raise FileExistsError(f"{FOLDER} is a link; it must be a folder of its own")
    if not writes_folder(root).is_dir():
        disk.make_folder(home)
        disk.make_folder(writes_folder(root))
        disk.sync_folder(home)
        disk.sync_folder(root)
    if not (home / ".gitignore").is_file():
        disk.write_file(home / ".gitignore", b"*\n", 0o644)


def find_levels(root: Path) -> tuple[Level, ...]:
    """All transactions in the journal, the oldest first."""
    folder = writes_folder(root)
    if (root / FOLDER).is_symlink() or not folder.is_dir():
        return ()
    levels = [level for path in folder.iterdir() if (level := _level_at(root, path.name)) is not None]
    return tuple(sorted(levels, key=lambda level: level.number))


def _level_at(root: Path, name: str) -> Level | None:
    match = NAME.fullmatch(name)
    endings = {stage.value: stage for stage in Stage}
    if match is None or (match[2] or "") not in endings:
        return None
    return Level(root, int(match[1]), endings[match[2] or ""])


def new_level(root: Path) -> Level:
    """The place for the next transaction."""
    numbers = [level.number for level in find_levels(root)]
    return Level(root, max(numbers, default=0) + 1, Stage.PREPARING)


def enter(level: Level, stage: Stage, disk: Disk) -> Level:
    """Takes a transaction to a stage, lastingly."""
    entered = level.at(stage)
    disk.rename(level.folder, entered.folder)
    disk.sync_folder(entered.folder.parent)
    return entered


def discard(level: Level, disk: Disk) -> None:
    """Removes a transaction; the rename comes first so that nobody ever meets one that is half removed."""
    if level.stage not in (Stage.PREPARING, Stage.DISCARDED):
        level = enter(level, Stage.DISCARDED, disk)
    disk.remove_tree(level.folder)
