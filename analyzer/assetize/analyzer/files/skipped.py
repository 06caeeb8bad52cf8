"""Folders whose files are never a project's own."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

SKIPPED_FOLDERS = frozenset(
    {".git", ".hg", ".venv", "__pycache__", "node_modules", "site-packages", ".assetize"}
)
ENVIRONMENT_MARKER = "pyvenv.cfg"


def is_skipped_folder(folder: Path) -> bool:
    """True for folders of installed packages, caches and the tool's own journal."""
    return folder.name in SKIPPED_FOLDERS or (folder / ENVIRONMENT_MARKER).is_file()


def without_skipped(root: Path, paths: Iterable[str]) -> list[str]:
    """Those of the paths (relative to ``root``) that lie in no skipped folder."""
    seen: dict[str, bool] = {"": False, ".": False}

    def is_skipped(folder: str) -> bool:
        if folder not in seen:
            parent = folder.rpartition("/")[0]
            seen[folder] = is_skipped(parent) or is_skipped_folder(root / PurePosixPath(folder))
        return seen[folder]

    return [path for path in paths if not is_skipped(path.rpartition("/")[0])]
