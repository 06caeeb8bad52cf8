"""Objects whose names come from run config: known where the code says them, per job and per use, and not otherwise."""

from pathlib import Path
from textwrap import dedent

import pytest

from assetize.analyzer.api import analyze
from assetize.analyzer.model import Analysis, OutputDecision

HEAD = """
import os
import pandas as pd
from dagster import *

def save(name, **more):
    pd.DataFrame().to_sql(name, "sqlite://", **more)

@op(config_schema={"table": str})
def load(context):
    save(context.op_config["table"])

"""


def analysis(root: Path, text: str, head: str = HEAD) -> Analysis:
    (root / "jobs.py").write_text(head + dedent(text))
    return analyze(root)


def assets(found: Analysis) -> dict[tuple[str, ...], set[str]]:
    """Keys to the names of their jobs."""
    return {
        item.asset_key: {job.rpartition(":")[2] for job in item.jobs}
        for item in found.outputs
        if item.decision == "asset"
    }


def only(found: Analysis) -> OutputDecision:
    (item,) = found.outputs
    return item


def config_of(table: str) -> str:
    return f'{{"ops": {{"load": {{"config": {{"table": {table}}}}}}}}}'


JOB = "@job(config={config})\ndef run():\n    load()\n"
PLAIN_JOB = "@job\ndef run():\n    load()\n"


@pytest.mark.parametrize(
    "text",
    [
        PLAIN_JOB,
        JOB.format(config=config_of("pick()")),
        JOB.format(config=config_of('"${customer}"')),
        JOB.format(config=config_of('"sales_{customer}"')),
        JOB.format(config='{"ops": {"other": {"config": {"table": "users"}}}}'),
        PLAIN_JOB
        + f'late = ScheduleDefinition(job=run, cron_schedule="@daily", run_config={config_of("pick()")})',
        PLAIN_JOB + "@sensor(job=run)\ndef late(context):\n    return make_requests()\n",
    ],
    ids=[
        "nobody gives it",
        "computed",
        "a placeholder",
        "a placeholder in text",
        "given to another node",
        "a schedule computes it",
        "a sensor that is not understood",
    ],
)
def test_not_known(tmp_path: Path, text: str) -> None:
    found = analysis(tmp_path, text)
    assert only(found).decision != "asset"
    assert [fit.fit for fit in found.fits] == ["no"]


def test_the_reason_names_the_config(tmp_path: Path) -> None:
    found = analysis(tmp_path, PLAIN_JOB)
    assert "run config 'table'" in only(found).evidence[0].detail
    assert [(item.code, item.message) for item in found.diagnostics] == [
        ("AZ205", "load writes {config:table}, and nothing says what table is")
    ]


def test_the_jobs_own_config(tmp_path: Path) -> None:
    found = only(analysis(tmp_path, JOB.format(config=config_of('"users"'))))
    assert (found.decision, found.asset_key, found.confidence) == ("asset", ("users",), "likely")
    assert found.uses == ()
    assert not found.is_launch_given
    kinds = {item.kind: item for item in found.evidence}
    assert kinds["config"].detail == 'table = "users" in the config of the job run'
    assert kinds["config"].line == 13
    assert kinds["write"].line == 7


def test_one_op_in_three_jobs_writes_three_objects(tmp_path: Path) -> None:
    text = "".join(
        f"@job(config={config_of(repr(name))})\ndef {name}_job():\n    load()\n"
        for name in ("users", "orders", "items")
    )
    found = analysis(tmp_path, text)
    assert assets(found) == {
        ("users",): {"users_job"},
        ("orders",): {"orders_job"},
        ("items",): {"items_job"},
    }
    assert {fit.fit for fit in found.fits} == {"yes"}
    assert not found.diagnostics


def test_jobs_with_one_value_share_one_asset(tmp_path: Path) -> None:
    text = "".join(
        f"@job(config={config_of(repr('users'))})\ndef {name}():\n    load()\n" for name in ("one", "two")
    )
    found = analysis(tmp_path, text)
    assert assets(found) == {("users",): {"one", "two"}}
    assert only(found).uses == ()


def test_two_uses_in_one_job(tmp_path: Path) -> None:
    text = """
    @job(config={"ops": {"a": {"config": {"table": "first"}}, "b": {"config": {"table": "second"}}}})
    def run():
        load.alias("a")()
        load.alias("b")()
    """
    found = analysis(tmp_path, text)
    assert assets(found) == {("first",): {"run"}, ("second",): {"run"}}
    assert {use.path for item in found.outputs for use in item.uses} == {"a", "b"}


def test_only_some_jobs_say_it(tmp_path: Path) -> None:
    text = JOB.format(config=config_of('"users"')) + "@job\ndef other():\n    load()\n"
    found = analysis(tmp_path, text)
    assert assets(found) == {("users",): {"run"}}
    assert {fit.job.rpartition(":")[2]: fit.fit for fit in found.fits} == {"run": "yes", "other": "no"}


def test_the_schemas_tell_equal_tables_apart(tmp_path: Path) -> None:
    head = HEAD.replace('{"table": str}', '{"table": str, "schema": str}').replace(
        'save(context.op_config["table"])',
        'save(context.op_config["table"], schema=context.op_config["schema"])',
    )
    text = "".join(
        f'@job(config={{"ops": {{"load": {{"config": {{"table": "users", "schema": "{name}"}}}}}}}})\ndef {name}():\n    load()\n'
        for name in ("raw", "mart")
    )
    assert assets(analysis(tmp_path, text, head)) == {("raw", "users"): {"raw"}, ("mart", "users"): {"mart"}}


def test_a_schedule_alone_gives_it(tmp_path: Path) -> None:
    text = (
        PLAIN_JOB
        + f'late = ScheduleDefinition(job=run, cron_schedule="@daily", run_config={config_of(repr("users"))})'
    )
    found = only(analysis(tmp_path, text))
    assert found.asset_key == ("users",)
    assert found.is_launch_given
    assert any("in the run config of the schedule" in item.detail for item in found.evidence)


def test_a_schedule_that_says_what_the_job_says(tmp_path: Path) -> None:
    config = config_of(repr("users"))
    text = (
        JOB.format(config=config)
        + f'late = ScheduleDefinition(job=run, cron_schedule="@daily", run_config={config})'
    )
    found = analysis(tmp_path, text)
    assert assets(found) == {("users",): {"run"}}
    assert only(found).uses == ()
    assert not found.diagnostics


def test_each_trigger_makes_its_own(tmp_path: Path) -> None:
    text = PLAIN_JOB + "".join(
        f'{name} = ScheduleDefinition(name="{name}", job=run, cron_schedule="@daily", run_config={config_of(repr(name))})\n'
        for name in ("users", "orders")
    )
    found = analysis(tmp_path, text)
    assert assets(found) == {("users",): {"run"}, ("orders",): {"run"}}
    assert [fit.fit for fit in found.fits] == ["yes"]


DEFAULTS = """
import pandas as pd
from dagster import *

class Target(Config):
    schema_name: str = "raw"
    table: str = "users"

class Load(Config):
    target: Target = Target()

    @property
    def name(self) -> str:
        return f"{self.target.schema_name}.{self.target.table}"

def write(target: Target):
    pd.DataFrame().to_sql(target.table, "sqlite://", schema=target.schema_name)

"""


@pytest.mark.parametrize(
    "body",
    [
        'pd.DataFrame().to_sql(config.target.table, "sqlite://", schema=config.target.schema_name)',
        "write(config.target)",
        "sql = f'CREATE TABLE {config.name} AS SELECT 1'\n        connection.execute(sql)",
    ],
    ids=["fields", "a nested object handed on", "a property"],
)
def test_config_classes(tmp_path: Path, body: str) -> None:
    text = f"""
    @op
    def load(config: Load):
        {body}

    @job
    def by_default():
        load()

    @job(config=RunConfig(ops={{"load": Load(target=Target(table="orders"))}}))
    def given():
        load()
    """
    found = analysis(tmp_path, text, DEFAULTS)
    assert assets(found) == {("users",): {"by_default"}, ("orders",): {"given"}}
    assert {item.identity for item in found.outputs} == {"table:raw.users", "table:raw.orders"}


def test_defaults_hold_for_an_op_that_no_job_uses(tmp_path: Path) -> None:
    text = "@op\ndef load(config: Target):\n    write(config)\n"
    assert only(analysis(tmp_path, text, DEFAULTS)).asset_key == ("users",)


def test_a_loop_over_a_list_of_the_config(tmp_path: Path) -> None:
    head = HEAD.replace('{"table": str}', '{"tables": [str]}').replace(
        'save(context.op_config["table"])',
        'for name in context.op_config["tables"]:\n        save(name)',
    )
    text = (
        '@job(config={"ops": {"load": {"config": {"tables": ["load", "orders"]}}}})\ndef run():\n    load()\n'
    )
    found = analysis(tmp_path, text, head)
    written = {effect.identity for effect in found.effects}
    assert written == {"load", "orders"}


def test_dates_are_partitions_of_one_object(tmp_path: Path) -> None:
    text = """
    @op(config_schema={"day": str})
    def export(context):
        pd.DataFrame().to_csv(f"exports/{context.op_config['day']}/users.csv")

    @daily_partitioned_config(start_date="2024-01-01")
    def daily(start, _end):
        return {"ops": {"export": {"config": {"day": start.strftime("%Y-%m-%d")}}}}

    @job(config=daily)
    def run():
        export()
    """
    head = HEAD.partition("@op")[0]
    found = only(analysis(tmp_path, text, head))
    assert found.asset_key == ("users",)
    assert found.identity == "path:exports/{partition:start}/users.csv"


def test_the_date_of_a_tick_is_one_object(tmp_path: Path) -> None:
    text = PLAIN_JOB + dedent("""
        @schedule(job=run, cron_schedule="@daily")
        def late(context):
            day = context.scheduled_execution_time.strftime("%Y%m%d")
            return RunRequest(run_config={"ops": {"load": {"config": {"table": f"users_{day}"}}}})
        """)
    found = only(analysis(tmp_path, text))
    assert found.asset_key == ("users",)
    assert found.is_launch_given


VALUES = """
import pandas as pd
from dagster import *

@op(required_resource_keys={"globals"})
def load(context):
    pd.DataFrame().to_sql(context.resources.globals["table"], "sqlite://")

"""


@pytest.mark.parametrize(
    ("resource", "config", "key"),
    [
        ('make_values_resource(table=Field(str, default_value="users"))', "None", ("users",)),
        ("make_values_resource(table=str).configured({'table': 'users'})", "None", ("users",)),
        ("ResourceDefinition.hardcoded_resource({'table': 'users'})", "None", ("users",)),
        (
            'make_values_resource(table=Field(str, default_value="users"))',
            '{"resources": {"globals": {"config": {"table": "orders"}}}}',
            ("orders",),
        ),
        (
            "make_values_resource()",
            '{"resources": {"globals": {"config": {"table": "orders"}}}}',
            ("orders",),
        ),
        ("make_values_resource(table=str)", "None", ()),
    ],
)
def test_values_resources(tmp_path: Path, resource: str, config: str, key: tuple[str, ...]) -> None:
    text = f'globals_resource = {resource}\n@job(resource_defs={{"globals": globals_resource}}, config={config})\ndef run():\n    load()\n'
    assert only(analysis(tmp_path, text, VALUES)).asset_key == key


def test_a_resource_configured_by_the_job(tmp_path: Path) -> None:
    head = """
import pandas as pd
from dagster import *

class Warehouse(ConfigurableResource):
    schema_name: str = "dev"

    def save(self, name):
        pd.DataFrame().to_sql(name, "sqlite://", schema=self.schema_name)

@op
def load(warehouse: Warehouse):
    warehouse.save("users")

"""
    text = """
    @job(config={"resources": {"warehouse": {"config": {"schema_name": "prod"}}}})
    def run():
        load()

    defs = Definitions(jobs=[run], resources={"warehouse": Warehouse()})
    """
    assert only(analysis(tmp_path, text, head)).identity == "table:prod.users"


def test_reads_follow_the_config(tmp_path: Path) -> None:
    text = """
    @op(config_schema={"source": str, "target": str})
    def copy(context):
        rows = pd.read_sql("select * from " + context.op_config["source"], "sqlite://")
        rows.to_sql(context.op_config["target"], "sqlite://")

    @job(config={"ops": {"copy": {"config": {"source": "users", "target": "users_copy"}}}})
    def users():
        copy()

    @job(config={"ops": {"copy": {"config": {"source": "orders", "target": "orders_copy"}}}})
    def orders():
        copy()
    """
    found = analysis(tmp_path, text)
    deps = {item.key: item.deps for item in found.assets if item.kind == "materialized"}
    assert deps[("users_copy",)] == (("users",),)
    assert deps[("orders_copy",)] == (("orders",),)
