"""Each reason to leave a job alone, on the smallest project that has it; and the same project without it is upgraded."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.analyzer.codes.planning import PLANNING
from assetize.codemods.plan import PlanOptions, make_plan

HEAD = """
import pandas as pd
from dagster import *
import dagster as dg

def save(name):
    pd.DataFrame().to_sql(name, "sqlite://")
"""

MAKE = """
@dg.op
def make_users():
    save("users")
"""
JOB = """
@dg.job
def users_job():
    make_users()
"""
DEFS = """
defs = dg.Definitions(jobs=[users_job])
"""
PLAIN = MAKE + JOB + DEFS

REFUSED = {
    "AZ301": MAKE.replace('save("users")', "pass") + JOB + DEFS,
    "AZ302": MAKE + JOB.replace("make_users()", "[make_users() for x in fetch()]") + DEFS,
    "AZ303": MAKE
    + """
@dg.graph
def etl():
    make_users()

def make_job():
    return etl.to_job(name="users_job")

defs = dg.Definitions(jobs=[make_job(), etl.to_job(name="other_job")])
""",
    "AZ304": MAKE + JOB.replace("@dg.job", "@dg.job(logger_defs={})") + DEFS,
    "AZ305": MAKE + JOB.replace("make_users()", 'make_users.tag({"a": "b"})()') + DEFS,
    "AZ306": """
@dg.op(out=dg.DynamicOut())
def names():
    yield dg.DynamicOutput("users", "users")

@dg.op
def make_users(name):
    save("users")

@dg.job
def users_job():
    names().map(make_users)
"""
    + DEFS,
    "AZ307": MAKE.replace("@dg.op", "@dg.op(out=dg.Out(is_required=False))") + JOB + DEFS,
    "AZ308": MAKE.replace("make_users()", "make_users(limit)") + JOB + DEFS,
    "AZ309": PLAIN + "users_job.execute_in_process()\n",
    "AZ310": MAKE
    + JOB
    + """
@dg.schedule(job=users_job, cron_schedule="@daily")
def daily(context):
    return dg.RunRequest(run_config={"ops": {"other": {}}})

defs = dg.Definitions(jobs=[users_job], schedules=[daily])
""",
    "AZ311": MAKE + JOB,
    "AZ312": MAKE
    + JOB
    + 'everything = dg.define_asset_job("everything")\ndefs = dg.Definitions(jobs=[users_job, everything])\n',
    "AZ313": MAKE
    + """
@dg.op
def make_orders():
    save("orders")

@dg.resource
def one(): ...

@dg.resource
def two(): ...

@dg.job(resource_defs={"db": one})
def users_job():
    make_users()

@dg.job(resource_defs={"db": two})
def orders_job():
    make_orders()

defs = dg.Definitions(jobs=[users_job, orders_job])
""",
    "AZ314": MAKE.replace("@dg.op", '@dg.op(out={"users": dg.Out(io_manager_key="far")})').replace(
        'save("users")', "return 1"
    )
    + "from far_away import manager\n"
    + JOB.replace("@dg.job", '@dg.job(resource_defs={"far": manager})')
    + DEFS,
    "AZ315": MAKE.replace("@dg.op", '@dg.op(out={"users": dg.Out(io_manager_key="store")})').replace(
        'save("users")', "return 1"
    )
    + """
class Store(dg.IOManager):
    def handle_output(self, context, obj):
        open(context.step_key, "w").write(str(obj))

    def load_input(self, context):
        return 1

@dg.io_manager
def store():
    return Store()
"""
    + JOB.replace("@dg.job", '@dg.job(resource_defs={"store": store})')
    + DEFS,
    "AZ316": MAKE
    + """
@dg.op
def make_users_again():
    save("users")
"""
    + JOB.replace("make_users()", "make_users()\n    make_users_again()")
    + DEFS,
    "AZ317": MAKE.replace('save("users")', 'save("users"); save("orders")') + JOB + DEFS,
    "AZ318": MAKE
    + """
@dg.op(ins={"start": dg.In(dg.Nothing)})
def mail():
    smtp.sendmail("a", "b", "c")
"""
    + JOB.replace("make_users()", "mail(make_users())")
    + DEFS,
    "AZ319": """
@dg.op(out={"users": dg.Out(), "count": dg.Out()})
def make_users():
    save("users")
    return 1, 2
"""
    + JOB
    + DEFS,
    "AZ320": MAKE.replace(
        'save("users")', 'save("users")\n    yield dg.AssetMaterialization("users")\n    yield dg.Output(1)'
    )
    + JOB
    + DEFS,
    "AZ321": MAKE
    + """
@dg.op
def make_orders():
    save("orders")
    return 1

@dg.op
def make_both(parts):
    save("both")
"""
    + JOB.replace("make_users()", "make_both([make_users(), make_orders()])")
    + DEFS,
    "AZ322": MAKE + '@dg.job(name="users")\ndef users_job():\n    make_users()\n' + DEFS,
    "AZ323": """
@dg.op
def one():
    return 1

@dg.op
def two():
    return 2

@dg.op
def make_users(value):
    save("users")

@dg.job
def users_job():
    make_users(one())

@dg.job
def other_job():
    make_users(two())

defs = dg.Definitions(jobs=[users_job, other_job])
""",
    "AZ324": MAKE.replace('save("users")', 'client.save_rows("users", rows)') + JOB + DEFS,
    "AZ325": MAKE
    + JOB.replace("@dg.job", '@dg.job(partitions_def=dg.StaticPartitionsDefinition(["a"]))')
    + DEFS,
    "AZ328": MAKE.replace("make_users()", "make_users(context)").replace(
        'save("users")', 'save("users"); print(context.node_handle)'
    )
    + JOB
    + DEFS,
    "AZ330": """
@dg.op(out={"users": dg.Out(io_manager_key="files")})
def make_users():
    return 1

@dg.op(ins={"one": dg.In(input_manager_key="files"), "two": dg.In(input_manager_key="other")})
def make_model(one, two):
    save("model")

@dg.job(resource_defs={"files": dg.fs_io_manager, "other": dg.fs_io_manager})
def users_job():
    users = make_users()
    make_model(users, users)
"""
    + DEFS,
    "AZ329": PLAIN + 'CONFIG = {"ops": {"make_users": {"config": {}}}}\n',
}

ELSEWHERE = {
    "AZ326": "needs an option; see test_a_job_that_was_not_chosen",
    "AZ327": "needs two jobs; see test_a_value_of_a_job_that_stays",
}


def refusals(root: Path, text: str, options: PlanOptions | None = None) -> dict[str, set[str]]:
    (root / "jobs.py").write_text(HEAD + text)
    plan = make_plan(analyze(root), options)
    return {job.job.rpartition(":")[2]: {item.code for item in job.diagnostics} for job in plan.jobs}


def test_the_plain_project_is_upgraded(tmp_path: Path) -> None:
    assert refusals(tmp_path, PLAIN) == {"users_job": set()}


@pytest.mark.parametrize("code", REFUSED)
def test_refused(code: str, tmp_path: Path) -> None:
    found = refusals(tmp_path, REFUSED[code])
    assert any(code in codes for codes in found.values()), found
    assert not (tmp_path / ".assetize").exists()


def test_every_planning_code_has_a_case() -> None:
    assert {code.code for code in PLANNING} == REFUSED.keys() | ELSEWHERE.keys()


def test_a_job_that_was_not_chosen(tmp_path: Path) -> None:
    text = PLAIN.replace("jobs=[users_job]", "jobs=[users_job, orders_job]").replace(
        "defs =",
        '@dg.op\ndef make_orders():\n    save("orders")\n\n@dg.job\ndef orders_job():\n    make_orders()\n\ndefs =',
    )
    assert refusals(tmp_path, text, PlanOptions(jobs=("users_job",))) == {
        "users_job": set(),
        "orders_job": {"AZ326"},
    }


def test_a_value_of_a_job_that_stays(tmp_path: Path) -> None:
    text = """
class Store(dg.IOManager):
    def handle_output(self, context, obj):
        open(context.name, "w").write(str(obj))

    def load_input(self, context):
        return open(context.name).read()

@dg.io_manager
def store():
    return Store()

@dg.op(out={"users": dg.Out(io_manager_key="store")})
def make_users():
    return 1

@dg.op(ins={"users": dg.In(input_manager_key="store")}, out={"model": dg.Out(io_manager_key="store")})
def make_model(users):
    return 2

@dg.job(resource_defs={"store": store})
def users_job():
    make_users()

@dg.job(resource_defs={"store": store})
def model_job():
    make_model()

users_job.execute_in_process()
defs = dg.Definitions(jobs=[users_job, model_job])
"""
    assert refusals(tmp_path, text) == {"users_job": {"AZ309"}, "model_job": {"AZ327"}}


def test_a_job_that_was_not_understood_is_not_said_to_make_no_assets(tmp_path: Path) -> None:
    text = (MAKE + JOB + DEFS).replace("make_users()\n", "fetch_and_build(fetch())\n")
    assert refusals(tmp_path, text) == {"users_job": {"AZ302"}}


@pytest.mark.parametrize("use", ['globals()["make_users"]', 'getattr(ops, "make_users")'])
def test_an_op_that_is_looked_up_by_a_string(use: str, tmp_path: Path) -> None:
    assert refusals(tmp_path, PLAIN + f"ALL = [{use}]\n") == {"users_job": {"AZ329"}}
