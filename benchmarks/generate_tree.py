"""Writes a large generated project: packages of Python files, some of them Dagster code; the same for the same seed."""

import random
import subprocess
from dataclasses import dataclass
from pathlib import Path

from dagster_source import dagster_source, definitions_source
from plain_source import WAREHOUSE, plain_source

FILES_A_PACKAGE = 100
DAGSTER_FILES_A_PACKAGE = 10


@dataclass(frozen=True, slots=True)
class Tree:
    """A generated project and its files."""

    root: Path
    files: tuple[Path, ...]
    dagster_files: tuple[Path, ...]


def generate_tree(root: Path, packages: int, seed: int) -> Tree:
    """Makes the project as a git work tree; every package is a code location of its own."""
    texts: dict[str, str] = {}
    for number in range(packages):
        package = f"package_{number:03}"
        texts |= {f"{package}/{name}.py": text for name, text in _package(package, number, seed).items()}
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    subprocess.run(["git", "add", "-A"], cwd=root, check=True)
    dagster = tuple(root / name for name, text in texts.items() if "dagster" in text)
    return Tree(root, tuple(root / name for name in texts), dagster)


def _package(package: str, number: int, seed: int) -> dict[str, str]:
    """Modules by name: Dagster code that is registered in ``definitions``, helpers that it calls, and all the rest."""
    chance = random.Random(f"{seed} {number}")
    jobs = {
        f"area_{place}": dagster_source(chance, package, f"area_{number:03}_{place}")
        for place in range(DAGSTER_FILES_A_PACKAGE - 1)
    }
    fixed = {
        "__init__": '"""A part of the shop."""\n',
        "warehouse": WAREHOUSE,
        "definitions": definitions_source(package, jobs),
    }
    plain = FILES_A_PACKAGE - len(fixed) - len(jobs)
    return fixed | jobs | {f"module_{place:02}": plain_source(chance) for place in range(plain)}
