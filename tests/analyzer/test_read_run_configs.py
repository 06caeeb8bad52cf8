"""Run configs as they are written, and code that runs jobs, as records."""

from pathlib import Path

import pytest

from assetize.analyzer.model import JobRun, Project, RunConfigUse
from assetize.analyzer.model.json_codec import from_json, to_json
from assetize.analyzer.readers.read_project import read_project

HEAD = """
import dagster as dg

@dg.op(config_schema={"limit": int})
def load():
    return 1

@dg.graph
def part():
    return load()
"""
JOB = HEAD + "\n@dg.job(config=CONFIG)\ndef etl():\n    part()\n"


def project_of(root: Path, text: str, **others: str) -> Project:
    for name, content in {"jobs": text, **others}.items():
        (root / f"{name}.py").write_text(content)
    project, _ = read_project(root)
    assert from_json(Project, to_json(project)) == project
    return project


def use_of(root: Path, config: str, before: str = "") -> RunConfigUse:
    text = JOB.replace("CONFIG", config).replace("\n@dg.job", f"\n{before}\n@dg.job")
    (found,) = project_of(root, text).run_configs
    return found


def run_of(root: Path, test: str) -> JobRun:
    project = project_of(root, JOB.replace("config=CONFIG", ""), tests="from jobs import etl\n\n" + test)
    (found,) = project.job_runs
    return found


@pytest.mark.parametrize(
    "config",
    [
        "load_yaml()",
        "{name: {}}",
        '{"ops": names}',
        '{"ops": {load.name: {}}}',
        "{**OTHER}",
        '{"ops": {}, "ops": {}}',
    ],
)
def test_what_is_not_written_out_is_a_problem(config: str, tmp_path: Path) -> None:
    assert use_of(tmp_path, config).problem


def test_a_circle_of_helpers_is_a_problem(tmp_path: Path) -> None:
    helpers = "def one():\n    return two()\n\ndef two():\n    return one()\n"

    assert use_of(tmp_path, "one()", helpers).problem


def test_entries_are_read_into_graphs(tmp_path: Path) -> None:
    found = use_of(tmp_path, '{"ops": {"part": {"ops": {"load": {"config": {"limit": 1}}}}}}')

    assert [(entry.path, entry.keys) for entry in found.entries] == [(("part", "load"), ("config",))]
    assert found.problem == ""
    assert found.ops_at is not None and found.ops_at.line == found.where.line


def test_a_partitioned_config_is_known_by_its_name(tmp_path: Path) -> None:
    decorated = '@dg.static_partitioned_config(["a"])\ndef letter(key):\n    return {"ops": {"load": {}}}\n'
    found = use_of(tmp_path, "letter", decorated)

    assert (found.form, found.partitions, found.problem) == ("partitions", "jobs:letter", "")


def test_a_run_and_what_its_result_is_asked_for(tmp_path: Path) -> None:
    run = run_of(
        tmp_path,
        'def test_it():\n    result = etl.execute_in_process({}, tags={"a": "b"})\n    result.output_for_node("part.load")\n',
    )

    assert run.job == "jobs:etl"
    assert run.arguments == ("run_config", "tags")
    assert [(item.path, item.output) for item in run.lookups] == [("part.load", None)]
    assert run.problem == ""


def test_a_run_whose_result_is_bound_twice_is_unclear(tmp_path: Path) -> None:
    run = run_of(
        tmp_path, "def test_it():\n    result = etl.execute_in_process()\n    result = 2\n    print(result)\n"
    )

    assert run.problem


def test_a_step_of_a_result_that_is_bound_twice_is_unclear(tmp_path: Path) -> None:
    text = (
        "def test_it(other):\n    result = etl.execute_in_process()\n    assert result.success\n"
        '    result = other()\n    result.output_for_node("load")\n'
    )

    assert run_of(tmp_path, text).problem


def test_a_result_that_is_bound_twice_and_asked_for_no_step_is_clear(tmp_path: Path) -> None:
    text = (
        "def test_it(other):\n    result = etl.execute_in_process()\n    assert result.success\n"
        "    result = other()\n    assert result.success\n"
    )

    assert run_of(tmp_path, text).problem == ""


def test_a_result_in_a_module_is_for_others_to_import(tmp_path: Path) -> None:
    assert run_of(tmp_path, "result = etl.execute_in_process()\nassert result.success\n").problem


def test_a_result_of_the_script_itself_is_clear(tmp_path: Path) -> None:
    text = 'if __name__ == "__main__":\n    result = etl.execute_in_process()\n    assert result.success\n'

    assert run_of(tmp_path, text).problem == ""
    assert run_of(tmp_path, text.replace("assert result.success", "print(result)")).problem
    assert run_of(tmp_path, text.replace("==", "!=")).problem
