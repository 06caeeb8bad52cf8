"""The texts of a project that are no Python: run configs, settings of continuous integration, docs, scripts."""

import os
from collections.abc import Iterator
from pathlib import Path

from assetize.analyzer.files.git_files import list_git_files

PATTERNS = (
    "*.yaml", "*.yml", "*.json", "*.toml", "*.cfg", "*.ini", "*.md", "*.rst", "*.txt", "*.sh", "*.ipynb",
    "*Makefile", "*Dockerfile", "*Jenkinsfile", "*justfile",
)  # fmt: skip
LARGEST = 500_000
"""Files of more bytes are data."""
LEFT_OUT = frozenset(
    {".git", ".assetize", ".venv", "venv", "node_modules", "__pycache__", ".tox", ".nox", "site-packages"}
)


def find_texts(root: Path) -> Iterator[tuple[Path, str]]:
    """Files around ``root``, up to its git repository, by path, with their texts."""
    repository = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    listed = list_git_files(repository, PATTERNS)
    for path in _walk(root) if listed is None else [repository / name for name in listed]:
        try:
            if path.stat().st_size <= LARGEST:
                yield path, path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue


def _walk(root: Path) -> list[Path]:
    found: list[Path] = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in LEFT_OUT]
        found += [
            Path(folder, name) for name in names if any(Path(name).match(pattern) for pattern in PATTERNS)
        ]
    return sorted(found)
