"""Of projects whose stored objects are known: they are valid code, and the analyzer finds what they store."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hidden_labels.accuracy import measure_seeds
from hidden_labels.measure import Accuracy, write_project
from hidden_labels.project import generate_project

LOAD_EACH = Path(__file__).parent / "hidden_labels" / "load_each.py"


def test_a_seed_is_a_project() -> None:
    assert generate_project(3) == generate_project(3)
    assert generate_project(3) != generate_project(4)


def test_dagster_loads_the_projects_and_has_the_labelled_ops(tmp_path: Path) -> None:
    expected = {}
    for seed in range(25):
        project = generate_project(seed)
        (root := tmp_path / str(seed)).mkdir()
        write_project(project, root)
        expected[str(seed)] = sorted({f"{label.job} {label.node or label.op}" for label in project.labels})
    command = [sys.executable, str(LOAD_EACH), str(tmp_path)]
    printed = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "DATA_BASE": "data"}
    )
    assert printed.returncode == 0, printed.stderr
    found: dict[str, list[str]] = {seed: [] for seed in expected}
    for line in printed.stdout.splitlines():
        seed, _, node = line.partition(" ")
        found[seed].append(node)
    assert {seed: sorted(nodes) for seed, nodes in found.items()} == expected


@pytest.fixture(scope="module")
def accuracy() -> Accuracy:
    return measure_seeds(range(150))


def test_hardly_any_key_is_wrong(accuracy: Accuracy) -> None:
    assert accuracy.precision >= 0.98, accuracy.misses


def test_most_stored_objects_are_found(accuracy: Accuracy) -> None:
    assert accuracy.recall >= 0.95, accuracy.misses
