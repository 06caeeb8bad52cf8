"""What ops, jobs and code locations say in a way that a rewrite cannot take over, and where names are bound."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.analyzer.model import Job, Op

HEAD = "from dagster import *\n\nOUT = Out(Nothing)\nIN = In(int)\nINS = {'users': In(int)}\nSTART = '2024-01-01'\n\n"


def op_of(root: Path, decorator: str, function: str = "def load(users):\n    pass") -> Op:
    (root / "m.py").write_text(f"{HEAD}\n@op({decorator})\n{function}\n")
    return analyze(root).project.ops[0]


def job_of(root: Path, text: str) -> Job:
    (root / "m.py").write_text(f"{HEAD}\n@op\ndef load():\n    pass\n\n{text}")
    return analyze(root).project.jobs[0]


@pytest.mark.parametrize(
    "decorator",
    [
        "",
        "out=Out(int)",
        "out={'users': Out(int), 'more': Out(str, description='x')}",
        "ins={'users': In(int, description='x')}",
        "ins={'users': In(Nothing)}",
        "code_version='1'",
    ],
)
def test_ops_that_say_nothing_odd(tmp_path: Path, decorator: str) -> None:
    assert op_of(tmp_path, decorator).unwritten == ()


@pytest.mark.parametrize(
    ("decorator", "reason"),
    [
        ("out=OUT", "its out= is not written out where it stands"),
        ("out={'users': OUT}", "its out= is not written out where it stands"),
        ("ins=INS", "its ins= is not written out where it stands"),
        ("ins={'users': IN}", "its ins= is not written out where it stands"),
        ("code_version='1', out=Out(code_version='2')", "it has a code version, and so has its output"),
    ],
)
def test_ops_that_say_something_odd(tmp_path: Path, decorator: str, reason: str) -> None:
    assert op_of(tmp_path, decorator).unwritten == (reason,)


def test_an_output_that_is_named_by_a_variable(tmp_path: Path) -> None:
    function = "def load():\n    name = 'users'\n    yield Output(1, output_name={})"
    assert op_of(tmp_path, "out={'users': Out()}", function.format("'users'")).unwritten == ()
    assert len(op_of(tmp_path, "out={'users': Out()}", function.format("name")).unwritten) == 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("@job\ndef all():\n    load()\n", ""),
        ("@loud\n@job\ndef all():\n    load()\n", "it has a second decorator"),
        ("@graph\ndef g():\n    load()\n\nall = g.to_job()\n", ""),
        ("@graph\ndef g():\n    load()\n\nall = most = g.to_job()\n", "it is bound to several names at once"),
        (
            "@graph\ndef g():\n    load()\n\nall = g.to_job(); n = 1\n",
            "it shares its line with another statement",
        ),
    ],
)
def test_jobs(tmp_path: Path, text: str, problem: str) -> None:
    assert job_of(tmp_path, text).problem == problem


@pytest.mark.parametrize(
    ("definition", "may_move"),
    [
        ("days = DailyPartitionsDefinition(START)", True),
        ("days = DailyPartitionsDefinition(start_date='2024-01-01')", True),
        ("days = StaticPartitionsDefinition(load_days())", False),
        ("days = more = DailyPartitionsDefinition(START)", False),
        ("days = DailyPartitionsDefinition(START); n = 1", False),
        ("days = DailyPartitionsDefinition(START)\ndays = DailyPartitionsDefinition('2025-01-01')", False),
        ("FIRST = pick()\ndays = DailyPartitionsDefinition(FIRST)", False),
        ("import os\nos.environ['A'] = 'b'\ndays = StaticPartitionsDefinition([os.environ['A']])", False),
        ("import settings\nsettings.A = 'b'\ndays = StaticPartitionsDefinition([settings.A])", False),
        ("from settings import *\ndays = DailyPartitionsDefinition(OTHER)", False),
    ],
)
def test_partitions_that_may_be_defined_further_up(tmp_path: Path, definition: str, may_move: bool) -> None:
    job = job_of(tmp_path, f"{definition}\n\n@job(partitions_def=days)\ndef all():\n    load()\n")
    place = job.partitions_place
    assert (place is not None and place.free_below is not None) == may_move


def test_what_partitions_need_stays_above_them(tmp_path: Path) -> None:
    job = job_of(
        tmp_path,
        "days = DailyPartitionsDefinition(START)\n\n@job(partitions_def=days)\ndef all():\n    load()\n",
    )
    assert job.partitions_place is not None
    assert job.partitions_place.free_below == HEAD.splitlines().index("START = '2024-01-01'") + 1


def test_two_code_locations_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text("from dagster import *\n\nmade = join(Definitions(), Definitions())\n")
    locations = analyze(tmp_path).project.locations
    assert [item.problem for item in locations] == ["several begin on its line"] * 2


def test_a_list_of_jobs_that_something_else_uses(tmp_path: Path) -> None:
    text = "@job\ndef all():\n    load()\n\nJOBS = [all]\ndefs = Definitions(jobs=JOBS)\n"
    job_of(tmp_path, text)
    assert [item.other_use for item in analyze(tmp_path).project.job_lists] == [None]
    job_of(tmp_path, text + "print(JOBS)\n")
    used = [item.other_use for item in analyze(tmp_path).project.job_lists]
    assert [place.line if place else None for place in used] == [len((HEAD + text).splitlines()) + 6]
