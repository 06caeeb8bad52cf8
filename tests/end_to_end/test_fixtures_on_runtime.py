"""The fixtures, before and after, do on the bundled runtime what they do on Dagster, and leave the same world."""

import re
from pathlib import Path
from typing import Any

import pytest
from harness.cases import Case, all_cases
from harness.versions import VersionRunner
from harness.world import compare_worlds

VERSIONS = [
    pytest.param(case, project, id=f"{case.name}-{project.name}")
    for case in all_cases()
    for project in dict.fromkeys((case.before, case.after))
]


@pytest.mark.parametrize(("case", "project"), VERSIONS)
def test_the_runtime_does_what_dagster_does(
    case: Case, project: Path, runner: VersionRunner, runtime_runner: VersionRunner
) -> None:
    expected, found = runner.run(case, project), runtime_runner.run(case, project)

    assert found.error is None
    assert compare_worlds(expected.world or {}, found.world or {}) == []
    assert [_in_any_order(run) for run in found.runs] == [_in_any_order(run) for run in expected.runs]
    assert found.tests == expected.tests


def _in_any_order(run: Any) -> dict[str, Any]:
    """Steps that do not wait for each other may end in any order; each run has a scratch folder of its own."""
    events = {subject: [_without_folder(facts) for facts in told] for subject, told in run["events"].items()}
    return {**run, "steps": sorted(run["steps"]), "events": events}


def _without_folder(facts: Any) -> Any:
    if not isinstance(facts, dict):
        return facts
    return {name: re.sub(r"'.*/storage/storage/", "'", value) for name, value in facts.items()}
