"""What writing, undoing and recovering report."""

from enum import Enum

from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class WriteResult:
    """The files that a write changed, relative to the root; none when every file already was as wanted."""

    files: tuple[str, ...] = ()
    created: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UndoResult:
    """The files that an undo gave their former text or removed; none when there was nothing to undo."""

    restored: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    levels_left: int = 0
    """How many earlier writes can still be undone."""

    @property
    def did_something(self) -> bool:
        """False when there was nothing to undo."""
        return bool(self.restored or self.removed)


class RecoveryOutcome(Enum):
    """How an interrupted write or undo was settled."""

    COMPLETED = "completed"
    ROLLED_BACK = "rolled back"


@dataclass(frozen=True, slots=True)
class Recovery:
    """One interrupted write or undo that was settled, and its files."""

    outcome: RecoveryOutcome
    kind: str
    """``"write"`` or ``"undo"``: what had been interrupted."""
    files: tuple[str, ...]
