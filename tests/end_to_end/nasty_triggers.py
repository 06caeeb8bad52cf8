"""Schedules and sensors around a job, and what gives them their run config."""

from harness.cases import Run
from nasty_case import NastyCase
from nasty_texts import DEFS, HEAD

DAGSTER = """from dagster import (
    AssetKey, AssetMaterialization, DagsterRunStatus, DailyPartitionsDefinition, RunRequest, ScheduleDefinition, asset_sensor,
    build_schedule_from_partitioned_job, config_from_files, daily_partitioned_config, definitions, run_status_sensor, schedule, sensor,
)
"""
USERS = """
@op(config_schema={"n": int})
def build_users(context):
    note("build_users", context.op_config["n"])
    write_table("users", [context.op_config["n"]])

"""
JOB = """
@job
def main_job():
    build_users()

"""
MAIL = """
@op
def mail():
    note("mail")


@job
def mail_job():
    mail()

"""
MIDNIGHT = "2024-05-02T00:00:00+00:00"
YAML = (("run.yaml", "ops:\n  build_users:\n    config:\n      n: 3\n"),)

CASES: dict[str, NastyCase] = {
    "sensor_that_looks_for_a_failed_step": NastyCase(
        HEAD
        + USERS.replace('context.op_config["n"]', "1").replace('(config_schema={"n": int})', "")
        + JOB
        + """
from dagster import run_failure_sensor


@run_failure_sensor(monitored_jobs=[main_job])
def alert(context):
    if "build_users" in [event.step_key for event in context.get_step_failure_events()]:
        note("alert")


defs = Definitions(jobs=[main_job], sensors=[alert])
""",
        codes=("AZ329",),
    ),
    "sensor_that_takes_a_run_config_apart": NastyCase(
        HEAD
        + DAGSTER
        + USERS
        + JOB
        + MAIL
        + """
@run_status_sensor(run_status=DagsterRunStatus.SUCCESS, monitored_jobs=[main_job], request_job=mail_job)
def after(context):
    steps = context.dagster_run.run_config.get("ops", {})
    return RunRequest(str(steps.get("build_users")))


defs = Definitions(jobs=[main_job, mail_job], sensors=[after])
""",
        codes=("AZ329", "AZ301"),
    ),
    "two_run_configs_on_a_line": NastyCase(
        HEAD
        + DAGSTER
        + USERS
        + JOB
        + """
@schedule(job=main_job, cron_schedule="0 0 * * *")
def nightly():
    return [RunRequest("a", {"ops": {"build_users": {"config": {"n": 1}}}}), RunRequest("b", {"ops": {"build_users": {"config": {"n": 2}}}})]


defs = Definitions(jobs=[main_job], schedules=[nightly])
""",
        runs=(Run(schedule="nightly", at=MIDNIGHT),),
    ),
    "run_config_whose_steps_are_brought_together": NastyCase(
        HEAD
        + DAGSTER
        + """
@op(config_schema={"n": int})
def get_one(context):
    return context.op_config["n"]


@op(config_schema={"n": int})
def get_other(context):
    return context.op_config["n"]


@op(config_schema={"m": int})
def build_users(context, one):
    note("build_users", one, context.op_config["m"])
    write_table("users", [one])


@op(config_schema={"m": int})
def build_orders(context, other):
    note("build_orders", other, context.op_config["m"])
    write_table("orders", [other])


@job
def main_job():
    build_users(get_one())
    build_orders(get_other())


@schedule(job=main_job, cron_schedule="0 0 * * *")
def nightly():
    return {
        "ops": {
            "get_one": {"config": {"n": 1}},
            "get_other": {"config": {"n": 2}},
            "build_users": {"config": {"m": 3}},
            "build_orders": {"config": {"m": 4}},
        }
    }


defs = Definitions(jobs=[main_job], schedules=[nightly])
""",
        runs=(Run(schedule="nightly", at=MIDNIGHT),),
    ),
    "config_of_a_yaml_file": NastyCase(
        HEAD
        + DAGSTER
        + USERS
        + JOB.replace("@job", '@job(config=config_from_files(["run.yaml"]))')
        + "defs = Definitions(jobs=[main_job])\n",
        codes=("AZ340",),
        files=YAML,
    ),
    "schedule_that_reads_a_yaml_file": NastyCase(
        HEAD
        + DAGSTER
        + USERS
        + JOB
        + """
import yaml


@schedule(job=main_job, cron_schedule="0 0 * * *")
def nightly():
    with open("run.yaml") as file:
        return RunRequest(run_config=yaml.safe_load(file))


defs = Definitions(jobs=[main_job], schedules=[nightly])
""",
        codes=("AZ310",),
        files=YAML,
    ),
    "requests_built_by_a_helper": NastyCase(
        HEAD
        + DAGSTER
        + USERS
        + JOB
        + """
def request(n):
    return RunRequest(run_key=str(n), run_config={"ops": {"build_users": {"config": {"n": n}}}})


@sensor(job=main_job)
def watch():
    yield request(1)


defs = Definitions(jobs=[main_job], sensors=[watch])
""",
        runs=(Run(sensor="watch"),),
    ),
    "environment_chooses_the_job": NastyCase(
        HEAD
        + """
import os


@op(required_resource_keys={"shop"})
def build_users(context):
    note("build_users", context.resources.shop)
    write_table("users", ["a"])


@graph
def etl():
    build_users()


local_job = etl.to_job(name="local_job", resource_defs={"shop": ResourceDefinition.hardcoded_resource("local")})
prod_job = etl.to_job(name="prod_job", resource_defs={"shop": ResourceDefinition.hardcoded_resource("prod")})
defs = Definitions(jobs=[prod_job] if os.environ.get("SHOP") == "prod" else [local_job])
""".replace("import os", "import os\n\nfrom dagster import ResourceDefinition"),
        codes=("AZ311",),
    ),
    "config_of_a_helper_and_a_sensor_of_two_jobs": NastyCase(
        HEAD
        + DAGSTER
        + USERS
        + JOB
        + """
@op
def build_orders():
    note("build_orders")
    write_table("orders", [1])


@job
def orders_job():
    build_orders()


def given(n):
    return {"ops": {"build_users": {"config": {"n": n}}}}


@schedule(job_name="main_job", cron_schedule="0 0 * * *")
def nightly(context):
    return RunRequest(run_config=given(context.scheduled_execution_time.day))


@sensor(jobs=[main_job, orders_job])
def watch():
    yield RunRequest(job_name="main_job", run_key="1", run_config={"ops": {"build_users": {"config": {"n": 4}}}})
    yield RunRequest(job_name=orders_job.name, run_key="2")


defs = Definitions(jobs=[main_job, orders_job], schedules=[nightly], sensors=[watch])
""",
        jobs=("main_job", "orders_job"),
        runs=(Run(schedule="nightly", at=MIDNIGHT), Run(sensor="watch")),
    ),
    "sensors_of_the_asset_and_of_the_run": NastyCase(
        HEAD
        + DAGSTER
        + """
@op
def build_users(context):
    note("build_users")
    write_table("users", ["a"])
    context.log_event(AssetMaterialization("users", metadata={"rows": 1}))

"""
        + JOB
        + MAIL
        + """
@asset_sensor(asset_key=AssetKey("users"), job=mail_job)
def watch(context, event):
    return RunRequest(run_key=str(event.dagster_event.event_specific_data.materialization.metadata["rows"].value))


@run_status_sensor(run_status=DagsterRunStatus.SUCCESS, monitored_jobs=[main_job], request_job=mail_job)
def after_main(context):
    return RunRequest(run_key=context.dagster_run.run_id)


defs = Definitions(jobs=[main_job, mail_job], sensors=[watch, after_main])
""",
        codes=("AZ301",),
        refused=1,
        runs=(Run(job="main_job"), Run(sensor="watch")),
    ),
    "partitions_below_the_op_in_merged_definitions": NastyCase(
        HEAD
        + DAGSTER
        + """
@op
def build_users(context):
    note("build_users", context.partition_key)
    write_table("users", [context.partition_key])


# Three days are enough.
daily = DailyPartitionsDefinition("2024-05-01", end_date="2024-05-04")


@job(partitions_def=daily)
def main_job():
    build_users()


nightly = build_schedule_from_partitioned_job(main_job)


@definitions
def defs():
    triggers = Definitions(schedules=[nightly])
    return Definitions.merge(
        Definitions(jobs=[main_job]),
        triggers,
    )
""",
        runs=(Run(schedule="main_job_schedule", at=MIDNIGHT), Run(job="main_job", partition="2024-05-02")),
    ),
    "inputs_that_run_config_gives": NastyCase(
        HEAD
        + DAGSTER
        + """
@op
def fetch(url: str):
    note("fetch", url)
    return url


@op
def store(rows, suffix: str):
    note("store", rows, suffix)
    write_table("users", [rows, suffix])


@job(config={"ops": {"fetch": {"inputs": {"url": "a"}}, "store": {"inputs": {"suffix": {"value": "z"}}}}})
def main_job():
    store(fetch())


@schedule(job=main_job, cron_schedule="0 0 * * *")
def nightly():
    return {"ops": {"fetch": {"inputs": {"url": "b"}}, "store": {"inputs": {"suffix": "y"}}}}


defs = Definitions(jobs=[main_job], schedules=[nightly])
""",
        runs=(Run(job="main_job"), Run(schedule="nightly", at=MIDNIGHT)),
    ),
    "partitions_below_the_op_that_rest_on_what_is_set_between": NastyCase(
        """import settings_of_shop
from dagster import DailyPartitionsDefinition
"""
        + HEAD
        + """
@op
def build_users(context):
    note("build_users", context.partition_key)
    write_table("users", [context.partition_key])


settings_of_shop.START = "2024-01-01"
daily = DailyPartitionsDefinition(settings_of_shop.START)


@job(partitions_def=daily)
def main_job():
    build_users()
"""
        + DEFS,
        files=(("settings_of_shop.py", 'START = "2025-01-01"\n'),),
        runs=(Run(job="main_job", partition="2024-01-02"),),
    ),
    "partitions_made_in_place": NastyCase(
        """import dagster as dg
"""
        + HEAD
        + """
@op
def fetch(context):
    note("fetch", context.partition_key)
    return context.partition_key


@op
def build_users(day):
    note("build_users", day)
    write_table("users", [day])


@op
def build_orders(context):
    note("build_orders", context.partition_key)
    write_table("orders", [context.partition_key])


@job(
    partitions_def=dg.DailyPartitionsDefinition(
        start_date="2024-01-01",
        timezone="Europe/Berlin",
    )
)
def main_job():
    build_users(fetch())
    build_orders()


nightly = dg.build_schedule_from_partitioned_job(main_job, name="nightly")
defs = Definitions(jobs=[main_job], schedules=[nightly])
""",
        runs=(Run(job="main_job", partition="2024-01-02"), Run(schedule="nightly", at=MIDNIGHT)),
    ),
}
