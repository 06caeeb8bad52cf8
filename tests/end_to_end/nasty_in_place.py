"""Jobs that are made where they are listed, and config of resources that a repository's asset jobs do not take."""

from harness.cases import Run
from nasty_case import NastyCase
from nasty_texts import HEAD

MADE = (
    HEAD
    + """
from dagster import RunRequest, ScheduleDefinition, repository, resource, schedule, sensor


@resource(config_schema={"path": str})
def store(context):
    return context.resource_config["path"]


@resource(config_schema={"url": str})
def unneeded(context):
    return context.resource_config["url"]


@resource(config_schema={"name": str}, required_resource_keys={"store"})
def shelf(context):
    return context.resource_config["name"] + context.resources.store


@op(required_resource_keys={"shelf"})
def build_users(context):
    note("build_users", context.resources.shelf)
    write_table("users", ["a"])


@op(config_schema={"number": int})
def build_days(context):
    note("build_days", context.op_config["number"])
    write_table("days", [context.op_config["number"]])


@graph
def main_job():
    build_users()


@graph
def other_job():
    build_days()


RESOURCES = {"store": store, "unneeded": unneeded, "shelf": shelf}
CONFIG = {
    "resources": {
        "store": {"config": {"path": "x"}},
        "unneeded": {"config": {"url": "y"}},
        "shelf": {"config": {"name": "z"}},
    }
}
SETTINGS = {"resource_defs": RESOURCES, "config": CONFIG}
"""
)
TIMED = """
every_day = ScheduleDefinition(name="every_day", job=main_job.to_job(**SETTINGS), cron_schedule="@daily")
"""
NOON = "2024-05-02T00:00:00+00:00"

CASES: dict[str, NastyCase] = {
    "one_job_made_twice_in_a_repository": NastyCase(
        MADE + TIMED + "\n\n@repository\ndef shop():\n    return [main_job.to_job(**SETTINGS), every_day]\n",
        jobs=("main_job", "main_job"),
        runs=(Run(job="main_job"), Run(schedule="every_day", at=NOON)),
    ),
    "two_jobs_of_one_name_in_a_repository": NastyCase(
        MADE
        + TIMED
        + '\n\n@repository\ndef shop():\n    return [main_job.to_job(tags={"a": "b"}, **SETTINGS), every_day]\n',
        codes=("AZ303",),
    ),
    "one_job_made_twice_in_definitions": NastyCase(
        MADE + TIMED + "\n\ndefs = Definitions(jobs=[main_job.to_job(**SETTINGS)], schedules=[every_day])\n",
        codes=("AZ303",),
    ),
    "list_of_made_jobs_that_is_looked_at": NastyCase(
        MADE
        + """

@repository
def shop():
    jobs = [main_job.to_job(**SETTINGS)]
    note(*[job.graph.name for job in jobs])
    return jobs
""",
        codes=("AZ303",),
    ),
    "jobs_made_on_one_line_beside_names_of_their_assets": NastyCase(
        MADE
        + """

@repository
def shop():
    users, days = "users", "days"
    return [main_job.to_job(**SETTINGS), other_job.to_job(name="second", config={"ops": {"build_days": {"config": {"number": 1}}}})]
""",
        jobs=("main_job", "second"),
    ),
    "jobs_made_for_a_sensor_and_a_schedule": NastyCase(
        MADE
        + """

@sensor(job=other_job.to_job(name="sensed"))
def seen(context):
    yield RunRequest(run_key="1", run_config={"ops": {"build_days": {"config": {"number": 4}}}})


@schedule(job=other_job.to_job(name="timed"), cron_schedule="@daily")
def timed_daily(context):
    return {"ops": {"build_days": {"config": {"number": 5}}}}


defs = Definitions(sensors=[seen], schedules=[timed_daily])
""",
        jobs=("sensed", "timed"),
        runs=(Run(sensor="seen"), Run(schedule="timed_daily", at=NOON)),
    ),
    "named_job_with_config_of_an_unneeded_resource": NastyCase(
        MADE
        + """
nightly = main_job.to_job(name="nightly", resource_defs=RESOURCES, config={"resources": {**CONFIG["resources"]}})


@repository
def shop():
    return [nightly]
""",
        jobs=("nightly",),
    ),
    "schedule_with_config_of_an_unneeded_resource": NastyCase(
        MADE
        + """

@schedule(job=main_job.to_job(resource_defs=RESOURCES), cron_schedule="@daily")
def timed_daily(context):
    return CONFIG


@repository
def shop():
    return [timed_daily]
""",
        codes=("AZ310",),
        runs=(Run(schedule="timed_daily", at=NOON),),
    ),
}
