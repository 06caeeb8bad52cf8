"""Both versions of a project, laid out in scratch folders so that running them cannot touch the real one."""

import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

LEFT_OUT = frozenset(
    {
        ".git",
        ".assetize",
        ".venv",
        "venv",
        "node_modules",
        "__pycache__",
        "site-packages",
        ".tox",
        ".mypy_cache",
    }
)

COPIED = frozenset({".py", ".toml", ".sql", ".yaml", ".yml", ".cfg", ".gitignore"})


class NoOriginal(Exception):
    """There is nothing to compare with; the text says why and what to give."""


def lay_out(root: Path, scratch: Path, overlay: Mapping[str, bytes], removed: Iterable[str] = ()) -> Path:
    """``scratch`` with the folders and files of ``root``; files of ``overlay`` are written in their place."""
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in LEFT_OUT)
        place = scratch / Path(folder).relative_to(root)
        place.mkdir(parents=True, exist_ok=True)
        for name in files:
            _bring(Path(folder, name), place / name)
    for name in removed:
        (scratch / name).unlink(missing_ok=True)
    for name, data in overlay.items():
        target = scratch / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        target.write_bytes(data)
    return scratch


def _bring(file: Path, place: Path) -> None:
    """Source text is copied, since it is analysed there; data, which may be large and is only ever read, is linked."""
    if file.suffix in COPIED and file.is_file():
        shutil.copyfile(file, place)
    else:
        place.symlink_to(file)


def extract_git_version(root: Path, reference: str, scratch: Path) -> Path:
    """``scratch`` with what git has for ``root`` at ``reference``. Raises NoOriginal when it has nothing."""
    command = ["git", "-C", str(root), "archive", "--format=tar", reference, "."]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError as problem:
        raise NoOriginal(
            "git is not installed; give --original a folder instead of a git reference."
        ) from problem
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise NoOriginal(f"git has no {reference} for this folder: {said}")
    scratch.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=BytesIO(done.stdout)) as archive:
        archive.extractall(scratch, filter="data")
    return scratch
