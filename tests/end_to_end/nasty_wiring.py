"""How ops hand on values and order."""

from nasty_case import NastyCase
from nasty_texts import DEFS, FILES, HEAD, TWO_OPS, VALUES

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
    "static_methods_and_aliases_through_a_module": NastyCase(
        "import parts\n\n"
        + HEAD
        + """
class Steps:
    @staticmethod
    @op
    def build_users(one, other):
        note("build_users", one, other)
        write_table("users", [one, other])


@job
def main_job():
    Steps.build_users(parts.get.alias("first")(), parts.get.alias("second")())
"""
        + DEFS,
        files=(
            (
                "parts.py",
                """from dagster import op
from journal import note


@op
def get():
    note("get")
    return 1
""",
            ),
        ),
    ),
}
