"""Schedules and sensors: what they trigger, by object or by name."""

from pathlib import Path
from textwrap import dedent

import pytest

from assetize.analyzer.model import Project, Trigger
from assetize.analyzer.readers import read_project

HEADER = """
from dagster import *

@op
def one(): return 1

@job
def nightly(): one()

@graph
def etl(): one()

asset_job = define_asset_job("asset_job", selection=["a"])
etl_job = etl.to_job()
"""


@pytest.mark.parametrize(
    "source",
    [
        "t = ScheduleDefinition(job=pick_job(), cron_schedule='@daily')",
        "t = ScheduleDefinition(job_name=NAME + suffix(), cron_schedule='@daily')",
        "def make(job):\n  @schedule(job=job, cron_schedule='@daily')\n  def t(): return {}\n  return t",
        "@sensor(jobs=[nightly, pick_job()])\ndef t(): pass",
    ],
)
def test_job_is_not_known(source: str, tmp_path: Path) -> None:
    project = _read(tmp_path, source)

    assert {unknown.code for unknown in project.unknowns} == {"AZ134"}


@pytest.mark.parametrize(
    ("source", "jobs", "names", "name", "kind", "run_config"),
    [
        ("t = ScheduleDefinition(job=nightly, cron_schedule='@daily')", ["nightly"], [], "nightly_schedule", "schedule", False),
        ("t = ScheduleDefinition('n', job=asset_job, cron_schedule='@daily')", ["asset_job"], [], "n", "schedule", False),
        ("t = ScheduleDefinition(job_name='nightly', cron_schedule='@daily')", [], ["nightly"], "nightly_schedule", "schedule", False),
        ("t = ScheduleDefinition(job=nightly, cron_schedule='@daily', run_config={'ops': {}})", ["nightly"], [], "nightly_schedule", "schedule", True),
        ("t = ScheduleDefinition(target=nightly, cron_schedule='@daily')", ["nightly"], [], "nightly_schedule", "schedule", False),
        ("t = ScheduleDefinition(target=AssetSelection.all(), name='n', cron_schedule='@daily')", [], [], "n", "schedule", False),
        ("t = ScheduleDefinition(job=etl, cron_schedule='@daily')", ["etl"], [], "etl_schedule", "schedule", False),
        ("t = build_schedule_from_partitioned_job(etl_job)", ["etl_job"], [], "etl_schedule", "schedule", False),
        ("@schedule(job=nightly, cron_schedule='@daily')\ndef t(context): return RunRequest()", ["nightly"], [], "t", "schedule", False),
        ("@schedule('@daily', job=nightly, name='n')\ndef t(): return {'ops': {'one': {}}}", ["nightly"], [], "n", "schedule", True),
        ("@schedule(job_name='x', cron_schedule='@daily')\ndef t(): return RunRequest(run_config={})", [], ["x"], "t", "schedule", True),
        ("@sensor(job=nightly)\ndef t(): yield RunRequest()", ["nightly"], [], "t", "sensor", False),
        ("@sensor(jobs=[nightly, etl_job])\ndef t(): yield RunRequest(job_name='nightly', run_config=X)", ["nightly", "etl_job"], [], "t", "sensor", True),
        ("@sensor('nightly')\ndef t(): pass", [], ["nightly"], "t", "sensor", False),
        ("@asset_sensor(asset_key=AssetKey('a'), job=nightly)\ndef t(): pass", ["nightly"], [], "t", "sensor", False),
        ("@run_failure_sensor(monitored_jobs=[nightly])\ndef t(): pass", ["nightly"], [], "t", "sensor", False),
        ("@run_status_sensor(run_status=DagsterRunStatus.SUCCESS, request_job=nightly)\ndef t(): pass", ["nightly"], [], "t", "sensor", False),
        ("@run_failure_sensor\ndef t(): pass", [], [], "t", "sensor", False),
    ],
)  # fmt: skip
def test_trigger(
    source: str, jobs: list[str], names: list[str], name: str, kind: str, run_config: bool, tmp_path: Path
) -> None:
    project = _read(tmp_path, source)
    (trigger,) = project.triggers

    assert project.unknowns == ()
    assert [job.partition(":")[2] for job in trigger.jobs] == jobs
    assert list(trigger.job_names) == names
    assert (trigger.name, trigger.kind, trigger.run_config) == (name, kind, run_config)


def test_form_and_cron(tmp_path: Path) -> None:
    project = _read(tmp_path, "CRON = '0 2 * * *'\nt = ScheduleDefinition(job=nightly, cron_schedule=CRON)")

    assert _forms(project.triggers) == [("m:t", "ScheduleDefinition", "0 2 * * *")]


def test_schedule_named_like_the_job_that_it_imports(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(HEADER)
    (tmp_path / "s.py").write_text(
        dedent("""
        from dagster import schedule
        from m import nightly

        @schedule(job=nightly, cron_schedule="@daily")
        def nightly(): return {}
        """)
    )
    project, _ = read_project(tmp_path)

    assert [trigger.jobs for trigger in project.triggers] == [("m:nightly",)]
    assert project.unknowns == ()


def _read(folder: Path, source: str) -> Project:
    (folder / "m.py").write_text(HEADER + source + "\n")
    project, _ = read_project(folder)
    return project


def _forms(triggers: tuple[Trigger, ...]) -> list[tuple[str, str, str | None]]:
    return [(trigger.id, trigger.form, trigger.cron) for trigger in triggers]
