"""Measures the bundled runtime against Dagster, step by step: ``python benchmarks/bench_runtime.py [--rounds N]``.

Dagster runs fewer steps, as it would take minutes; figures are for one step or one definition. A missed goal is not a failure.
"""

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

WORKLOAD = Path(__file__).with_name("runtime_workload.py")


@dataclass(frozen=True, slots=True)
class Case:
    """One workload: how much of it each engine does, and how many times less the runtime should need."""

    name: str
    label: str
    size: int
    dagster_size: int
    times: float


@dataclass(frozen=True, slots=True)
class Figures:
    """For one step: milliseconds on the clock and of the processors; and the most memory at once."""

    wall: float
    cpu: float
    memory_mb: float


CASES = (
    Case("import", "import", 1, 1, 10),
    Case("materialize", "materialize chained assets in memory", 1000, 100, 100),
    Case("ops", "execute_in_process of chained ops", 1000, 100, 100),
    Case("record", "materialize with the event log on disk", 1000, 30, 100),
    Case("define", "define assets, Definitions, resolve a job", 10000, 1000, 10),
)


GROWING = ("materialize", "ops")
SIZES = (10, 100, 1000, 10000)


def main() -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=2, help="the least of so many runs counts (2)")
    options = parser.parse_args()
    print(f"{'':44}{'Dagster ms':>11}{'runtime ms':>11}{'times':>8}{'goal':>6}{'MB':>12}")
    for case in CASES:
        dagster = _least(case, "dagster", case.dagster_size, options.rounds)
        runtime = _least(case, "runtime", case.size, options.rounds)
        times = dagster.cpu / runtime.cpu
        verdict = "" if times >= case.times else "   missed"
        memory = f"{dagster.memory_mb:.0f} / {runtime.memory_mb:.0f}"
        print(
            f"{case.label:44}{dagster.cpu:11.3f}{runtime.cpu:11.3f}{times:8.0f}{case.times:6.0f}{memory:>12}{verdict}"
        )
    _print_growth(options.rounds)
    return 0


def _print_growth(rounds: int) -> None:
    """The cost of a step of the runtime among more and more of them: it should stay the same."""
    print(f"\n{'runtime, ms for one of so many steps':44}" + "".join(f"{size:>9}" for size in SIZES))
    for case in (case for case in CASES if case.name in GROWING):
        costs = [_least(case, "runtime", size, rounds).cpu for size in SIZES]
        print(f"{case.label:44}" + "".join(f"{cost:9.3f}" for cost in costs))


def _least(case: Case, engine: str, size: int, rounds: int) -> Figures:
    found = [_measured(case.name, engine, size) for _ in range(rounds)]
    return Figures(
        min(item.wall for item in found),
        min(item.cpu for item in found),
        max(item.memory_mb for item in found),
    )


def _measured(name: str, engine: str, size: int) -> Figures:
    command = [sys.executable, "-W", "ignore", str(WORKLOAD), engine, name, str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return Figures(found["wall"] * 1000 / size, found["cpu"] * 1000 / size, found["memory_mb"])


if __name__ == "__main__":
    sys.exit(main())
