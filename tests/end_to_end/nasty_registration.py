"""Lists of jobs, loaders, decorators and imports around a job."""

from harness.cases import Run
from nasty_case import NastyCase
from nasty_texts import DEFS, HEAD, TWO

CASES: dict[str, NastyCase] = {
    "a_list_of_jobs": NastyCase(
        HEAD + TWO + "\n\nJOBS = [main_job]\n" + DEFS.replace("[main_job]", "[*JOBS]")
    ),
    "a_list_of_jobs_that_something_else_uses": NastyCase(
        HEAD
        + TWO
        + "\n\nJOBS = [main_job]\nNAMES = [job.graph for job in JOBS]\n"
        + DEFS.replace("[main_job]", "JOBS"),
        codes=("AZ309",),
    ),
    "loader_with_a_key_prefix": NastyCase(
        HEAD
        + "from dagster import load_assets_from_current_module\n"
        + TWO
        + """

@asset
def report():
    note("report")


defs = Definitions(assets=load_assets_from_current_module(key_prefix="shop"), jobs=[main_job])
""",
        codes=("AZ311",),
    ),
    "loader_of_this_module": NastyCase(
        HEAD
        + "from dagster import load_assets_from_current_module\n"
        + TWO
        + """

@asset
def report():
    note("report")


defs = Definitions(assets=load_assets_from_current_module(), jobs=[main_job])
"""
    ),
    "star_import": NastyCase("from dagster import *\n" + HEAD.partition("\n")[2] + TWO + DEFS),
    "decorator_around_the_op": NastyCase(
        HEAD + "def loud(function):\n    return function\n\n" + TWO.replace("@op\n", "@loud\n@op\n") + DEFS
    ),
    "circle_of_imports": NastyCase(
        """\
from dagster import Definitions
from first import main_job

defs = Definitions(jobs=[main_job])
""",
        files=(
            (
                "first.py",
                HEAD
                + """from second import build_orders


@op
def build_users():
    note("build_users")
    write_table("users", [1])
    return [1]


@op
def build_report(orders):
    note("build_report", orders)
    write_table("report", orders)


@job
def main_job():
    build_report(build_orders(build_users()))
""",
            ),
            (
                "second.py",
                HEAD
                + """
@op
def build_orders(some_users):
    note("build_orders", some_users)
    write_table("orders", [1])
    return [2]
""",
            ),
        ),
    ),
    "jobs_that_disagree_on_a_resource": NastyCase(
        HEAD
        + "from dagster import resource\n\n\n@resource\ndef one(_):\n    return 1\n\n\n@resource\ndef two(_):\n    return 2\n\n"
        + "".join(
            f"""
@op(required_resource_keys={{"db"}})
def build_{name}(context):
    write_table("{name}", [context.resources.db])


@job(resource_defs={{"db": {resource}}})
def {name}_job():
    build_{name}()

"""
            for name, resource in (("users", "one"), ("orders", "two"), ("pages", "one"))
        )
        + "\ndefs = Definitions(jobs=[users_job, orders_job, pages_job])\n",
        codes=("AZ313",),
        jobs=("users_job", "pages_job"),
        runs=(Run(job="users_job"), Run(job="orders_job"), Run(job="pages_job")),
        refused=1,
    ),
    "lists_in_the_list_of_a_repository": NastyCase(
        HEAD
        + """from dagster import ScheduleDefinition, repository

@op
def build_users():
    note("build_users")
    write_table("users")


@job
def main_job():
    build_users()


@repository
def shop():
    definitions = [
        [main_job],
        [ScheduleDefinition(job=main_job, cron_schedule="0 0 * * *")],
    ]
    return definitions
"""
    ),
}
