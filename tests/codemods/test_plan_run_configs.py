"""Which run configs, runs and look-ups follow their job, and which keep it from being upgraded."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.codemods.model import (
    Plan,
    RenameConfigKeys,
    RenameLookup,
    RequestPartition,
    RunThroughLocation,
)
from assetize.codemods.plan import PlanOptions, make_plan
from assetize.codemods.upgrade import prepare_upgrade

HEAD = """
import pandas as pd
import dagster as dg

def save(name):
    pd.DataFrame().to_sql(name, "sqlite://")

@dg.op(config_schema={"limit": int})
def make_users():
    save("users")

@dg.op(config_schema={"limit": int})
def make_orders():
    save("orders")

@dg.op(config_schema={"limit": int})
def fetch_items():
    return [1]

@dg.op
def write_items(items):
    save("items")
"""
JOB = """
@dg.job
def users_job():
    make_users()
"""
DEFS = """
defs = dg.Definitions(jobs=[users_job])
"""
CONFIG = '{"ops": {"make_users": {"config": {"limit": 1}}}}'


def with_config(config: str) -> str:
    return JOB.replace("@dg.job", f"@dg.job(config={config})") + DEFS


def with_schedule(body: str, arguments: str = "job=users_job") -> str:
    return (
        JOB
        + f'\n@dg.schedule({arguments}, cron_schedule="@daily")\ndef daily(context):\n'
        + "".join(f"    {line}\n" for line in body.splitlines())
        + "\ndefs = dg.Definitions(jobs=[users_job], schedules=[daily])\n"
    )


def plan_of(root: Path, text: str, **others: str) -> Plan:
    (root / "jobs.py").write_text(HEAD + text)
    for name, other in others.items():
        (root / f"{name}.py").write_text(other)
    return make_plan(analyze(root), PlanOptions())


def codes_of(plan: Plan, job: str = "users_job") -> set[str]:
    return {item.code for found in plan.jobs if found.job.endswith(":" + job) for item in found.diagnostics}


REFUSED = {
    "a_file": with_config('dg.config_from_files(["users.yaml"])'),
    "a_computed_name": with_config('{"ops": {make_users.name: {"config": {"limit": 1}}}}'),
    "a_spread": 'COMMON = {"ops": {}}\n' + with_config('{**COMMON, "ops": {"make_users": {}}}'),
    "an_unknown_value": with_config('{"ops": {"make_users": fetch()}}'),
    "inputs": with_config('{"ops": {"make_users": {"config": {"limit": 1}, "inputs": {"a": 1}}}}'),
    "another_op": with_config('{"ops": {"make_orders": {"config": {"limit": 1}}}}'),
    "the_older_word": with_config('{"solids": {"make_users": {"config": {"limit": 1}}}}'),
    "a_constant_that_changes": f"CONFIG = {CONFIG}\n"
    + with_config("CONFIG")
    + 'CONFIG["ops"]["make_users"]["config"]["limit"] = 2\n',
    "a_constant_that_others_use": f"CONFIG = {CONFIG}\n" + with_config("CONFIG") + "print(CONFIG)\n",
    "a_helper_that_others_use": f"def config():\n    return {CONFIG}\n"
    + with_config("config()")
    + "print(config())\n",
    "a_config_mapping": "@dg.config_mapping\ndef mapped(val):\n    return "
    + CONFIG
    + "\n"
    + with_config("mapped"),
    "a_job_that_stays": f"CONFIG = {CONFIG}\n"
    + with_config("CONFIG").replace("[users_job]", "[users_job, other_job]")
    + "@dg.job(config=CONFIG, logger_defs={})\ndef other_job():\n    make_users()\n",
    "another_shape": f"CONFIG = {CONFIG}\n"
    + with_config("CONFIG").replace("[users_job]", "[users_job, other_job]")
    + "@dg.job(config=CONFIG)\ndef other_job():\n    make_users.alias('make_users')()\n    make_orders()\n    print(fetch())\n",
    "a_request_that_is_computed": with_schedule("return dg.RunRequest(run_config=fetch())"),
    "a_request_of_all_arguments": with_schedule("return dg.RunRequest(**fetch())")
    + "print({'ops': {'make_users': {}}})\n",
    "a_dict_that_grows": with_schedule(
        'config = {"ops": {}}\nconfig["ops"]["make_users"] = {"config": {"limit": 1}}\nreturn config'
    ),
}


MERGED_OTHERWISE = {
    "two_nodes_become_one": (
        "    write_items(fetch_items())\n    make_users()",
        '{"ops": {"fetch_items": {"config": {"limit": 1}}, "make_users": {"config": {"limit": 2}}, "write_items": {"config": {"limit": 3}}}}',
        '{"ops": {"fetch_items": {"config": {"limit": 4}}}}',
    ),
    "one_node_becomes_two": (
        "    both()",
        '{"ops": {"both": {"ops": {"make_users": {"config": {"limit": 1}}, "make_orders": {"config": {"limit": 2}}}}}}',
        '{"ops": {"both": {"ops": {"make_users": {"config": {"limit": 3}}}}}}',
    ),
}


@pytest.mark.parametrize("case", MERGED_OTHERWISE)
@pytest.mark.parametrize("is_whole", (False, True))
def test_run_config_that_replaces_a_part_of_the_jobs(case: str, is_whole: bool, tmp_path: Path) -> None:
    body, own, given = MERGED_OTHERWISE[case]
    text = f"""
@dg.graph
def both():
    make_users()
    make_orders()

@dg.job(config={own})
def users_job():
{body}

daily = dg.ScheduleDefinition(job=users_job, cron_schedule="@daily", run_config={own if is_whole else given})
defs = dg.Definitions(jobs=[users_job], schedules=[daily])
"""
    head = HEAD.replace("@dg.op\n", '@dg.op(config_schema={"limit": int})\n')
    (tmp_path / "jobs.py").write_text(head + text)

    assert codes_of(make_plan(analyze(tmp_path), PlanOptions())) == (set() if is_whole else {"AZ340"})


@pytest.mark.parametrize("case", REFUSED)
def test_run_config_that_cannot_be_followed(case: str, tmp_path: Path) -> None:
    plan = plan_of(tmp_path, REFUSED[case])

    assert codes_of(plan) & {"AZ302", "AZ310", "AZ329", "AZ340"}
    assert not any(isinstance(action, RenameConfigKeys) for action in plan.actions)


def test_a_test_that_gets_its_config_from_elsewhere(tmp_path: Path) -> None:
    test = "from jobs import users_job\n\ndef test_it(config):\n    users_job.execute_in_process(run_config=config)\n"

    assert codes_of(plan_of(tmp_path, JOB + DEFS, test_jobs=test)) == {"AZ340"}


def test_a_request_for_one_of_several_jobs_that_does_not_say_which(tmp_path: Path) -> None:
    text = (
        JOB
        + f"""
@dg.job
def orders_job():
    make_orders()

@dg.sensor(jobs=[users_job, orders_job])
def files():
    yield dg.RunRequest(run_config={CONFIG})

defs = dg.Definitions(jobs=[users_job, orders_job], sensors=[files])
"""
    )
    plan = plan_of(tmp_path, text)

    assert "AZ310" in codes_of(plan)
    assert "AZ310" in codes_of(plan, "orders_job")


USES_OF_A_RUN = {
    "handed_on": "print(users_job.execute_in_process())",
    "asked_for_events": "result = users_job.execute_in_process()\n    assert result.all_events",
    "asked_for_what_is_computed": "result = users_job.execute_in_process()\n    result.output_for_node(name)",
    "of_a_selection": 'users_job.execute_in_process(op_selection=["make_users"])',
    "with_inputs": 'users_job.execute_in_process(input_values={"a": 1})',
    "validated": "dg.validate_run_config(users_job, {})",
    "its_graph": "users_job.graph",
}


@pytest.mark.parametrize("use", USES_OF_A_RUN)
def test_a_run_that_is_unclear(use: str, tmp_path: Path) -> None:
    test = (
        f"import dagster as dg\nfrom jobs import users_job\n\ndef test_it(name):\n    {USES_OF_A_RUN[use]}\n"
    )

    assert "AZ309" in codes_of(plan_of(tmp_path, JOB + DEFS, test_jobs=test))


def test_a_run_without_a_code_location_that_can_be_imported(tmp_path: Path) -> None:
    text = JOB + "\n@dg.op\ndef other():\n    users_job.execute_in_process()\n"
    location = "import dagster as dg\nfrom jobs import users_job\n\ndefs = dg.Definitions(jobs=[users_job])\n"

    assert codes_of(plan_of(tmp_path, text, definitions=location)) == {"AZ309"}


def test_a_named_output_that_an_asset_does_not_have(tmp_path: Path) -> None:
    text = JOB.replace("users_job", "people_job").replace("make_users", "make_people") + DEFS.replace(
        "users_job", "people_job"
    )
    op = '\n@dg.op(out={"people": dg.Out()})\ndef make_people():\n    save("people")\n'
    test = (
        "from jobs import people_job\n\ndef test_it():\n"
        '    people_job.execute_in_process().output_for_node("make_people", "people")\n'
    )

    assert codes_of(plan_of(tmp_path, op + text, test_jobs=test), "people_job") == {"AZ340"}


PARTITION_REQUESTS = {
    "in_a_helper": JOB + "\ndef ask(day):\n    return users_job.run_request_for_partition(day)\n" + DEFS,
    "with_a_time": with_schedule("return users_job.run_request_for_partition('a', current_time=None)"),
}


@pytest.mark.parametrize("case", PARTITION_REQUESTS)
def test_a_partition_that_is_asked_for_in_another_way(case: str, tmp_path: Path) -> None:
    assert codes_of(plan_of(tmp_path, PARTITION_REQUESTS[case])) == {"AZ309"}


FOLLOWED = {
    "dict": with_config(CONFIG),
    "constant": f"CONFIG = {CONFIG}\n" + with_config("CONFIG"),
    "helper": f"def config(limit):\n    return {CONFIG}\n" + with_config("config(3)"),
    "dict_call": with_config('dict(ops={"make_users": {"config": {"limit": 1}}})'),
    "run_config": with_config('dg.RunConfig(ops={"make_users": {"config": {"limit": 1}}})'),
    "returned": with_schedule(f"return {CONFIG}"),
    "requested": with_schedule(f"return dg.RunRequest(run_config={CONFIG})"),
    "yielded": with_schedule(f"yield dg.RunRequest(run_config={CONFIG})", 'job_name="users_job"'),
    "variable": with_schedule(f"config = {CONFIG}\nreturn dg.RunRequest(run_config=config)"),
    "requested_by_a_helper": f"def ask(day):\n    return dg.RunRequest(run_config={CONFIG})\n"
    + with_schedule("return ask(1)"),
}


@pytest.mark.parametrize("case", FOLLOWED)
def test_run_config_that_follows_its_job(case: str, tmp_path: Path) -> None:
    plan = plan_of(tmp_path, FOLLOWED[case])

    assert codes_of(plan) == set()
    renamed = [action for action in plan.actions if isinstance(action, RenameConfigKeys)]
    assert [action.paths for action in renamed] == [((("make_users",), ("users",)),)]
    assert prepare_upgrade(tmp_path, PlanOptions()).plan.actions


def test_run_config_of_an_op_in_a_graph_asset_is_nested(tmp_path: Path) -> None:
    text = """
@dg.job(config={"ops": {"fetch_items": {"config": {"limit": 1}}}})
def items_job():
    write_items(fetch_items())

defs = dg.Definitions(jobs=[items_job])
"""
    plan = plan_of(tmp_path, text)

    assert [action.paths for action in plan.actions if isinstance(action, RenameConfigKeys)] == [
        ((("fetch_items",), ("items", "fetch_items")),)
    ]


def test_one_text_for_two_jobs_that_are_upgraded_alike(tmp_path: Path) -> None:
    text = f"CONFIG = {CONFIG}\n" + with_config("CONFIG").replace("[users_job]", "[users_job, other_job]")
    text = text.replace("\ndefs", "\n@dg.job(config=CONFIG)\ndef other_job():\n    make_users()\n\ndefs")
    plan = plan_of(tmp_path, text)

    assert codes_of(plan) == codes_of(plan, "other_job") == set()
    assert sum(isinstance(action, RenameConfigKeys) for action in plan.actions) == 1


def test_run_config_without_ops_is_carried(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, with_config('{"execution": {"config": {"in_process": {}}}}'))

    assert codes_of(plan) == set()
    assert not any(isinstance(action, RenameConfigKeys) for action in plan.actions)


def test_config_of_another_job_is_left_alone(tmp_path: Path) -> None:
    text = with_config("None").replace("[users_job]", "[users_job, other_job]")
    text = text.replace(
        "\ndefs", f"\n@dg.job(config={CONFIG}, logger_defs={{}})\ndef other_job():\n    make_users()\n\ndefs"
    )
    plan = plan_of(tmp_path, text)

    assert codes_of(plan) == set()
    assert not any(isinstance(action, RenameConfigKeys) for action in plan.actions)


def test_a_run_goes_through_the_code_location(tmp_path: Path) -> None:
    test = (
        "from jobs import users_job\n\ndef test_it():\n"
        f"    result = users_job.execute_in_process(run_config={CONFIG})\n"
        '    assert result.success and result.output_for_node("make_users") is None\n'
    )
    plan = plan_of(tmp_path, JOB + DEFS, test_jobs=test)

    runs = [action for action in plan.actions if isinstance(action, RunThroughLocation)]
    assert [(run.line, run.location.name, run.method) for run in runs] == [(4, "defs", "resolve_job_def")]
    assert [action.new for action in plan.actions if isinstance(action, RenameLookup)] == ["users"]
    assert [action.line for action in plan.actions if isinstance(action, RenameConfigKeys)] == [4]


RUN_WITH_FIXTURE = "from jobs import users_job\n\ndef test_it(config):\n    users_job.execute_in_process(run_config=config)\n"
FIXTURE = f"import pytest\n\n@pytest.fixture(scope='session')\ndef config():\n    return {CONFIG}\n"


def test_a_fixture_of_the_tests_follows_the_job(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, JOB + DEFS, test_jobs=RUN_WITH_FIXTURE, conftest=FIXTURE)

    assert codes_of(plan) == set()
    renamed = [action for action in plan.actions if isinstance(action, RenameConfigKeys)]
    assert [(action.module, action.line) for action in renamed] == [("conftest", 5)]


@pytest.mark.parametrize(
    ("fixture", "use"),
    [
        (FIXTURE, "print(config)"),
        (FIXTURE, "config['ops'].clear()"),
        (FIXTURE.replace("return", "yield"), "pass"),
        (FIXTURE.replace("@pytest.fixture", "@traced\n@pytest.fixture"), "pass"),
        (FIXTURE.replace("def config", "def other"), "pass"),
    ],
)
def test_a_fixture_that_cannot_be_followed(fixture: str, use: str, tmp_path: Path) -> None:
    test = RUN_WITH_FIXTURE + f"    {use}\n"
    plan = plan_of(tmp_path, JOB + DEFS, test_jobs=test, conftest=fixture)

    assert "AZ340" in codes_of(plan)


def test_a_value_that_is_loaded_across_partitions(tmp_path: Path) -> None:
    text = """
days = dg.DailyPartitionsDefinition("2024-01-01")

@dg.op(out={"people": dg.Out(io_manager_key="files")})
def make_people():
    return 1

@dg.op(ins={"people": dg.In(input_manager_key="files")}, out={"model": dg.Out(io_manager_key="files")})
def make_model(people):
    return 2

@dg.job(partitions_def=days, resource_defs={"files": dg.fs_io_manager})
def users_job():
    make_people()

@dg.job(resource_defs={"files": dg.fs_io_manager})
def model_job():
    make_model()

defs = dg.Definitions(jobs=[users_job, model_job])
"""
    plan = plan_of(tmp_path, text)

    assert codes_of(plan) == set()
    assert codes_of(plan, "model_job") == {"AZ341"}


def test_an_older_dagster_resolves_jobs_by_another_method(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("dagster==1.8.0\n")
    test = "from jobs import users_job\n\ndef test_it():\n    users_job.execute_in_process()\n"
    plan = plan_of(tmp_path, JOB + DEFS, test_jobs=test)

    runs = [action for action in plan.actions if isinstance(action, RunThroughLocation)]
    assert [run.method for run in runs] == ["get_job_def"]


def test_a_partition_is_asked_for_by_run_request(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, with_schedule("return users_job.run_request_for_partition('a', run_key='a')"))

    assert sum(isinstance(action, RequestPartition) for action in plan.actions) == 1
