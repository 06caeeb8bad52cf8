"""Lists of jobs, loaders, decorators and imports around a job."""

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
}
