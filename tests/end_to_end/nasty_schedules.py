"""Schedules that functions make, computed names, and asset jobs that select what a loader found."""

from harness.cases import Run
from nasty_case import NastyCase
from nasty_texts import DEFS, HEAD

DAGSTER = """import inspect

from dagster import ScheduleDefinition, define_asset_job, load_assets_from_modules
"""
USERS = """
@op
def build_users():
    note("build_users")
    write_table("users", [1])

"""
JOB = """
@job
def main_job():
    build_users()

"""
AT = """
def at(job, cron_schedule, run_config=None):
    return ScheduleDefinition(name=f"{job.name}_nightly", job=job, cron_schedule=cron_schedule, run_config=run_config)


"""
SCHEDULED = """
nightly = at(main_job, "0 0 * * *")
defs = Definitions(jobs=[main_job], schedules=[nightly])
"""
RUNS = (Run(job="main_job"), Run(schedule="main_job_nightly", at="2024-05-02T00:00:00+00:00"))
TITLE = """
def title(table):
    return inspect.stack()[1].frame.f_globals["__name__"] + "__" + table


"""
ORDERS = (
    (
        "orders.py",
        'from dagster import asset\nfrom storage import write_table\n\n\n@asset\ndef orders():\n    write_table("orders", [2])\n',
    ),
    (
        "loaded.py",
        "import orders\nfrom dagster import load_assets_from_modules\n\nfound = load_assets_from_modules([orders])\n",
    ),
)
SELECTED = """
orders_job = define_asset_job("orders_job", selection=found)
defs = Definitions(assets=found, jobs=[main_job, orders_job])
"""

CASES: dict[str, NastyCase] = {
    "schedule_of_a_function": NastyCase(HEAD + DAGSTER + USERS + JOB + AT + SCHEDULED, runs=RUNS),
    "schedule_of_a_function_elsewhere": NastyCase(
        HEAD + "from scheduling import at\n" + USERS + JOB + SCHEDULED,
        files=(("scheduling.py", "from dagster import ScheduleDefinition\n" + AT),),
        runs=RUNS,
    ),
    "schedule_of_a_function_with_run_config": NastyCase(
        HEAD + DAGSTER + USERS + JOB + AT
        + 'nightly = at(main_job, "0 0 * * *", {"ops": {"build_users": {}}})\ndefs = Definitions(jobs=[main_job], schedules=[nightly])\n',
        codes=("AZ302", "AZ309"),
        runs=RUNS,
    ),
    "schedule_of_a_function_that_keeps_the_job": NastyCase(
        HEAD + DAGSTER + USERS + JOB + "SEEN = []\n" + AT.replace("    return", "    SEEN.append(job)\n    return") + SCHEDULED,
        codes=("AZ309",),
        runs=RUNS,
    ),
    "job_of_a_computed_name": NastyCase(
        HEAD + DAGSTER + TITLE + USERS + JOB.replace("@job", '@job(name=title("users"), tags={"team": "web"})') + DEFS,
        runs=(Run(job="shop__users"),),
    ),
    "job_of_a_graph_under_a_computed_name": NastyCase(
        HEAD + DAGSTER + TITLE + USERS
        + '@graph\ndef users_graph():\n    build_users()\n\n\nmain_job = users_graph.to_job(title("users"), description=title("d"))\n'
        + DEFS,
        runs=(Run(job="shop__users"),),
    ),
    "graph_of_a_computed_name": NastyCase(
        HEAD + DAGSTER + TITLE + USERS
        + '@graph(name=title("users"))\ndef users_graph():\n    build_users()\n\n\nmain_job = users_graph.to_job()\n' + DEFS,
        codes=("AZ302",),
        runs=(Run(job="shop__users"),),
    ),
    "schedule_of_a_computed_name": NastyCase(
        HEAD + DAGSTER + TITLE + USERS + JOB
        + 'nightly = ScheduleDefinition(name=title("nightly"), job=main_job, cron_schedule="0 0 * * *")\n'
        + "defs = Definitions(jobs=[main_job], schedules=[nightly])\n",
        runs=(Run(job="main_job"), Run(schedule="shop__nightly", at="2024-05-02T00:00:00+00:00")),
    ),
    "asset_job_of_what_a_loader_found": NastyCase(
        HEAD + DAGSTER + "from loaded import *\n" + USERS + JOB + SELECTED,
        files=ORDERS,
        runs=(Run(job="main_job"), Run(job="orders_job")),
    ),
    "asset_job_of_what_a_loader_finds_beside_the_op": NastyCase(
        HEAD + DAGSTER + "from loaded import found\nfrom orders import build_users\n" + JOB + SELECTED,
        codes=("AZ312",),
        files=((ORDERS[0][0], "from dagster import op\nfrom storage import note\n" + ORDERS[0][1] + USERS), ORDERS[1]),
        runs=(Run(job="main_job"), Run(job="orders_job")),
    ),
}  # fmt: skip
