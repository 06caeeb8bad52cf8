"""Jobs: ``@job``, ``to_job`` wherever it stands, ``JobDefinition``; and Dagster's older generation."""

from pathlib import Path
from textwrap import dedent

import pytest

from assetize.analyzer.model import Project
from assetize.analyzer.readers import read_project

HEADER = """
import os
from dagster import job, graph, op, JobDefinition, ScheduleDefinition, fs_io_manager
from managers import Warehouse, make_warehouse, warehouse

@op
def one(): return 1

@graph
def etl(): one()

@graph(name="shown")
def hidden(): one()
"""


@pytest.mark.parametrize(
    ("code", "source"),
    [
        ("AZ130", "nightly = make_graph().to_job()"),
        ("AZ130", "nightly = etl.alias('x').to_job()"),
        ("AZ130", "nightly = JobDefinition(graph_def=make_graph(), name='x')"),
        ("AZ122", "nightly = etl.to_job(name=os.environ['X'])"),
        ("AZ132", "nightly = etl.to_job(resource_defs=resources())"),
        ("AZ121", "nightly = etl.to_job(**settings)"),
        ("AZ124", "def make(graph):\n  nightly = graph.to_job()\n  return nightly"),
        ("AZ125", "if os.environ.get('X'):\n  nightly = etl.to_job()"),
        ("AZ126", "nightly = etl.to_job()\nnightly = hidden.to_job()"),
    ],
)
def test_not_understood(code: str, source: str, tmp_path: Path) -> None:
    project = _read(tmp_path, source)

    assert code in {unknown.code for unknown in project.unknowns}
    assert project.jobs


def test_job_definition_of_a_known_graph(tmp_path: Path) -> None:
    project = _read(tmp_path, "nightly = JobDefinition(graph_def=etl, name='shown_name')")

    (job,) = project.jobs
    assert (job.name, job.graph, job.form) == ("shown_name", "m:etl", "JobDefinition")
    assert not project.unknowns


def test_job_on_its_function(tmp_path: Path) -> None:
    project = _read(
        tmp_path,
        """
        @job(
            name="shown_name",
            resource_defs={"warehouse": Warehouse(path="x"), "other": make_warehouse.configured({}), "io_manager": fs_io_manager},
        )
        def nightly():
            one()
        """,
    )
    (job,) = project.jobs

    assert (job.id, job.name, job.variable, job.graph, job.form) == (
        "m:nightly",
        "shown_name",
        "nightly",
        "m:nightly",
        "decorator",
    )
    assert [(r.key, r.definition) for r in job.resources] == [
        ("warehouse", "managers.Warehouse"),
        ("other", "managers.make_warehouse"),
        ("io_manager", "dagster.fs_io_manager"),
    ]
    assert [argument.name for argument in job.arguments] == ["name", "resource_defs"]
    assert [graph.is_job for graph in project.graphs if graph.id == job.graph] == [True]


def test_to_job_takes_the_name_of_its_graph(tmp_path: Path) -> None:
    project = _read(tmp_path, "first = etl.to_job()\nsecond = hidden.to_job()\nthird = etl.to_job('named')\n")

    assert [(job.id, job.name, job.graph, job.form) for job in project.jobs] == [
        ("m:first", "etl", "m:etl", "to_job"),
        ("m:second", "shown", "m:hidden", "to_job"),
        ("m:third", "named", "m:etl", "to_job"),
    ]


def test_to_job_inside_a_schedule(tmp_path: Path) -> None:
    project = _read(tmp_path, "daily = ScheduleDefinition(job=etl.to_job(), cron_schedule='@daily')\n")
    (job,), (trigger,) = project.jobs, project.triggers

    assert job.variable is None and job.name == "etl"
    assert trigger.jobs == (job.id,)
    assert (trigger.name, trigger.cron) == ("etl_schedule", "@daily")


def test_graph_from_another_module(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(HEADER)
    (tmp_path / "jobs.py").write_text(
        "# dagster\nimport m\nfrom m import hidden as h\na = m.etl.to_job()\nb = h.to_job()\n"
    )
    project, _ = read_project(tmp_path)

    assert [(job.id, job.graph) for job in project.jobs] == [("jobs:a", "m:etl"), ("jobs:b", "m:hidden")]


@pytest.mark.parametrize(
    "text",
    [
        "DailyPartitionsDefinition(start_date=START)",
        "DailyPartitionsDefinition(**settings)",
        'make_partitions("2024-01-01")',
        "daily",
        'DailyPartitionsDefinition(\n    "2024-01-01",  # when it began\n)',
        'MultiPartitionsDefinition({"a": StaticPartitionsDefinition(["b"])})',
    ],
)
def test_partitions_that_an_asset_cannot_make_anew(text: str, tmp_path: Path) -> None:
    project = _read(
        tmp_path, f"from dagster import *\n\n@job(partitions_def={text})\ndef nightly():\n    one()\n"
    )

    assert [item.partitions_call for item in project.jobs] == [None]


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ('DailyPartitionsDefinition("2024-01-01", end_offset=-1)', '("2024-01-01", end_offset=-1)'),
        (
            'dg.DailyPartitionsDefinition(\n    "2024-01-01",\n    end_offset=1,\n)',
            '("2024-01-01", end_offset=1)',
        ),
    ],
)
def test_partitions_that_are_written_out(text: str, arguments: str, tmp_path: Path) -> None:
    imports = "import dagster as dg\nfrom dagster import DailyPartitionsDefinition, job\n"
    project = _read(tmp_path, f"{imports}\n@job(partitions_def={text})\ndef nightly():\n    one()\n")

    assert [item.partitions_call for item in project.jobs] == [("DailyPartitionsDefinition", arguments)]


def test_older_generation(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(
        dedent("""
        from dagster import solid, pipeline, composite_solid, ModeDefinition

        @solid
        def one(context): return 1

        @composite_solid
        def both(): one()

        @pipeline(mode_defs=[ModeDefinition()])
        def run(): one()
        """)
    )
    project, _ = read_project(tmp_path)

    assert {unknown.code for unknown in project.unknowns} == {"AZ120"}
    assert {unknown.subject for unknown in project.unknowns} >= {"m:one", "m:both", "m:run"}
    assert (project.ops, project.jobs) == ((), ())


def _read(folder: Path, source: str) -> Project:
    (folder / "m.py").write_text(HEADER + dedent(source) + "\n")
    project, _ = read_project(folder)
    return project
