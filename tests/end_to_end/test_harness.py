"""The harness itself: it sees the differences that it is there for."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from harness.cases import FIXTURES, EntryPoint, Run, read_case
from harness.reports import report_differences
from harness.trees import copy_project, read_tree, tree_differences, write_tree
from harness.versions import VersionRunner
from harness.world import compare_worlds, dump_world


def test_the_same_world_has_no_differences(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.db") as db:
        db.executescript("create table t (x real); insert into t values (1), (null);")
    (tmp_path / "b.json").write_text("[NaN, 1]")

    assert compare_worlds(dump_world(tmp_path), dump_world(tmp_path)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("insert into t values (3)", "a.db::t [rows]: 2 rows became 3"),
        ("update t set x = 5 where x = 1", "a.db::t [rows]: row 0: [1] became [5]"),
        ("drop table t", "a.db::t: written before, missing after"),
        ("create table u (y text)", "a.db::u: missing before, written after"),
    ],
)
def test_a_changed_table_is_seen(tmp_path: Path, change: str, said: str) -> None:
    with sqlite3.connect(tmp_path / "a.db") as db:
        db.executescript("create table t (x integer); insert into t values (1), (2);")
    before = dump_world(tmp_path)
    with sqlite3.connect(tmp_path / "a.db") as db:
        db.execute(change)

    assert compare_worlds(before, dump_world(tmp_path))[0].startswith(said)


def test_an_io_manager_that_was_not_redirected_is_seen(tmp_path: Path, runner: VersionRunner) -> None:
    case = read_case(FIXTURES / "guide_io_managers")
    project = copy_project(case.after, tmp_path / "project")
    (project / "recommender" / "mylib.py").write_bytes(
        (case.before / "recommender" / "mylib.py").read_bytes()
    )

    differences = compare_worlds(
        runner.run(case, case.before).world or {}, runner.run(case, project).world or {}
    )

    assert "models/users_recommender_model.pkl: written before, missing after" in differences
    assert "warehouse.db::users: written before, missing after" in differences


def test_code_that_does_not_load_is_an_outcome(tmp_path: Path, runner: VersionRunner) -> None:
    (tmp_path / "broken.py").write_text("import no_such_module\n")
    case = replace(
        read_case(FIXTURES / "guide_partial"), locations=(EntryPoint(None, "broken.py", None, (".",), ()),)
    )

    assert "no_such_module" in (runner.run(case, tmp_path).error or "")


def test_a_run_that_fails_is_an_outcome_unless_it_is_meant_to(tmp_path: Path, runner: VersionRunner) -> None:
    (tmp_path / "failing.py").write_text(
        "import dagster\n\n\n@dagster.op\ndef stop():\n    raise OSError('no disk')\n\n\n"
        "@dagster.job\ndef stop_job():\n    stop()\n\n\ndefs = dagster.Definitions(jobs=[stop_job])\n"
    )
    case = read_case(FIXTURES / "guide_partial")
    entry = EntryPoint(None, "failing.py", None, (".",), (Run(job="stop_job"),))
    meant = replace(entry, runs=(Run(job="stop_job", fails=True),))

    assert "no disk" in (runner.run(replace(case, locations=(entry,)), tmp_path).error or "")
    assert runner.run(replace(case, locations=(meant,)), tmp_path).error is None


def test_tree_differences_show_line_endings(tmp_path: Path) -> None:
    write_tree(tmp_path / "a", {"x.py": b"one\r\ntwo\n"})
    write_tree(tmp_path / "b", {"x.py": b"one\ntwo\n"})

    tree = read_tree(tmp_path / "a")
    assert tree_differences(tree, tree) == ""
    assert "-one\\r" in tree_differences(tree, read_tree(tmp_path / "b"))


def test_report_differences_name_what_is_missing_wrong_or_too_much() -> None:
    expected = {
        "jobs": [
            {"name": "a", "fit": "yes", "upgrade": "full"},
            {"name": "b", "fit": "no", "upgrade": "none"},
        ],
        "assets": [{"key": ["x"], "kind": "materialized", "deps": [["p"], ["q"]]}],
    }
    found = {
        "jobs": [{"name": "a", "fit": "no", "upgrade": "full", "line": 3}],
        "assets": [
            {"key": ["x"], "kind": "materialized", "deps": [["q"], ["p"]]},
            {"key": ["y"], "kind": "external", "deps": []},
            {"key": ["z"], "kind": "materialized", "deps": [], "produced_by": [{"job": "a"}]},
            {"key": ["refused"], "kind": "materialized", "deps": [], "produced_by": [{"job": "b"}]},
        ],
    }

    assert report_differences(expected, found) == [
        "jobs: a: fit is 'no', expected 'yes'",
        "jobs: expected b, not found",
        "assets: z was not expected",
    ]
