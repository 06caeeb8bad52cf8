"""Finds the version of Dagster that a project asks for."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from assetize.analyzer.model import Module

LOCK_FILES = ("uv.lock", "poetry.lock")
PROJECT_FILES = ("pyproject.toml", "setup.py", "setup.cfg")
REQUIREMENTS = "requirements*.txt"

LOCKED = re.compile(r'^name = "dagster"\s*\nversion = "([^"]+)"', re.MULTILINE)
PINNED = re.compile(
    r"""(?:^|["'\s,\[])dagster            # the name alone: dagster-aws is another package
        (?:\[[^\]]*\])?                   # extras
        ["']?\s*=?\s*                     # poetry: dagster = "^1.5"
        (?:\{[^}\n]*?version\s*=\s*)?     # poetry: dagster = {version = "^1.5", extras = [...]}
        ["']?\s*(==|~=|>=|\^|~)\s*
        (\d+(?:\.\d+)*)""",
    re.MULTILINE | re.VERBOSE,
)


def find_dagster_version(root: Path, modules: Iterable[Module]) -> str | None:
    """The locked version, else the lowest that is asked for; None when nothing is said.

    Looks beside the code and in the folders above it, up to the analysed one.
    """
    folders = _folders(root, modules)
    locked = [version for folder in folders for version in _locked(folder)]
    found = locked or [version for folder in folders for version in _pinned(folder)]
    return min(found, key=_as_numbers, default=None)


def _folders(root: Path, modules: Iterable[Module]) -> list[Path]:
    found = {root: None}
    for module in modules:
        if not module.names_dagster:
            continue
        folder = (root / module.file).parent
        while folder not in found and folder.is_relative_to(root):
            found[folder] = None
            folder = folder.parent
    return list(found)


def _locked(folder: Path) -> Iterator[str]:
    for name in LOCK_FILES:
        for text in _texts(folder, name):
            yield from LOCKED.findall(text)


def _pinned(folder: Path) -> Iterator[str]:
    for pattern in (*PROJECT_FILES, REQUIREMENTS):
        for text in _texts(folder, pattern):
            for _, version in PINNED.findall(text):
                yield version


def _texts(folder: Path, pattern: str) -> Iterator[str]:
    for path in sorted(folder.glob(pattern)):
        try:
            yield path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue


def _as_numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))
