"""Measures ``assetize report`` against what it cannot do without: reading all files and parsing those with Dagster code."""

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generate_tree import Tree
from measure import Command, Measurement, measure_all

READ = """
import sys
for name in open(sys.argv[1], encoding="utf-8").read().splitlines():
    with open(name, "rb") as file:
        file.read()
"""
PARSE = """
import ast, sys
for name in open(sys.argv[1], encoding="utf-8").read().splitlines():
    with open(name, "rb") as file:
        ast.parse(file.read())
"""
WALK = """
import ast, sys
for name in open(sys.argv[1], encoding="utf-8").read().splitlines():
    with open(name, "rb") as file:
        for node in ast.walk(ast.parse(file.read())):
            pass
"""
ANALYSIS = """
import os, sys
from pathlib import Path
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from assetize.analyzer.api import analyze
analyze(Path(sys.argv[1]))
"""
IMPORTED = """
import sys
from assetize.codemods.cli.main import main
code = main(sys.argv[2:])
with open(sys.argv[1], "w", encoding="utf-8") as file:
    file.write("\\n".join(sorted(sys.modules)))
sys.exit(code)
"""
NOT_FOR_A_REPORT = ("libcst", "dagster")


@dataclass(frozen=True, slots=True)
class Goal:
    """One figure beside what is wanted of it."""

    name: str
    figure: float
    limit: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """All that was measured in one run."""

    measurements: Mapping[str, Measurement]
    goals: tuple[Goal, ...]
    imported: tuple[str, ...]
    """Packages that a report should not import, but did."""


def bench_report(tree: Tree, scratch: Path, rounds: int) -> Result:
    """Measures the report and the start of the command line, in one run and on one tree."""
    everything = _write_list(scratch / "everything", tree.files)
    dagster = _write_list(scratch / "dagster", tree.dagster_files)
    report = ["report", "--format", "json", "-o", str(scratch / "report.json"), str(tree.root)]
    commands: dict[str, Command] = {
        "read": [sys.executable, "-c", READ, everything],
        "parse": [sys.executable, "-c", PARSE, dagster],
        "walk": [sys.executable, "-c", WALK, dagster],
        "report": [sys.executable, "-m", "assetize.codemods.cli.main", *report],
        "again": [sys.executable, "-m", "assetize.codemods.cli.main", *report],
        "analysis": [sys.executable, "-c", ANALYSIS, str(tree.root)],
        "click": [sys.executable, "-c", "import click"],
        "help": [sys.executable, "-m", "assetize.codemods.cli.main", "--help"],
    }
    found = measure_all(commands, scratch, rounds, {"report": lambda: _forget(tree.root)})
    modules = scratch / "modules"
    imports = [sys.executable, "-c", IMPORTED, str(modules), *report, "--no-cache"]
    measure_all({"imports": imports}, scratch, 1)
    imported = set(modules.read_text(encoding="utf-8").split("\n"))
    return Result(found, _goals(found), tuple(name for name in NOT_FOR_A_REPORT if name in imported))


def _forget(root: Path) -> None:
    """A report is cold when none is kept; right after it comes one that is not."""
    shutil.rmtree(root / ".assetize", ignore_errors=True)


def _write_list(path: Path, files: tuple[Path, ...]) -> str:
    path.write_text("\n".join(map(str, files)), encoding="utf-8")
    return str(path)


def _goals(found: Mapping[str, Measurement]) -> tuple[Goal, ...]:
    read, parse, report = found["read"], found["parse"], found["report"]
    return (
        Goal("report / (read + parse), CPU", report.cpu / (read.cpu + parse.cpu), 2.5),
        Goal("report / (read + parse), wall", report.wall / (read.wall + parse.wall), 2.5),
        Goal("help / import click, CPU", found["help"].cpu / found["click"].cpu, 3),
        Goal("help / import click, wall", found["help"].wall / found["click"].wall, 3),
        Goal("second report / first, CPU", found["again"].cpu / report.cpu, 0.3),
        Goal("second report / first, wall", found["again"].wall / report.wall, 0.3),
        Goal("analysis on one core / (parse + walk), CPU", found["analysis"].cpu / found["walk"].cpu, 3),
        Goal("most memory of the report", report.memory_mb, 150, "MB"),
    )
