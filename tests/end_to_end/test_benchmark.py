"""The benchmark runs, on a small project, and a report imports nothing that it does not need."""

import ast
import json
import subprocess
import sys
from pathlib import Path

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
GENERATE = "import sys; from pathlib import Path; from generate_tree import generate_tree; generate_tree(Path(sys.argv[1]), 1, 7)"


def run(*arguments: str) -> str:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=BENCHMARKS, check=True, capture_output=True, text=True).stdout


def generate(root: Path) -> dict[str, str]:
    root.mkdir()
    run("-c", GENERATE, str(root))
    return {path.relative_to(root).as_posix(): path.read_text() for path in sorted(root.rglob("*.py"))}


def test_the_project_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    first, second = generate(tmp_path / "first"), generate(tmp_path / "second")
    assert first == second
    assert len(first) == 100
    assert sum("dagster" in text for text in first.values()) == 10
    for text in first.values():
        ast.parse(text)


def test_the_benchmark_measures_everything(tmp_path: Path) -> None:
    found = json.loads(run("run.py", "--packages", "1", "--rounds", "1", "--json"))
    timed = {"read", "parse", "walk", "report", "again", "analysis", "click", "help"}
    assert set(found["measurements"]) == timed
    assert all(item["cpu"] > 0 for item in found["measurements"].values())
    assert all(goal["figure"] > 0 for goal in found["goals"])
    assert found["imported"] == []
