"""Upgrades of random projects are proved, and broken ones are caught; more of them: ``random_projects/proving.py``."""

from pathlib import Path

import pytest
from random_projects.check import LIBRARY
from random_projects.proving import broken_upgrades, is_caught, unproved, upgraded_seed

SEEDS = (0, 3, 18, 19, 23, 26, 27, 30, 40, 44)
BROKEN_SEEDS = (19, 26)


@pytest.fixture(autouse=True)
def _library_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(LIBRARY))


@pytest.mark.parametrize("seed", SEEDS)
def test_no_false_alarm(seed: int, tmp_path: Path) -> None:
    assert unproved(tmp_path, upgraded_seed(seed, tmp_path)) == []


@pytest.mark.parametrize("seed", BROKEN_SEEDS)
def test_what_is_broken_is_caught(seed: int, tmp_path: Path) -> None:
    prepared = upgraded_seed(seed, tmp_path)
    broken = dict(broken_upgrades(prepared))
    assert broken
    assert [name for name, upgrade in broken.items() if not is_caught(tmp_path, prepared, upgrade)] == []
