"""Upgrades every fixture for the Dagster that is installed here, and runs it before and after: ``check.py [fixture …]``."""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import dagster
from harness.cases import Case, all_cases
from harness.trees import copy_project, read_tree
from harness.versions import Outcome, VersionRunner
from harness.world import compare_worlds

from assetize.codemods.cli.planning import prepare_targets
from assetize.codemods.cli.targets import find_targets
from assetize.codemods.plan import AskedOptions
from assetize.codemods.writing import apply

RUNNER = "older_dagsters.runner"


def main() -> int:
    """Exit 1 when an upgraded fixture does not do what the original does on this Dagster."""
    chosen = sys.argv[1:]
    totals: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        runner = VersionRunner(Path(scratch), RUNNER)
        for case in all_cases():
            if not chosen or case.name in chosen:
                outcome, lines = _check(case, Path(scratch, case.name), runner)
                totals[outcome] += 1
                print(f"{case.name}: {outcome}", *lines, sep="\n    ", file=sys.stderr, flush=True)
        runner.close()
    sums = ", ".join(f"{number} {name}" for name, number in totals.items())
    print(f"Dagster {dagster.__version__}, Python {sys.version.split()[0]}: {sums}", file=sys.stderr)
    return 1 if totals["wrong"] else 0


def _check(case: Case, folder: Path, runner: VersionRunner) -> tuple[str, list[str]]:
    project = copy_project(case.before, folder)
    _upgrade(project)
    before = runner.run(case, case.before)
    if before.error is not None:
        return "not for this Dagster", [before.error.strip().splitlines()[-1][:300]]
    if read_tree(project) == read_tree(case.before):
        return "left as it is", []
    problems = list(_differences(before, runner.run(case, project)))
    return ("wrong" if problems else "same before and after"), problems


def _upgrade(project: Path) -> None:
    """As ``assetize upgrade --write --dagster-version`` with the version that is installed here."""
    version = ".".join(dagster.__version__.split(".")[:2])
    targets, asked = find_targets((project,)), AskedOptions(dagster_version=version)
    for planned in prepare_targets(targets, asked):
        apply(targets.root, planned.files)


def _differences(before: Outcome, after: Outcome) -> Iterator[str]:
    if after.error is not None:
        yield after.error[-1500:]
        return
    yield from compare_worlds(before.world or {}, after.world or {})
    if after.structures != before.structures:
        yield f"{before.structures} became {after.structures}"
    if after.tests != before.tests:
        yield f"tests: {before.tests} became {after.tests}"
    for old, new in zip(before.runs, after.runs, strict=False):
        for name in ("job", "partition", "success", "tags"):
            if old[name] != new[name]:
                yield f"run of {old['job']}: {name} was {old[name]!r}, is {new[name]!r}"
    if len(before.runs) != len(after.runs):
        yield f"{len(before.runs)} runs became {len(after.runs)}"


if __name__ == "__main__":
    raise SystemExit(main())
