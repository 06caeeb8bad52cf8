"""The folder ``.assetize`` below an analysed folder, which git ignores by itself."""

from pathlib import Path

HOME = ".assetize"
"""The journal of writes is at home there, too; the names of what lies there have nothing in common."""

PROOFS = "proofs"


def open_folder(root: Path, name: str) -> Path:
    """A folder in it, made where it is missing. Raises ``OSError``: a link in the place of a folder would lead the writing elsewhere."""
    home = root / HOME
    folder = home / name
    if home.is_symlink() or folder.is_symlink():
        raise FileExistsError
    home.mkdir(exist_ok=True)
    ignoring = home / ".gitignore"
    if not ignoring.exists():
        ignoring.write_bytes(b"*\n")
    folder.mkdir(exist_ok=True)
    return folder


def remove_oldest(folder: Path, most_kept: int) -> None:
    """Also what a process that was killed left half written, once that is among the oldest."""
    kept = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in kept[most_kept:]:
        path.unlink(missing_ok=True)
