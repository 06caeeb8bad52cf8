"""Random projects do the same after an upgrade as before it; more of them: ``make fuzz``, ``random_projects/fuzz.py``."""

import tempfile
from pathlib import Path

import pytest
from harness.versions import VersionRunner
from hypothesis import HealthCheck, given, seed, settings
from random_projects.check import check_chosen, check_seed
from random_projects.shapes import Project
from random_projects.strategy import projects

PARTS = range(8)
"""Each can be run by another process."""
EXAMPLES = 25
"""Of each part."""
FOUND_SEEDS = (100217, 100411)
"""Projects that an upgrade, or the runtime, once got wrong."""
DAGSTER_SEEDS = (*range(6), *FOUND_SEEDS)


@pytest.mark.parametrize("part", PARTS)
def test_an_upgraded_project_does_what_it_did(part: int, runtime_runner: VersionRunner) -> None:
    """The same world, every op once and in its order, and nothing left for a second upgrade."""

    @seed(part)
    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(projects())
    def holds(project: Project) -> None:
        with tempfile.TemporaryDirectory() as folder:
            verdict = check_chosen(project, Path(folder), runtime_runner)
        assert verdict.invalid is None
        assert verdict.problems == ()

    holds()


@pytest.mark.parametrize("seed", FOUND_SEEDS)
def test_what_was_wrong_once(seed: int, tmp_path: Path, runtime_runner: VersionRunner) -> None:
    verdict = check_seed(seed, tmp_path, runtime_runner)

    assert verdict.invalid is None
    assert verdict.problems == ()


@pytest.mark.parametrize("seed", DAGSTER_SEEDS)
def test_on_dagster_too(seed: int, tmp_path: Path, runner: VersionRunner) -> None:
    verdict = check_seed(seed, tmp_path, runner)

    assert verdict.invalid is None
    assert verdict.problems == ()
