"""Measures the tool on checkouts of real projects: ``python benchmarks/projects.py [--markdown] FOLDER...``.

Each project is copied, reported on, upgraded with ``--write``, read again and upgraded a second time. Nothing of it is
imported or run, and the folders themselves are only read.
"""

import argparse
import ast
import json
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TOOL = (sys.executable, "-m", "assetize.codemods.cli.main")
COLUMNS = (
    "project",
    "jobs",
    "fit",
    "full",
    "partly",
    "ops",
    "assets",
    "external",
    "seconds",
    "refused by code",
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one project came to. ``problems``: what must not happen, in words."""

    project: str
    jobs: int
    fit: int
    full: int
    partly: int
    ops: int
    assets: int
    external: int
    seconds: float
    codes: Mapping[str, int]
    problems: tuple[str, ...]


def main() -> int:
    """Prints one row for each project; 1 if something happened that must not."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--markdown", action="store_true", help="print a table for a document")
    options = parser.parse_args()
    found = [measure(folder) for folder in options.folders]
    separator = " | " if options.markdown else "  "
    print("\n".join(_table([*found, _total(found)], separator)))
    problems = [f"{item.project}: {problem}" for item in found for problem in item.problems]
    print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
    return 1 if problems else 0


def measure(folder: Path) -> Figures:
    """The figures of one project."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / folder.name
        shutil.copytree(folder, copy, symlinks=True, ignore=shutil.ignore_patterns(".git", ".assetize"))
        start = time.perf_counter()
        reported = _run("report", "--format", "json", "--no-cache", str(copy))
        seconds = time.perf_counter() - start
        problems = [] if reported.returncode == 0 else [f"report ended with {reported.returncode}"]
        report = json.loads(reported.stdout) if not problems else {"jobs": [], "assets": [], "mappings": []}
        problems += _upgrade_problems(copy)
    return _figures(folder.name, report, seconds, tuple(problems))


def _figures(name: str, report: Mapping[str, Any], seconds: float, problems: tuple[str, ...]) -> Figures:
    jobs = report["jobs"]
    refused = (job for job in jobs if job["upgrade"] == "none")
    kinds = Counter(asset["kind"] for asset in report["assets"])
    return Figures(
        project=name,
        jobs=len(jobs),
        fit=sum(job["fit"] in ("yes", "partial") for job in jobs),
        full=sum(job["upgrade"] == "full" for job in jobs),
        partly=sum(job["upgrade"] == "partial" for job in jobs),
        ops=report.get("coverage", {}).get("ops", 0),
        assets=sum(1 for asset in report["assets"] if asset["produced_by"]),
        external=kinds["external"],
        seconds=seconds,
        codes=Counter(code for job in refused for code in {item["code"] for item in job["diagnostics"]}),
        problems=problems,
    )


def _upgrade_problems(copy: Path) -> Iterator[str]:
    """Everything still parses, and a second upgrade has nothing to do."""
    parsed = _parsing(copy)
    written = _run("upgrade", "--write", "--allow-dirty", str(copy))
    if written.returncode not in (0, 1) or "Traceback" in written.stderr:
        yield f"upgrade --write ended with {written.returncode}: {written.stderr[-300:]}"
    yield from (f"{name} does not parse any more" for name in sorted(parsed - _parsing(copy)))
    again = _run("upgrade", "--check", str(copy))
    if again.returncode:
        yield f"a second upgrade ended with {again.returncode}"


def _parsing(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.py") if _parses(path)}


def _parses(path: Path) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(path.read_bytes())
    except (SyntaxError, ValueError, OSError):
        return False
    return True


def _run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*TOOL, *arguments], capture_output=True, text=True, check=False)


def _total(found: Sequence[Figures]) -> Figures:
    codes: Counter[str] = Counter()
    for item in found:
        codes.update(item.codes)
    sums = {
        name: sum(getattr(item, name) for item in found)
        for name in ("jobs", "fit", "full", "partly", "ops", "assets", "external", "seconds")
    }
    return Figures(project="all", codes=codes, problems=(), **sums)


def _table(rows: Sequence[Figures], separator: str) -> Iterator[str]:
    cells = [COLUMNS, *(_cells(row) for row in rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(COLUMNS))]
    for number, row in enumerate(cells):
        padded = [
            cell.ljust(width) if place in (0, len(row) - 1) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        edge = separator.strip()
        yield f"{edge} {separator.join(padded)} {edge}".strip() if edge else separator.join(padded).rstrip()
        if edge and not number:
            yield "|" + "|".join(" --- " for _ in COLUMNS) + "|"


def _cells(row: Figures) -> tuple[str, ...]:
    codes = ", ".join(
        f"{code} {count}" for code, count in sorted(row.codes.items(), key=lambda item: (-item[1], item[0]))
    )
    numbers = (row.jobs, row.fit, row.full, row.partly, row.ops, row.assets, row.external)
    return (row.project, *map(str, numbers), f"{row.seconds:.1f}", codes)


if __name__ == "__main__":
    sys.exit(main())
