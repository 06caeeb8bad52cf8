"""Project folders as data: copied, read, and compared with what they should hold."""

import difflib
import shutil
from pathlib import Path

Tree = dict[str, bytes]
"""Relative path to content."""


def copy_project(source: Path, target: Path) -> Path:
    """A fresh copy that a test may change."""
    return Path(shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__")))


def read_tree(root: Path) -> Tree:
    """All files but caches and what the tool keeps for itself."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not {"__pycache__", ".assetize", ".git"} & set(path.relative_to(root).parts)
    }


def write_tree(root: Path, tree: Tree) -> None:
    """Make ``root`` hold exactly these files."""
    shutil.rmtree(root, ignore_errors=True)
    for name, content in tree.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def tree_differences(expected: Tree, found: Tree) -> str:
    """A unified diff from what is expected to what was found, ``""`` when they are equal byte for byte."""
    pieces = []
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            lines = difflib.unified_diff(
                _lines(expected.get(name)), _lines(found.get(name)), f"expected/{name}", f"found/{name}"
            )
            pieces.append("\n".join(line.rstrip("\n") for line in lines) or f"{name}: empty file, or none")
    return "\n".join(pieces)


def _lines(content: bytes | None) -> list[str]:
    """Line endings and tabs made visible where they are unusual."""
    text = (content or b"").decode("utf-8", "backslashreplace")
    return [line.replace("\r", "\\r").replace("\ufeff", "\\ufeff") for line in text.split("\n")]
