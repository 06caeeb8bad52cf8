"""Random projects do the same after an upgrade as before it; more of them: ``random_projects/fuzz.py``."""

from pathlib import Path

import pytest
from harness.versions import VersionRunner
from random_projects.check import check_seed

SEEDS = range(40)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_upgraded_project_does_what_it_did(seed: int, tmp_path: Path, runner: VersionRunner) -> None:
    verdict = check_seed(seed, tmp_path, runner)

    assert verdict.invalid is None
    assert verdict.problems == ()
