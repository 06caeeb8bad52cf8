"""Measures the scan of a large generated project: ``python benchmarks/run.py [--json] [--seed N] [--rounds N]``.

Figures are shown beside their goals; a missed goal is not a failure, as a busy machine can miss any.
"""

import argparse
import dataclasses
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench_report import Result, bench_report
from generate_tree import Tree, generate_tree

LABELS = {
    "read": "read all files",
    "parse": "ast.parse of the Dagster files",
    "walk": "ast.parse and one walk of them",
    "report": "assetize report --format json",
    "again": "the same again, nothing changed",
    "analysis": "the analysis alone, on one core",
    "click": 'python -c "import click"',
    "help": "assetize --help",
}


def main() -> int:
    """Generates, measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--packages", type=int, default=50, help="of 100 files each, 10 of them Dagster code (50)"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the generated project (1)")
    parser.add_argument("--rounds", type=int, default=3, help="the least of so many runs counts (3)")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (root := Path(folder) / "tree").mkdir()
        tree = generate_tree(root, options.packages, options.seed)
        result = bench_report(tree, Path(folder), options.rounds)
    if options.json:
        print(json.dumps(_document(tree, result), indent=2))
    else:
        print("\n".join(_table(tree, result)))
    return 0


def _document(tree: Tree, result: Result) -> dict[str, object]:
    return {
        "files": len(tree.files),
        "dagster_files": len(tree.dagster_files),
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        **dataclasses.asdict(result),
    }


def _table(tree: Tree, result: Result) -> Iterator[str]:
    yield f"{len(tree.files):,} files, {len(tree.dagster_files):,} of them Dagster code; Python {platform.python_version()}"
    yield ""
    yield f"{'':44}{'wall s':>9}{'CPU s':>9}{'MB':>7}"
    for name, item in result.measurements.items():
        yield f"{LABELS[name]:44}{item.wall:9.3f}{item.cpu:9.3f}{item.memory_mb:7.0f}"
    yield ""
    yield f"{'':44}{'figure':>9}{'goal':>9}"
    for goal in result.goals:
        verdict = "" if goal.figure <= goal.limit else "   missed"
        yield f"{goal.name:44}{goal.figure:9.2f}{goal.limit:9g} {goal.unit}{verdict}".rstrip()
    yield f"libcst and dagster not imported             {'missed: ' + ', '.join(result.imported) if result.imported else 'yes':>9}"


if __name__ == "__main__":
    sys.exit(main())
