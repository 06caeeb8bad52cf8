"""Ops that run once for each element of a dynamic output, and write."""

from harness.cases import Run
from nasty_case import NastyCase
from nasty_texts import DEFS, HEAD

DAGSTER = "from dagster import DynamicOut, DynamicOutput, StaticPartitionsDefinition\n"
SPLIT = """
@op(out=DynamicOut())
def split():
    for number in range(3):
        yield DynamicOutput(number, mapping_key=str(number))

"""
PART = """
@op
def build_users(number):
    note("build_users")
    write_table("users", [number])

"""
TABLE = """
@op
def build_users():
    note("build_users")
    write_table("users", [1])

"""
TELL = """
@op
def tell(number):
    note("tell")

"""
AFTER = SPLIT.replace("split()", "split(users)")
LATE = """
@op
def tell(number, users):
    note("tell")

"""


def job(*lines: str, arguments: str = "") -> str:
    return "\n".join([f"@job{arguments}", "def main_job():", *(f"    {line}" for line in lines), "\n"])


CASES: dict[str, NastyCase] = {
    "written_by_elements": NastyCase(
        HEAD + DAGSTER + SPLIT + PART + job("# one by one", "parts = split()", "parts.map(build_users)") + DEFS
    ),
    "written_by_no_elements": NastyCase(
        HEAD + DAGSTER + SPLIT.replace("range(3)", "range(0)") + PART + job("split().map(build_users).collect()") + DEFS
    ),
    "written_by_elements_of_a_partition": NastyCase(
        HEAD + DAGSTER + SPLIT + PART
        + job("split().map(build_users)", arguments='(partitions_def=StaticPartitionsDefinition(["a", "b"]))') + DEFS,
        runs=(Run(job="main_job", partition="a"),),
    ),
    "written_by_elements_beside_another_table": NastyCase(
        HEAD + DAGSTER + SPLIT + PART + PART.replace("users", "orders")
        + job("parts = split()", "parts.map(build_users)", "parts.map(build_orders)") + DEFS,
        codes=("AZ306",),
    ),
    "told_by_elements_after_the_table": NastyCase(
        HEAD + DAGSTER + AFTER + TABLE + TELL + job("split(build_users()).map(tell)") + DEFS
    ),
    "told_by_elements_that_do_not_wait_for_the_table": NastyCase(
        HEAD + DAGSTER + SPLIT + TABLE + LATE + job("users = build_users()", "split().map(lambda number: tell(number, users))") + DEFS,
        codes=("AZ318",),
    ),
    "elements_handed_on_by_keyword": NastyCase(
        HEAD + DAGSTER.replace("DynamicOut,", "DynamicOut, In,") + SPLIT + TELL
        + """
@op(ins={"found": In(list)})
def clear(context, **given):
    note("clear", len(given["found"]))
    return 1


@op
def build_users(context, cleared, found):
    write_table("users", found)

"""
        + job("found = split().map(tell).collect()", "build_users(clear(found), found)") + DEFS
    ),
}  # fmt: skip
