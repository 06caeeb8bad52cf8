"""Functions and loops that make ops and jobs: what is known of each, and what is left alone."""

from pathlib import Path
from textwrap import dedent

import pytest

from assetize.analyzer.api import analyze
from assetize.analyzer.model import Analysis, Location, MadeBy, Project
from assetize.analyzer.model.json_codec import from_json, to_json
from assetize.analyzer.readers import read_project

HEAD = """
import os
import pandas as pd
from functools import partial
from dagster import Definitions, OpExecutionContext, graph, job, op
"""

MAKE_JOB = """
def make_job(table):
    @op(name=f"load_{table}")
    def load():
        pd.DataFrame().to_sql(table, "sqlite://")

    @job(name=f"{table}_job")
    def table_job():
        load()

    return table_job
"""


def _read(folder: Path, source: str) -> Project:
    (folder / "m.py").write_text(HEAD + dedent(source))
    return read_project(folder)[0]


def _analyze(folder: Path, source: str) -> Analysis:
    (folder / "m.py").write_text(HEAD + dedent(source))
    return analyze(folder)


def _keys(analysis: Analysis) -> dict[str, tuple[str, ...] | None]:
    names = {item.id: item.name for item in analysis.project.ops}
    return {names[item.op]: item.asset_key for item in analysis.outputs}


def _whats(project: Project) -> list[str]:
    return [unknown.what for unknown in project.unknowns]


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        ("JOBS = [make_job(t) for t in os.listdir('tables')]", "what is looped over is not known"),
        ("JOBS = []\nfor t in fetch():\n    JOBS.append(make_job(t))", "what is looped over is not known"),
        ("if os.getenv('X'):\n    users = make_job('users')", "it depends on os.getenv('X')"),
        ("users = make_job('users', 'more')", "its arguments do not match its parameters"),
        ("users = make_job(*fetch())", "an argument is not known"),
        ("users = make_job(**fetch())", "an argument is not known"),
        ("class Tables:\n    users = make_job('users')", "it stands in a class"),
        ("JOBS = [make_job(str(n)) for n in range(1500)]", "not known"),
    ],
)
def test_a_call_that_is_not_opened_says_why_and_once(call: str, reason: str, tmp_path: Path) -> None:
    project = _read(tmp_path, MAKE_JOB + call + "\n")

    assert [job.made_by for job in project.jobs] == [None]
    assert [unknown.code for unknown in project.unknowns if unknown.subject == project.jobs[0].id] == [
        "AZ124"
    ]
    assert any("m.py, line" in what and reason in what for what in _whats(project)), _whats(project)


def test_a_factory_that_calls_itself(tmp_path: Path) -> None:
    project = _read(
        tmp_path,
        """
        def make(name, depth):
            @op(name=name)
            def _op(): pass
            if depth:
                return make(name + "x", depth)
            return _op

        made = make("a", 1)
        """,
    )
    assert {unknown.code for unknown in project.unknowns} == {"AZ124"}


def test_a_spec_that_the_factory_changes_is_not_what_was_handed_in(tmp_path: Path) -> None:
    analysis = _analyze(
        tmp_path,
        """
        def make(spec):
            spec.update(fetch())

            @op(name="load")
            def load():
                pd.DataFrame().to_sql(spec["table"], "sqlite://")
            return load

        load = make({"table": "users"})
        """,
    )
    assert _keys(analysis) == {"load": ()}


def test_an_op_in_a_loop_sees_what_the_last_turn_left(tmp_path: Path) -> None:
    analysis = _analyze(
        tmp_path,
        """
        for table in ["users", "orders"]:
            @op(name=f"load_{table}")
            def load():
                pd.DataFrame().to_sql(table, "sqlite://")
        """,
    )
    assert _keys(analysis) == {"load_users": (), "load_orders": ()}


def test_a_variable_that_is_assigned_after_the_op(tmp_path: Path) -> None:
    analysis = _analyze(
        tmp_path,
        """
        def make(table):
            @op(name=f"load_{table}")
            def load():
                pd.DataFrame().to_sql(table, "sqlite://")
            table = table + "_v2"
            return load

        users = make("users")
        """,
    )
    assert ("users",) not in _keys(analysis).values()


def test_a_branch_on_the_environment_is_not_taken(tmp_path: Path) -> None:
    project = _read(
        tmp_path,
        """
        def make(name):
            if os.getenv("FAST"):
                @op(name=name)
                def fast(): pass
                return fast

            @op(name=name)
            def slow(): pass
            return slow

        load = make("load")
        """,
    )
    assert all(item.made_by is None for item in project.ops)
    assert any("what it returns depends on os.getenv" in what for what in _whats(project))


WRAPPING = """
def logged(function):
    if os.getenv("LOGGED"):
        return function

    @op(name=function.__name__)
    def inner(context):
        return function(context)
    return inner

@logged
def load(context):
    pd.DataFrame().to_sql("users", "sqlite://")

@job
def nightly():
    load()
"""


def test_a_decorator_that_may_wrap_is_not_opened(tmp_path: Path) -> None:
    project = _read(tmp_path, WRAPPING)

    assert [item.function for item in project.ops] == ["inner"]
    assert any("what the decorator does is not understood" in what for what in _whats(project))


def test_a_decorator_that_wraps(tmp_path: Path) -> None:
    analysis = _analyze(
        tmp_path, WRAPPING.replace('    if os.getenv("LOGGED"):\n        return function\n', "")
    )

    assert not analysis.project.unknowns
    assert _keys(analysis) == {"load": ("users",)}


def test_each_call_has_its_own_values(tmp_path: Path) -> None:
    analysis = _analyze(
        tmp_path, MAKE_JOB + 'users = make_job("users")\nJOBS = [users, *[make_job(t) for t in ("a", "b")]]\n'
    )

    assert _keys(analysis) == {"load_users": ("users",), "load_a": ("a",), "load_b": ("b",)}
    assert not analysis.project.unknowns
    assert [fit.fit for fit in analysis.fits] == ["yes", "yes", "yes"]
    assert from_json(Analysis, to_json(analysis)) == analysis


def test_what_was_made_says_what_made_it(tmp_path: Path) -> None:
    project = _read(tmp_path, MAKE_JOB + '\nusers = make_job("users")\n')
    line = (tmp_path / "m.py").read_text().splitlines().index('users = make_job("users")') + 1

    (made,) = project.jobs
    assert made.id == "m:make_job[users].<locals>.table_job"
    assert made.made_by == MadeBy("m:make_job", Location("m.py", line))
    assert made.where == Location("m.py", line)
    assert [item.id for item in project.ops] == ["m:make_job[users].<locals>.load"]


def test_two_calls_that_say_the_same_make_two(tmp_path: Path) -> None:
    project = _read(tmp_path, MAKE_JOB + '\nusers = make_job("users")\nagain = make_job("users")\n')

    assert [item.id for item in project.jobs] == [
        "m:make_job[users].<locals>.table_job",
        "m:make_job[users#2].<locals>.table_job",
    ]


def test_a_code_location_lists_what_was_made(tmp_path: Path) -> None:
    project = _read(
        tmp_path,
        MAKE_JOB
        + """
MORE = {t: make_job(t) for t in ("c", "d")}
JOBS = [make_job("a")]
for t in ["b"]:
    JOBS.append(make_job(t))
LAST = {"f": make_job("f")}
defs = Definitions(jobs=[*JOBS, MORE["c"], make_job("e"), *LAST.values()])
""",
    )
    (location,) = project.locations
    assert [entry.target for entry in location.entries] == [
        f"m:make_job[{name}].<locals>.table_job" for name in ("a", "b", "c", "e", "f")
    ]
    assert project.unknowns == ()


def test_factories_of_other_modules(tmp_path: Path) -> None:
    (tmp_path / "factory.py").write_text(HEAD + MAKE_JOB)
    (tmp_path / "tables.py").write_text('TABLES = ("users", "orders")\n')
    (tmp_path / "jobs.py").write_text(
        "from factory import make_job as make\nfrom tables import TABLES\nJOBS = [make(t) for t in TABLES]\n"
    )
    (tmp_path / "defs.py").write_text(
        "from dagster import Definitions\nfrom jobs import JOBS\ndefs = Definitions(jobs=JOBS)\n"
    )
    project, _ = read_project(tmp_path)

    assert [item.name for item in project.jobs] == ["users_job", "orders_job"]
    assert {item.where for item in project.jobs} == {Location("jobs.py", 3)}
    assert {entry.target for entry in project.locations[0].entries} == {item.id for item in project.jobs}
    assert project.unknowns == ()


def test_tests_make_nothing(tmp_path: Path) -> None:
    (tmp_path / "test_jobs.py").write_text(
        'from m import make_job\n\ndef test_users():\n    make_job("users")\n'
    )
    project = _read(tmp_path, MAKE_JOB + '\norders = make_job("orders")\n')

    assert [item.name for item in project.jobs] == ["orders_job"]


def test_a_spec_that_the_loop_changes(tmp_path: Path) -> None:
    analysis = _analyze(
        tmp_path,
        MAKE_JOB
        + """
SPECS = [{"table": "users"}]
for spec in SPECS:
    spec["table"] = os.getenv("TABLE")
    made = make_job(spec["table"])
""",
    )
    assert ("users",) not in _keys(analysis).values()


def test_a_dict_that_is_changed_before_the_call(tmp_path: Path) -> None:
    analysis = _analyze(
        tmp_path,
        MAKE_JOB
        + """
def make_all():
    spec = {"table": "users"}
    spec["table"] = os.getenv("TABLE")
    return make_job(spec["table"])

made = make_all()
""",
    )
    assert ("users",) not in _keys(analysis).values()


def test_names_in_a_branch_that_is_not_taken_are_mentions_all_the_same(tmp_path: Path) -> None:
    project = _read(
        tmp_path,
        """
        @op
        def build_users(): pass

        def make_job(name, full):
            @job(name=name)
            def _job():
                if full:
                    build_users()
            if full:
                print(build_users)
            return _job

        daily = make_job("daily", False)
        """,
    )
    lines = (tmp_path / "m.py").read_text().splitlines()
    mentioned = {item.where.line for item in project.references if item.target == "m:build_users"}
    assert {
        number for number, line in enumerate(lines, 1) if "build_users" in line and "def" not in line
    } <= mentioned


@pytest.mark.parametrize(
    "made",
    [
        "OPS = [make(f'load_{t}', lambda: t) for t in ('users', 'orders')]",
        "OPS = []\nfor t in ('users', 'orders'):\n    OPS.append(make(f'load_{t}', lambda: t))",
        "def all_of(ts):\n    made = []\n    for t in ts:\n        def name_of(): return t\n"
        "        made.append(make(f'load_{t}', name_of))\n    return made\nOPS = all_of(['users', 'orders'])",
    ],
)
def test_a_function_from_a_loop_sees_what_the_last_turn_left(made: str, tmp_path: Path) -> None:
    analysis = _analyze(
        tmp_path,
        """
        def make(name, table):
            @op(name=name)
            def _op():
                pd.DataFrame().to_sql(table(), "sqlite://")
            return _op
        """
        + made.replace("\n", "\n        ").join(("\n        ", "\n")),
    )
    assert _keys(analysis) == {"load_users": (), "load_orders": ()}
