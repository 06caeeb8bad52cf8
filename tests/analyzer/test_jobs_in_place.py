"""Jobs without a name: which of them stand where an asset job may stand as well."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze

HEAD = """
import dagster as dg

@dg.op
def make_users(): ...

@dg.graph
def users_graph():
    make_users()

SETTINGS = {"tags": {"a": "b"}}
"""
ELSEWHERE = [
    'job = dg.with_resources([users_graph.to_job(name="users_job")], {})',
    'JOBS = {"users": users_graph.to_job(name="users_job")}',
    'defs = dg.Definitions(jobs=[job for job in [users_graph.to_job(name="users_job")]])',
    'defs = dg.Definitions(jobs=show([users_graph.to_job(name="users_job")]))',
    'names = dg.ScheduleDefinition(job=users_graph.to_job(name="users_job").tags, cron_schedule="@daily")',
    'if number:\n    defs = dg.Definitions(jobs=[users_graph.to_job(name="users_job")])',
    'def jobs():\n    return [users_graph.to_job(name="users_job")]',
    '@dg.repository\ndef repo():\n    jobs = [users_graph.to_job(name="users_job")]\n    show(jobs)\n    return jobs',
    '@dg.repository\ndef repo():\n    return {"jobs": {"users_job": lambda: users_graph.to_job(name="users_job")}}',
]
IN_PLACE = [
    'defs = dg.Definitions(jobs=[users_graph.to_job(name="users_job")])',
    'daily = dg.ScheduleDefinition(job=users_graph.to_job(name="users_job"), cron_schedule="@daily")',
    '@dg.sensor(job=users_graph.to_job(name="users_job"))\ndef seen(context): ...',
    '@dg.repository\ndef repo():\n    return [users_graph.to_job(name="users_job"), *more]',
    '@dg.repository\ndef repo():\n    jobs = [users_graph.to_job(name="users_job")]\n    return jobs + more',
    'defs = dg.Definitions(jobs=[users_graph.to_job(name="users_job"), users_graph.to_job(name="other_job")])',
]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_a_job_that_more_is_done_with_is_not_in_place(text: str, tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text(f"{HEAD}\n{text}\n")
    assert [job.in_place for job in analyze(tmp_path).project.jobs] == [False]


@pytest.mark.parametrize("text", IN_PLACE)
def test_a_job_is_made_where_it_is_taken(text: str, tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text(f"{HEAD}\n{text}\n")
    project = analyze(tmp_path).project
    assert {job.in_place for job in project.jobs} == {True}
    assert [item for item in project.unknowns if "<to_job" in item.subject] == []


def test_what_is_spread_is_known_by_its_name(tmp_path: Path) -> None:
    text = 'defs = dg.Definitions(jobs=[users_graph.to_job(name="users_job", **SETTINGS)])'
    (tmp_path / "shop.py").write_text(f"{HEAD}\n{text}\n")
    (job,) = analyze(tmp_path).project.jobs
    assert [(item.name, item.spread_from) for item in job.arguments] == [("name", ""), ("tags", "SETTINGS")]


RESOURCES = """
import dagster as dg
import pandas as pd

class Store:
    def __init__(self, schema):
        self.schema = schema

    def save(self, rows, name):
        rows.to_sql(f"{self.schema}_{name}", "sqlite://")

@dg.resource(config_schema={"schema": SCHEMA})
def store(context):
    return Store(context.resource_config["schema"])

@dg.op(required_resource_keys={"store"})
def make_users(context):
    context.resources.store.save(pd.DataFrame(), "users")

@dg.job(resource_defs={"store": store}, config={"resources": {"store": {"config": {"schema": "prod"}}}})
def users_job():
    make_users()
"""


@pytest.mark.parametrize(
    ("schema", "hides"),
    [
        ('dg.Field(str, default_value="test")', True),
        ("dg.Field(str, is_required=False)", True),
        ("dg.Noneable(str)", True),
        ("str", False),
        ("dg.StringSource", False),
        ('dg.Field(dg.StringSource, description="where")', False),
    ],
)
def test_what_a_resource_needs_hides_no_default(schema: str, hides: bool, tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text(RESOURCES.replace("SCHEMA", schema, 1))
    (output,) = analyze(tmp_path).outputs
    assert (output.asset_key, output.hides_default) == (("prod_users",), hides)


def test_a_resource_says_what_it_is_made_of(tmp_path: Path) -> None:
    text = RESOURCES.replace('{"schema": SCHEMA}', "str, required_resource_keys={'disk'}")
    (tmp_path / "shop.py").write_text(
        text.replace('{"store": store}', '{"store": store, "other": dg.fs_io_manager}')
    )
    (job,) = analyze(tmp_path).project.jobs
    assert [(item.key, item.needs) for item in job.resources] == [("store", ("disk",)), ("other", None)]
