"""Projects that are written to trip an upgrade: the text of ``shop.py``, and what becomes of its jobs."""

from dataclasses import dataclass

from nasty_texts import DEFS, FILES, HEAD, TWO, TWO_OPS, VALUES


@dataclass(frozen=True)
class NastyCase:
    """``files`` besides ``shop.py`` and ``storage.py``; ``codes``: why jobs are refused, empty when all are upgraded."""

    text: str
    codes: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ("main_job",)
    files: tuple[tuple[str, str], ...] = ()
    encoding: str = "utf-8"


def _reserved(name: str) -> NastyCase:
    return NastyCase(HEAD + TWO.replace("users", name) + DEFS)


CASES: dict[str, NastyCase] = {
    "one_asset_for_two_parameters": NastyCase(
        HEAD
        + VALUES
        + """

@op
def build_totals(one, other):
    note("build_totals", one, other)
    write_table("totals", [one, other])


@job
def main_job():
    limits = build_limits(get())
    build_totals(limits, limits)
"""
        + DEFS
    ),
    "a_value_and_its_order_in_one_graph": NastyCase(
        HEAD
        + VALUES
        + """

@op(ins={"start": In(Nothing)})
def build_totals(values):
    note("build_totals", values)
    write_table("totals", values)


@job
def main_job():
    limits = build_limits(get())
    build_totals(values=take(limits), start=limits)
"""
        + DEFS
    ),
    "one_asset_loaded_by_two_io_managers": NastyCase(
        HEAD
        + FILES
        + """

@op(ins={"users": In(input_manager_key="more_files"), "again": In()})
def build_orders(users, again):
    note("build_orders", users, again)
    write_table("orders", users)


@job(resource_defs={"files": files, "more_files": more_files})
def main_job():
    users = build_users()
    build_orders(users, users)
"""
        + DEFS,
        codes=("AZ330",),
    ),
    "a_list_of_one": NastyCase(
        HEAD
        + VALUES
        + """

@job
def main_job():
    build_limits(take([get()]))
"""
        + DEFS
    ),
    "a_list_of_one_around_a_graph_input": NastyCase(
        HEAD
        + VALUES
        + """

@op
def build_prices(given):
    note("build_prices", given)
    write_table("prices", [given])


@graph
def part(given):
    build_prices(given)
    return take([given])


@job
def main_job():
    build_limits(part(get()))
"""
        + DEFS
    ),
    "a_list_of_one_asset": NastyCase(
        HEAD
        + VALUES
        + """

@op
def build_totals(values, one):
    note("build_totals", values, one)
    write_table("totals", values)


@job
def main_job():
    limits = build_limits(get())
    build_totals([limits], limits)
"""
        + DEFS
    ),
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
    "an_asset_and_a_transient_in_one_list": NastyCase(
        HEAD
        + VALUES
        + """

@op
def build_totals(values):
    note("build_totals", values)
    write_table("totals", values)


@job
def main_job():
    given = get()
    build_totals([build_limits(given), given])
"""
        + DEFS,
        codes=("AZ321",),
    ),
    "an_op_used_twice_in_one_graph_asset": NastyCase(
        HEAD
        + VALUES
        + """

@op
def build_totals(one, other):
    note("build_totals", one, other)
    write_table("totals", [one, other])


@job
def main_job():
    build_totals(get(), get.alias("get_again")())
"""
        + DEFS
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
    "table_named_class": _reserved("class"),
    "table_named_type": _reserved("type"),
    "table_named_dict": _reserved("dict"),
    "star_import": NastyCase("from dagster import *\n" + HEAD.partition("\n")[2] + TWO + DEFS),
    "asset_name_is_taken": NastyCase(
        HEAD.replace("asset, ", "") + "asset = 3\ndefine_asset_job = 4\n" + TWO + DEFS
    ),
    "noun_is_a_variable": NastyCase(
        HEAD + 'users = ["a"]\n' + TWO.replace('"users", ["a"]', '"users", users') + DEFS
    ),
    "noun_is_a_global": NastyCase(
        HEAD
        + "users = None\n"
        + TWO.replace(
            '    write_table("users", ["a"])',
            '    global users\n    users = ["a"]\n    write_table("users", users)',
        )
        + DEFS
    ),
    "noun_is_an_import": NastyCase(
        HEAD + "import json\n" + TWO.replace("users", "json").replace('["a"]', "[json.dumps(1)]") + DEFS
    ),
    "job_is_named_like_its_table": NastyCase(
        HEAD + TWO.replace("main_job", "users") + DEFS.replace("main_job", "users"), ("AZ322",), ("users",)
    ),
    "decorator_around_the_op": NastyCase(
        HEAD + "def loud(function):\n    return function\n\n" + TWO.replace("@op\n", "@loud\n@op\n") + DEFS
    ),
    "op_reads_its_name": NastyCase(
        HEAD
        + TWO.replace("def build_users():", "def build_users(context):").replace(
            'note("build_users")', 'note("build_users", context.op.name)'
        )
        + DEFS
    ),
    "default_argument_that_is_wired": NastyCase(
        HEAD
        + VALUES
        + """

@op
def build_totals(values=3):
    note("build_totals", values)
    write_table("totals", [values])


@job
def main_job():
    build_totals(build_limits(get()))
"""
        + DEFS
    ),
    "none_is_taken_as_a_value": NastyCase(
        HEAD
        + TWO_OPS.replace('@op(ins={"start": In(Nothing)})', "@op").replace(
            "build_orders():", "build_orders(users):"
        )
        + """

@job
def main_job():
    build_orders(build_users())
"""
        + DEFS
    ),
    "none_is_taken_as_a_value_beside_a_side_effect": NastyCase(
        HEAD
        + TWO_OPS.replace('@op(ins={"start": In(Nothing)})', "@op").replace(
            "build_orders():", "build_orders(users):"
        )
        + """

@op
def notify(users):
    note("notify", users)


@job
def main_job():
    users = build_users()
    notify(users)
    build_orders(users)
"""
        + DEFS
    ),
    "metadata_that_changes_after_the_report": NastyCase(
        HEAD
        + """from dagster import AssetMaterialization


@op
def build_users(context):
    rows = ["a"]
    write_table("users", rows)
    context.log_event(AssetMaterialization("users", metadata={"rows": rows}))
    rows.append("b")


@job
def main_job():
    build_users()
"""
        + DEFS,
        codes=("AZ404",),
    ),
    "a_report_beside_another_event_and_no_output": NastyCase(
        HEAD
        + """from dagster import AssetMaterialization, ExpectationResult


@op(out=Out(Nothing))
def build_users():
    write_table("users", ["a"])
    yield AssetMaterialization("users", metadata={"rows": 1})
    yield ExpectationResult(success=True, label="filled")


@job
def main_job():
    build_users()
"""
        + DEFS
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
    "retries_of_the_job_reach_inner_ops": NastyCase(
        HEAD
        + """
@op
def fetch():
    note("fetch")
    if attempt("fetch") == 1:
        raise OSError("not yet")
    return 1


@op
def build_users(given):
    note("build_users", given)
    write_table("users", [given])


@job(op_retry_policy=RetryPolicy(max_retries=1))
def main_job():
    build_users(fetch())
"""
        + DEFS
    ),
    "one_line_bodies": NastyCase(
        HEAD
        + """
@op
def build_users(): note("build_users"); write_table("users", ["a"])

@job
def main_job(): build_users()
"""
        + DEFS
    ),
    "semicolons_and_continued_lines": NastyCase(
        HEAD
        + TWO.replace("build_orders(start=", "build_orders \\\n        (start=").replace(
            'note("build_users")\n    ', 'note("build_users"); '
        )
        + "\nfirst = 1; defs = Definitions(jobs=[main_job]); last = 2\n"
    ),
    "crlf": NastyCase((HEAD + TWO + DEFS).replace("\n", "\r\n")),
    "tabs": NastyCase((HEAD + TWO + DEFS).replace("    ", "\t")),
    "byte_order_mark": NastyCase(HEAD + TWO.replace('"a"', '"é"') + DEFS, encoding="utf-8-sig"),
    "latin_1": NastyCase(
        "# -*- coding: latin-1 -*-\n" + HEAD + TWO.replace('"a"', '"é"') + DEFS, encoding="latin-1"
    ),
    "condition_in_the_job": NastyCase(
        HEAD
        + "import os\n"
        + TWO_OPS
        + """

@job
def main_job():
    users = build_users()
    if os.environ.get("ORDERS"):
        build_orders(start=users)
"""
        + DEFS,
        codes=("AZ302",),
    ),
    "op_is_defined_twice": NastyCase(
        HEAD + TWO_OPS.partition("@op(ins")[0].replace('"a"', '"first"') + TWO + DEFS, ("AZ302",)
    ),
}
