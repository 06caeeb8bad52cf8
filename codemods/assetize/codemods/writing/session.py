"""What every write begins with: the journal's folder, the lock, and earlier interrupted writes settled."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assetize.codemods.writing.disk import Disk
from assetize.codemods.writing.errors import describe, write_failed
from assetize.codemods.writing.journal import open_journal
from assetize.codemods.writing.lock import hold_lock
from assetize.codemods.writing.recovery import settle_all


@contextmanager
def writing_session(root: Path, disk: Disk) -> Iterator[None]:
    """Holds the lock on a root whose journal is in order."""
    try:
        open_journal(root, disk)
    except OSError as problem:
        raise write_failed(f"{describe(problem)}; no file was touched") from problem
    with hold_lock(root):
        settle_all(root, disk)
        yield
