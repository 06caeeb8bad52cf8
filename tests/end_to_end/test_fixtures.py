"""The fixtures are true: both versions load and run on real Dagster, leave one world, and match what is expected of the report."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from harness.cases import FIXTURES, Case, all_cases
from harness.events import compare_events
from harness.versions import Outcome, VersionRunner
from harness.world import compare_worlds

CASES = all_cases()
CHANGED = tuple(case for case in CASES if not case.unchanged)

for_each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
for_each_changed_case = pytest.mark.parametrize("case", CHANGED, ids=lambda case: case.name)

EXPLANATIONS = {
    "Assets are known before a run and are being updated",
    "No assets are being updated",
    "The set of assets to update is not known before running the job",
}


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 18


@for_each_case
def test_before_loads_and_runs(case: Case, runner: VersionRunner) -> None:
    outcome = runner.run(case, case.before)

    assert outcome.error is None
    assert outcome.runs
    assert outcome.world, "a fixture that writes nothing shows nothing"
    assert_project_tests_pass(case, outcome)


@for_each_changed_case
def test_after_does_what_before_did(case: Case, runner: VersionRunner) -> None:
    before, after = runner.run(case, case.before), runner.run(case, case.after)

    assert after.error is None
    assert compare_worlds(before.world or {}, after.world or {}) == []
    assert [run_as_asked(run) for run in after.runs] == [run_as_asked(run) for run in before.runs]
    assert [
        line for pair in zip(before.runs, after.runs, strict=True) for line in told_differently(*pair)
    ] == []
    assert steps_in_all(after) == steps_in_all(before) + case.extra_steps
    assert_project_tests_pass(case, after)


@for_each_changed_case
def test_after_keeps_jobs_schedules_and_sensors(case: Case, runner: VersionRunner) -> None:
    before, after = runner.run(case, case.before), runner.run(case, case.after)

    for old, new in zip(before.structures, after.structures, strict=True):
        assert set(old["jobs"]) == set(new["jobs"])
        assert old["schedules"] == new["schedules"]
        assert old["sensors"] == new["sensors"]


@for_each_changed_case
def test_after_has_the_expected_assets(case: Case, runner: VersionRunner) -> None:
    found: dict[str, Any] = {}
    for structure in runner.run(case, case.after).structures:
        for key, asset in structure["assets"].items():
            if asset["kind"] == "materialized" or key not in found:
                found[key] = {name: asset[name] for name in ("kind", "deps", "io_manager_key")}

    assert found == {
        "/".join(asset["key"]): {
            "kind": asset["kind"],
            "deps": sorted("/".join(dep) for dep in asset["deps"]),
            "io_manager_key": asset.get("io_manager_key"),
        }
        for asset in case.expected()["assets"]
    }


@for_each_changed_case
def test_after_materializes_what_each_job_is_expected_to(case: Case, runner: VersionRunner) -> None:
    expected = case.expected()
    upgraded = {job["name"] for job in expected["jobs"] if job["upgrade"] == "full"}

    for run in runner.run(case, case.after).runs:
        if run["job"] in upgraded and run["success"]:
            made = [
                row["asset_key"] for row in expected["mappings"] if run["job"] in row["jobs"] and row["form"]
            ]
            left_out = [key for key in made if "/".join(key) in case.left_out]
            defined = [key for key in run["materialized"] if key in made]
            assert defined == sorted(key for key in made if key not in left_out), run["job"]


@for_each_case
def test_expected_report_is_well_formed(case: Case) -> None:
    expected = case.expected()
    jobs = {job["name"] for job in expected["jobs"]}

    for job in expected["jobs"]:
        assert job["fit"] in {"yes", "partial", "no"}
        assert job["upgrade"] in {"full", "partial", "none"}
        assert job["explanation"] in EXPLANATIONS
        assert (job["fit"] == "no") <= (job["upgrade"] == "none")
    for row in expected["mappings"]:
        assert row["decision"] in {"asset", "transient", "none"}
        assert row["form"] in {"asset", "multi_asset", "graph_asset", "graph_multi_asset", None}
        assert bool(row["asset_key"]) == (row["decision"] == "asset")
        assert (row["form"] is not None) <= (row["decision"] == "asset")
        assert set(row["jobs"]) <= jobs
    for asset in expected.get("assets", ()):
        assert asset["kind"] in {"materialized", "external"}


@for_each_case
def test_expected_report_names_every_op_job_and_op(case: Case, runner: VersionRunner) -> None:
    expected = case.expected()
    reached: Counter[tuple[str, str]] = Counter()
    op_jobs = []
    for structure in runner.run(case, case.before).structures:
        for name, job in structure["jobs"].items():
            if job["kind"] == "op":
                op_jobs.append(name)
                reached.update((op, name) for op in set(ops_of(job["graph"])))

    assert sorted(op_jobs) == sorted(job["name"] for job in expected["jobs"])
    named = {(row["op"], job) for row in expected["mappings"] for job in row["jobs"]}
    assert named == set(reached)


@for_each_case
def test_unchanged_cases_have_no_after(case: Case) -> None:
    assert (case.folder / "after").exists() != case.unchanged


def test_the_readme_lists_every_case() -> None:
    listed = set(re.findall(r"`(\w+)`", (FIXTURES / "README.md").read_text("utf-8").partition("## Cases")[2]))

    assert listed == {case.name for case in CASES}


def ops_of(graph: Mapping[str, Any]) -> list[str]:
    """Names of the ops that a graph runs, those of the graphs in it among them."""
    own = [op for node, op in graph["nodes"].items() if node not in graph["graphs"]]
    return own + [op for inner in graph["graphs"].values() for op in ops_of(inner)]


def run_as_asked(run: Mapping[str, Any]) -> dict[str, Any]:
    """What whoever starts the run sees of it."""
    return {name: run[name] for name in ("job", "run_key", "partition", "success", "tags")}


def told_differently(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return list(compare_events(before["events"], after["events"]))


def steps_in_all(outcome: Outcome) -> int:
    return sum(len(run["steps"]) for run in outcome.runs)


def assert_project_tests_pass(case: Case, outcome: Outcome) -> None:
    if case.tests:
        assert outcome.tests, "the project's tests were not found"
        assert set(outcome.tests.values()) == {"passed"}, outcome.tests
