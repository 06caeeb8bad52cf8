"""What a project was compared with, in a form that can be asked later whether it is still the same."""

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from assetize.analyzer.records import dataclass
from assetize.codemods.verification.versions import fingerprint, overlaid, read_digests
from assetize.codemods.writing import WritingError
from assetize.codemods.writing.original import created_files, original


@dataclass(frozen=True, slots=True)
class ComparedWith:
    """``kind``: ``"last write"``, ``"folder"`` (``name`` leads there from the project) or ``"git"`` (``name`` is the reference)."""

    kind: str = "last write"
    name: str = ""

    def words(self) -> str:
        """As it is said in reports."""
        return {"folder": f"the folder {self.name}", "git": f"{self.name} in git"}.get(
            self.kind, "what was there before the last upgrade"
        )


def compared_with(root: Path, named: str | None) -> ComparedWith:
    """What ``--original`` names."""
    if named is None:
        return ComparedWith()
    if Path(named).is_dir():
        return ComparedWith("folder", Path(os.path.relpath(named, root)).as_posix())
    return ComparedWith("git", named)


def state_of(root: Path, original: ComparedWith) -> str:
    """A fingerprint of it as it is now; empty where it is not there any more."""
    read = _READERS.get(original.kind)
    return read(root, original.name) if read else ""


def _last_write(root: Path, _name: str) -> str:
    try:
        texts, created = original(root), created_files(root)
    except (WritingError, OSError):
        return ""
    return fingerprint(overlaid(read_digests(root), texts, created)) if texts else ""


def _folder(root: Path, name: str) -> str:
    folder = root / name
    return fingerprint(read_digests(folder)) if folder.is_dir() else ""


def _git_tree(root: Path, name: str) -> str:
    """The id that git gives to the folder's content."""
    command = ["git", "-C", str(root), "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}:./"]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.decode().strip() if done.returncode == 0 else ""


_READERS: Mapping[str, Callable[[Path, str], str]] = {
    "last write": _last_write,
    "folder": _folder,
    "git": _git_tree,
}
