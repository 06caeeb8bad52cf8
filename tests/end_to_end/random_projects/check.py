"""Puts one project through everything: run, upgrade, run again, upgrade again, undo."""

import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from harness.cases import Case, EntryPoint, Run
from harness.events import compare_events
from harness.trees import Tree, read_tree, tree_differences, write_tree
from harness.versions import Outcome, VersionRunner
from harness.world import compare_worlds

from assetize.codemods.plan import PlanOptions
from assetize.codemods.upgrade import prepare_upgrade
from assetize.codemods.writing import WritingError, apply, undo
from random_projects.choose import choose_project
from random_projects.project_text import entry_module, project_files
from random_projects.shapes import Project

LIBRARY = Path(__file__).parent / "library"
JOURNAL = "journal.log"


@dataclass(frozen=True)
class Verdict:
    """``invalid``: Dagster does not take the project as it is. ``problems``: what an upgrade got wrong."""

    invalid: str | None = None
    problems: tuple[str, ...] = ()
    upgraded_jobs: int = 0
    jobs: int = 0
    codes: tuple[str, ...] = ()


def check_seed(seed: int, folder: Path, runner: VersionRunner) -> Verdict:
    """The verdict on the project that belongs to ``seed``, which is left in ``folder``."""
    return check_chosen(choose_project(seed), folder, runner)


def check_chosen(project: Project, folder: Path, runner: VersionRunner) -> Verdict:
    """The verdict on a project, which is left in ``folder``."""
    files = {name: text.encode() for name, text in project_files(project).items()}
    return check_project(files, case_of(project, folder, files), order_of(project), folder, runner)


def case_of(project: Project, folder: Path, files: Tree) -> Case:
    """How the project is run: every job in a process of its own, or its schedule."""
    runs = []
    for job in project.jobs:
        if job.schedule and not job.partitions:
            name = job.name if job.schedule == "object" else job.function
            runs.append(Run(schedule=f"{name}_schedule", at="2024-05-02T00:00:00+00:00"))
        else:
            runs.append(Run(job=job.name, partition="north" if job.partitions else None))
    module = entry_module(project)
    return make_case(
        folder, module, tuple(runs), ("tests",) if any(name.startswith("tests/") for name in files) else ()
    )


def make_case(folder: Path, module: str, runs: tuple[Run, ...], tests: tuple[str, ...] = ()) -> Case:
    """A case in the harness's terms."""
    entries = tuple(EntryPoint(module, None, None, (".", str(LIBRARY)), (run,)) for run in runs)
    return Case("random", folder, False, {}, entries, tests, 0)


def order_of(project: Project) -> tuple[tuple[tuple[str, str], ...], ...]:
    """For each run: which op has to be done before which."""
    return tuple(
        tuple(
            (project.ops[job.nodes[source].op].name, project.ops[node.op].name)
            for node in job.nodes
            for group in node.sources
            for source, _ in group
        )
        for job in project.jobs
    )


def check_project(
    files: Tree,
    case: Case,
    order: tuple[tuple[tuple[str, str], ...], ...],
    folder: Path,
    runner: VersionRunner,
) -> Verdict:
    """Everything that is asked of an upgrade."""
    before_root, after_root = folder / "before", folder / "after"
    write_tree(before_root, files)
    write_tree(after_root, files)
    try:
        codes, jobs, upgraded = _upgrade(after_root)
    except Exception:  # whatever the tool raises is what is looked for
        return Verdict(problems=(f"crash: {traceback.format_exc()}",))
    changed = read_tree(after_root)
    if changed == files:
        return Verdict(None, (), upgraded, jobs, codes)
    before = runner.run(case, before_root)
    if before.error is not None:
        return Verdict(invalid=before.error)
    after = runner.run(case, after_root)
    problems = (
        *_compare(before, after, order),
        *_second_upgrade(after_root),
        *_undo(after_root, files),
    )
    write_tree(after_root, changed)
    return Verdict(None, problems, upgraded, jobs, codes)


def _upgrade(root: Path) -> tuple[tuple[str, ...], int, int]:
    prepared = prepare_upgrade(root, PlanOptions())
    codes = tuple(
        item.code for job in prepared.plan.jobs if job.upgrade == "none" for item in job.diagnostics
    )
    upgraded = sum(job.upgrade == "full" for job in prepared.plan.jobs)
    apply(root, prepared.rewrite.files)
    return codes, len(prepared.plan.jobs), upgraded


def _compare(
    before: Outcome, after: Outcome, order: tuple[tuple[tuple[str, str], ...], ...]
) -> Iterator[str]:
    if after.error is not None:
        yield f"does not load or run: {after.error[-3000:]}"
        return
    old, new = dict(before.world or {}), dict(after.world or {})
    old_log, new_log = _segments(old.pop(JOURNAL, "")), _segments(new.pop(JOURNAL, ""))
    yield from (f"world: {line}" for line in compare_worlds(old, new))
    for number, (first, second) in enumerate(zip(old_log, new_log, strict=False)):
        if Counter(first) != Counter(second):
            lost, gained = Counter(first) - Counter(second), Counter(second) - Counter(first)
            yield f"run {number}: lost {list(lost.elements())}, gained {list(gained.elements())}"
        if number < len(order):
            yield from _order_problems(second, order[number])
    for old_run, new_run in zip(before.runs, after.runs, strict=False):
        for name in ("job", "run_key", "partition", "success", "tags"):
            if old_run[name] != new_run[name]:
                yield f"run of {old_run['job']}: {name} was {old_run[name]!r}, is {new_run[name]!r}"
        told = compare_events(old_run["events"], new_run["events"])
        yield from (f"run of {old_run['job']}: {line}" for line in told)
    for old_place, new_place in zip(before.structures, after.structures, strict=True):
        if not old_place:  # only Dagster says what a location holds
            continue
        if set(old_place["jobs"]) != set(new_place["jobs"]):
            yield f"jobs were {sorted(old_place['jobs'])}, are {sorted(new_place['jobs'])}"
        for name in ("schedules", "sensors"):
            if old_place[name] != new_place[name]:
                yield f"{name} were {old_place[name]}, are {new_place[name]}"
    if before.tests != after.tests:
        yield f"tests: {before.tests} became {after.tests}"


def _segments(log: str) -> list[list[str]]:
    return [part.strip().splitlines() for part in log.split("-- ()\n")[1:]]


def _order_problems(lines: list[str], order: tuple[tuple[str, str], ...]) -> Iterator[str]:
    names = [line.split(" ", 1)[0] for line in lines]
    for first, second in order:
        if names.count(first) == names.count(second) == 1 and names.index(first) > names.index(second):
            yield f"order: {second} ran before {first}"


def _second_upgrade(root: Path) -> Iterator[str]:
    try:
        files = prepare_upgrade(root, PlanOptions()).rewrite.files
    except Exception:
        yield f"second upgrade: crash: {traceback.format_exc()}"
        return
    if files:
        yield f"second upgrade changes {[item.file for item in files]}"


def _undo(root: Path, files: Tree) -> Iterator[str]:
    try:
        undo(root)
    except WritingError as error:
        yield f"undo: {error}"
    if difference := tree_differences(files, read_tree(root)):
        yield f"undo: {difference}"
