"""The same project gives the same bytes in every format, whatever the folder, the hash seed and the number of processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from harness.trees import copy_project

from assetize.codemods.report import FORMATS

FIXTURES = Path(__file__).parents[2] / "fixtures"
WRITE_ALL = """
import sys
from assetize.analyzer.parallel import process_count, share_out
from assetize.codemods.cli.main import main

processes, out, *projects = sys.argv[1:]
share_out.FEWEST_TASKS = 1
share_out.count_processes = lambda largest: int(processes)
for name in {names}:
    assert main(["report", "--format", name, "-o", f"{{out}}/{{name}}", *projects]) == 0
for project in projects:
    main(["upgrade", project])
    main(["explain", "--why-not", {job!r}, project])
    main(["explain", {op!r}, project])
"""
MACHINES = (("1", "0", "east"), ("3", "4711", "a folder/with a longer name"))
"""How many processes read, the hash seed, and where the project lies."""


def written(
    tmp_path: Path, machine: tuple[str, str, str], fixture: str, job: str, op: str
) -> dict[str, bytes]:
    processes, seed, folder = machine
    project = copy_project(FIXTURES / fixture / "before", tmp_path / folder / "project")
    out = tmp_path / f"out{processes}"
    out.mkdir()
    code = WRITE_ALL.format(names=[name for name, _ in FORMATS], job=job, op=op)
    done = subprocess.run(
        [sys.executable, "-c", code, processes, str(out), str(project)],
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=tmp_path / folder,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return {"stdout": done.stdout, **{path.name: path.read_bytes() for path in sorted(out.iterdir())}}


@pytest.mark.parametrize(("fixture", "job", "op"), [("use_cases", "drop_unused_tables", "drop_tables")])
def test_every_output_is_the_same_everywhere(fixture: str, job: str, op: str, tmp_path: Path) -> None:
    first, second = (written(tmp_path, machine, fixture, job, op) for machine in MACHINES)
    assert first.keys() == second.keys() and len(first) == len(FORMATS) + 1
    for name, content in first.items():
        assert content == second[name], name
        assert str(tmp_path).encode() not in content, name
