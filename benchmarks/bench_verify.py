"""Measures ``assetize verify`` on a project of 60 ops and 12 jobs: ``python benchmarks/bench_verify.py [--rounds N]``.

Beside it, what nobody who compares two versions on Dagster can do without: loading both, each in a process of its own. The bundled
engine loads and runs them. A missed goal is not a failure, as a busy machine can miss any.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import Measurement, measure_all
from verify_source import write_project

TOOL = (sys.executable, "-m", "assetize.codemods.cli.main")
LOAD = "from shop.definitions import defs; defs.get_repository_def().load_all_definitions()"
JOBS = 12
MOST_SECONDS = 5.0
MOST_TIMES = 1.0


def main() -> int:
    """Writes both versions, measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3, help="the least of so many runs counts (3)")
    parser.add_argument("--jobs", type=int, default=JOBS, help=f"of five ops each ({JOBS})")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_project(folder / "before", options.jobs)
        ops = write_project(folder / "after", options.jobs)
        upgraded = [*TOOL, "upgrade", "--write", str(folder / "after")]
        subprocess.run(upgraded, check=True, stdout=subprocess.DEVNULL)
        found = measure_all(_commands(folder), folder, options.rounds)
    proof, loading = found["verify"], _sum(found["load before"], found["load after"])
    print(f"a project of {ops} ops and {options.jobs} jobs{'wall s':>20}{'CPU s':>9}{'MB':>9}")
    for label, item in (("assetize verify, both versions", proof), ("both loaded by Dagster", loading)):
        print(f"{label:44}{item.wall:10.2f}{item.cpu:9.2f}{item.memory_mb:9.0f}")
    _print_goal("seconds on the clock", proof.wall, MOST_SECONDS)
    _print_goal("times loading, on the clock", proof.wall / loading.wall, MOST_TIMES)
    _print_goal("times loading, in processor time", proof.cpu / loading.cpu, MOST_TIMES)
    return 0


def _commands(folder: Path) -> dict[str, list[str]]:
    load = [sys.executable, "-W", "ignore", "-c"]
    return {
        "verify": [*TOOL, "verify", "--original", "before", "after", "--fail-on", "not-proved"],
        **{
            f"load {version}": [
                *load,
                f"import sys; sys.path.insert(0, {os.fspath(folder / version)!r}); {LOAD}",
            ]
            for version in ("before", "after")
        },
    }


def _sum(one: Measurement, other: Measurement) -> Measurement:
    return Measurement(one.wall + other.wall, one.cpu + other.cpu, max(one.memory_mb, other.memory_mb))


def _print_goal(label: str, figure: float, most: float) -> None:
    print(f"{label:44}{figure:10.2f}   goal {most:g}{'' if figure <= most else '   missed'}")


if __name__ == "__main__":
    sys.exit(main())
