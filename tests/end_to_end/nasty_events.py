"""Events that ops report themselves."""

from nasty_case import NastyCase
from nasty_texts import DEFS, HEAD

CASES: dict[str, NastyCase] = {
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
        codes=("AZ320",),
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
    "one_report_in_two_jobs_with_their_own_config": NastyCase(
        """from dagster import AssetMaterialization
"""
        + HEAD
        + """
@op(config_schema={"number": int})
def build_users(context):
    number = context.op_config["number"]
    note("build_users", number)
    write_table("users", [number])
    context.log_event(AssetMaterialization(asset_key="users", metadata={"number": number}))


@graph
def users_graph():
    build_users()


main_job = users_graph.to_job(name="main_job", config={"ops": {"build_users": {"config": {"number": 1}}}})
other_job = users_graph.to_job(name="other_job", config={"ops": {"build_users": {"config": {"number": 2}}}})
defs = Definitions(jobs=[main_job, other_job])
""",
        jobs=("main_job", "other_job"),
    ),
}
