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
STORED = (
    MAKE.replace("@dg.op", '@dg.op(out={"users": dg.Out(io_manager_key="store")})').replace(
        'save("users")', "return [1]"
    )
    + """
class Store(dg.IOManager):
    def handle_output(self, context, obj):
        open(context.name, "w").write(str(obj))

    def load_input(self, context):
        return open(context.upstream_output.name).read()

@dg.io_manager
def store():
    return Store()
"""
    + JOB.replace("@dg.job", '@dg.job(resource_defs={"store": store})')
    + DEFS
)

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
    "AZ361": MAKE
    + """
users_job = dg.GraphDefinition(name="users", node_defs=[make_users], dependencies={}).to_job(name="users_job")
"""
    + DEFS,
    "AZ306": """
@dg.op(out=dg.DynamicOut())
def names():
    yield dg.DynamicOutput("users", "users")

@dg.op
def make_users(name):
    save("users")

@dg.op
def make_orders(name):
    save("orders")

@dg.job
def users_job():
    found = names()
    found.map(make_users)
    found.map(make_orders)
"""
    + DEFS,
    "AZ307": MAKE.replace("@dg.op", "@dg.op(out=dg.Out(is_required=False))")
    + """
@dg.op
def make_orders():
    save("orders")

@dg.op(ins={"start": dg.In(dg.Nothing)})
def make_both():
    save("both")
"""
    + JOB.replace("make_users()", "make_both([make_users(), make_orders()])")
    + DEFS,
    "AZ308": MAKE.replace("make_users()", "make_users(limit)") + JOB + DEFS,
    "AZ309": PLAIN + "print(users_job.execute_in_process())\n",
    "AZ310": MAKE
    + JOB
    + """
@dg.schedule(job=users_job, cron_schedule="@daily")
def daily(context):
    return dg.RunRequest(run_config=fetch())

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
    "AZ318": """
@dg.op(out={"users": dg.Out(io_manager_key="store")})
def make_users():
    return 1

@dg.op
def mail(users):
    smtp.sendmail("a", "b", "c")

class Store(dg.IOManager):
    def handle_output(self, context, obj):
        open(context.name, "w").write(str(obj))

    def load_input(self, context):
        return open(context.upstream_output.name).read()

@dg.io_manager
def store():
    return Store()
"""
    + JOB.replace("@dg.job", '@dg.job(resource_defs={"store": store})').replace(
        "make_users()", "mail(make_users())"
    )
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
        'save("users")',
        'save("users")\n    if late():\n        yield dg.AssetMaterialization("users")\n    yield dg.Output(1)',
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
    + JOB.replace("@dg.job", '@dg.job(partitions_def=dg.StaticPartitionsDefinition(list("ab")))')
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
    "AZ333": """
def make_op(table):
    @dg.op(name=f"make_{table}")
    def _make():
        save(table)
    return _make

make_users = make_op("users")
"""
    + JOB
    + DEFS,
    "AZ334": MAKE
    + 'SETTINGS = {"tags": {"a": "b"}}\n'
    + JOB.replace("@dg.job", "@dg.job(**SETTINGS)")
    + DEFS,
    "AZ340": MAKE + JOB.replace("@dg.job", "@dg.job(config=dg.config_from_files(['users.yaml']))") + DEFS,
    "AZ329": PLAIN + 'CONFIG = {"ops": {"make_users": {"config": {}}}}\nprint(CONFIG)\n',
    "AZ360": """
@dg.op(config_schema={"table": dg.Field(str, default_value="items")})
def load(context):
    save(context.op_config["table"])

@dg.job
def load_job():
    load()

nightly = dg.ScheduleDefinition(
    job=load_job, cron_schedule="@daily", run_config={"ops": {"load": {"config": {"table": "users"}}}}
)
defs = dg.Definitions(jobs=[load_job], schedules=[nightly])
""",
    "AZ370": PLAIN
    + """
def read(run_id):
    return open(f"storage/{run_id}/make_users/result").read()
""",
    "AZ371": STORED.replace("write(str(obj))", "write(str(obj)); context.log_event(report(obj))")
    + """
def report(value):
    return dg.AssetMaterialization("users", metadata={"rows": len(value)})
""",
}

ELSEWHERE = {
    "AZ375": "needs a pin; see test_plan_dagster_versions.py",
    "AZ376": "needs settings; see test_plan_placements.py",
    "AZ372": "needs a comment; see test_plan_ignores.py",
    "AZ373": "needs a comment; see test_plan_ignores.py",
    "AZ374": "needs a mark at the head of a file; see test_plan_ignores.py",
    "AZ341": "needs two jobs; see test_plan_run_configs",
    "AZ326": "needs an option; see test_a_job_that_was_not_chosen",
    "AZ327": "needs two jobs; see test_a_value_of_a_job_that_stays",
    "AZ350": "needs settings; see test_settings_planning.py",
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


@pytest.mark.parametrize(
    "path",
    [
        'os.path.join(HOME, "storage", run_id, "make_users", "result")',
        'HOME / run_id / "make_users" / "result"',
    ],
)
def test_parts_of_the_path_of_a_stored_output(path: str, tmp_path: Path) -> None:
    text = PLAIN + f"def read(run_id):\n    return open({path}).read()\n"
    assert refusals(tmp_path, text) == {"users_job": {"AZ370"}}


@pytest.mark.parametrize(
    ("line", "is_refused"),
    [
        ('yield dg.AssetMaterialization("users")', True),
        ("context.add_output_metadata({'rows': 1})", False),
    ],
)
def test_an_io_manager_that_reports(line: str, is_refused: bool, tmp_path: Path) -> None:
    text = STORED.replace("write(str(obj))", f"write(str(obj))\n        {line}")
    assert refusals(tmp_path, text) == {"users_job": {"AZ371"} if is_refused else set()}


def test_the_path_of_what_no_op_stores(tmp_path: Path) -> None:
    text = PLAIN + 'REPORT = "reports/make_orders/result"\nNAMES = ["make_users"]\nKEY = "result"\n'
    assert refusals(tmp_path, text) == {"users_job": set()}


@pytest.mark.parametrize(
    ("target", "is_wide"),
    [
        ('"group:default"', True),
        ('"*"', True),
        ("[cities, dg.AssetSelection.groups('default')]", True),
        ("dg.AssetSelection.assets(cities).downstream()", True),
        ("dg.AssetSelection.all() - dg.AssetSelection.assets(cities)", True),
        ("dg.AssetSelection.assets(cities)", False),
        ("[cities]", False),
        ('"cities"', False),
    ],
)
def test_a_schedule_that_would_take_new_assets(target: str, is_wide: bool, tmp_path: Path) -> None:
    text = (
        PLAIN.partition("defs =")[0]
        + f"""
@dg.asset
def cities(): ...

refresh = dg.ScheduleDefinition(name="refresh", target={target}, cron_schedule="@daily")
defs = dg.Definitions(jobs=[users_job], assets=[cities], schedules=[refresh])
"""
    )
    assert refusals(tmp_path, text) == {"users_job": {"AZ312"} if is_wide else set()}


@pytest.mark.parametrize(
    ("watched", "mapped", "is_wide"),
    [
        ("dg.AssetSelection.all()", "", True),
        ('dg.AssetSelection.groups("default")', "", True),
        ('[dg.AssetKey("cities")]', "", False),
        ('[dg.AssetKey("cities")]', ".map_asset_specs(func=lambda spec: spec)", True),
    ],
)
def test_what_would_see_or_change_all_new_assets(
    watched: str, mapped: str, is_wide: bool, tmp_path: Path
) -> None:
    text = (
        PLAIN.partition("defs =")[0]
        + f"""
@dg.multi_asset_sensor(monitored_assets={watched}, job_name="cities_job")
def watch(context): ...

defs = dg.Definitions(jobs=[users_job], sensors=[watch]){mapped}
"""
    )
    assert refusals(tmp_path, text) == {"users_job": {"AZ312"} if is_wide else set()}


@pytest.mark.parametrize(("partitions", "is_refused"), [("partitions_def=daily", True), ("", False)])
def test_a_partitioned_asset_that_an_op_loads(partitions: str, is_refused: bool, tmp_path: Path) -> None:
    text = f"""
daily = dg.DailyPartitionsDefinition("2024-01-01")

@dg.asset({partitions})
def events():
    return 1

@dg.op
def make_users(events):
    save("users")

@dg.job
def users_job():
    make_users(events)

defs = dg.Definitions(jobs=[users_job], assets=[events])
"""
    assert refusals(tmp_path, text) == {"users_job": {"AZ341"} if is_refused else set()}


def test_two_schedules_that_name_two_objects(tmp_path: Path) -> None:
    jobs = """
@dg.job
def users_job():
    load()

defs = dg.Definitions(jobs=[users_job])
first = dg.ScheduleDefinition(name="first", job=users_job, cron_schedule="@daily",
    run_config={"ops": {"load": {"config": {"table": "users"}}}})
second = dg.ScheduleDefinition(name="second", job=users_job, cron_schedule="@daily",
    run_config={"ops": {"load": {"config": {"table": "orders"}}}})
"""
    op = REFUSED["AZ360"].partition("@dg.job")[0]
    for text in (op, op.replace('dg.Field(str, default_value="items")', "str")):
        assert refusals(tmp_path, text + jobs) == {"users_job": {"AZ360"}}


@pytest.mark.parametrize(("default", "is_refused"), [("items", True), ("users", False)])
def test_a_name_that_hides_the_default_of_the_op(tmp_path: Path, default: str, is_refused: bool) -> None:
    op = REFUSED["AZ360"].partition("@dg.job")[0]
    text = (
        op.replace('"items"', f'"{default}"')
        + 'CONFIG = {"ops": {"load": {"config": {"table": "users"}}}}\n\n'
        + "@dg.job(config=CONFIG)\n"
        + "def users_job():\n    load()\n"
        + DEFS
    )
    assert refusals(tmp_path, text) == {"users_job": {"AZ360"} if is_refused else set()}


@pytest.mark.parametrize(
    ("line", "is_refused"),
    [
        ('post(f"{context.op.name} has failed")', True),
        ('open(f"{context.step_key}.done", "w")', True),
        ('if context.op.name == "make_users": post("late")', True),
        ("tell(context)", True),
        ('context.log.error(f"{context.op.name} has failed")', False),
        ('post(f"{context.job_name} has failed")', False),
    ],
)
@pytest.mark.parametrize("hooks", ["{on_failure}", "frozenset([on_failure])", "HOOKS"])
def test_a_hook_that_asks_for_its_step(hooks: str, line: str, is_refused: bool, tmp_path: Path) -> None:
    hook = f"\n@dg.failure_hook\ndef on_failure(context):\n    {line}\n\nHOOKS = {{on_failure}}\n"
    text = hook + MAKE + JOB.replace("@dg.job", f"@dg.job(hooks={hooks})") + DEFS
    assert refusals(tmp_path, text) == {"users_job": {"AZ328"} if is_refused else set()}


def test_a_hook_that_a_function_makes(tmp_path: Path) -> None:
    hook = "\ndef told(channel):\n    @dg.failure_hook\n    def tell(context):\n        post(channel, context.op.name)\n\n    return tell\n"
    text = hook + MAKE + JOB.replace("@dg.job", '@dg.job(hooks={told("#data")})') + DEFS
    assert refusals(tmp_path, text) == {"users_job": {"AZ328"}}
