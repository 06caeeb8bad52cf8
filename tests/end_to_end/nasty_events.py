"""Events that ops report themselves."""

from nasty_case import NastyCase
from nasty_texts import DEFS, HEAD

OUTPUT_HOOK = """from dagster import Output, success_hook


@success_hook
def told(context):
    note("told", sorted(context.op_output_values.items()))


@op(out={"users": Out()})
def build_users():
    write_table("users", ["a"])
    yield Output(1, "users", metadata={"rows": 1})


@job(hooks={told})
def main_job():
    build_users()
"""

CASES: dict[str, NastyCase] = {
    "hook_that_takes_outputs_by_name": NastyCase(HEAD + OUTPUT_HOOK + DEFS, codes=("AZ328",)),
    "hook_that_takes_an_output_without_a_name": NastyCase(
        HEAD
        + OUTPUT_HOOK.replace('out={"users": Out()}', "")
        .replace('(1, "users", ', "(1, ")
        .replace("op()", "op")
        + DEFS
    ),
    "output_with_its_name_and_metadata": NastyCase(
        HEAD + OUTPUT_HOOK.replace("sorted(context.op_output_values.items())", "1") + DEFS
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
    "report_with_a_description_beside_that_of_the_op": NastyCase(
        """from dagster import AssetMaterialization
"""
        + HEAD
        + """
@op
def build_users(context):
    \"\"\"Writes a table.\"\"\"
    rows = 3
    write_table("users", ["a"])
    context.log_event(
        AssetMaterialization(
            "users",
            description=f"{rows} users",
            partition=context.get_mapping_key(),
            metadata={"rows": rows},
        )
    )


@job
def main_job():
    build_users()
"""
        + DEFS
    ),
    "report_for_each_mapped_element": NastyCase(
        """from dagster import AssetMaterialization, DynamicOut, DynamicOutput
"""
        + HEAD
        + """
@op(out=DynamicOut())
def names():
    yield DynamicOutput("a", mapping_key="a")
    yield DynamicOutput("b", mapping_key="b")


@op
def build_users(context, name):
    write_table("users", [name])
    context.log_event(AssetMaterialization("users", partition=context.get_mapping_key(), metadata={"name": name}))
    return name


@op
def count(found):
    note("count", len(found))


@job
def main_job():
    count(names().map(build_users).collect())
"""
        + DEFS,
        codes=("AZ318", "AZ320"),
    ),
}
