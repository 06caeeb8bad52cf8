"""Side effects, events, optional and dynamic outputs: which jobs are refused for them, and what the others become."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.codemods.model import DefineLastOp, EventToMetadata, OpsToGraphAsset, Plan
from assetize.codemods.plan import PlanOptions, make_plan

HEAD = """
import pandas as pd
import dagster as dg

def save(name):
    pd.DataFrame().to_sql(name, "sqlite://")

@dg.op
def make_users():
    save("users")
    return 1

@dg.op
def mail(users):
    smtp.sendmail("a", "b", "c")

@dg.op(ins={"start": dg.In(dg.Nothing)})
def page():
    smtp.sendmail("a", "b", "c")

@dg.op
def make_model(users):
    save("model")

"""
DEFS = "\ndefs = dg.Definitions(jobs=[users_job])\n"


def job(body: str, decorator: str = "@dg.job") -> str:
    return f"{decorator}\ndef users_job():\n    {body}\n"


def plan_of(root: Path, text: str, options: PlanOptions | None = None) -> Plan:
    (root / "jobs.py").write_text(HEAD + text + DEFS)
    return make_plan(analyze(root), options)


def codes(plan: Plan) -> set[str]:
    return {item.code for job in plan.jobs for item in job.diagnostics}


def ends(plan: Plan) -> list[tuple[str, str, tuple[str, ...]]]:
    """Of each graph-backed asset: its key, the step that gives it out, and all of its steps."""
    return [
        ("/".join(output.key), output.step, tuple(step.node for step in action.steps))
        for action in plan.actions
        if isinstance(action, OpsToGraphAsset)
        for output in action.outputs
    ]


EVENT = """
@dg.op{arguments}
def make_log(context):
    save("log")
    {event}
    return 1

"""
LEFT_ALONE = {
    "an event of each element": ("AZ320", EVENT.format(arguments="", event=(
        "for name in names():\n        context.log_event(dg.AssetMaterialization('log'))")) + job("make_log()")),
    "an event of a helper": ("AZ320", "def tell(context):\n    context.log_event(dg.AssetMaterialization('log'))\n\n"
        + EVENT.format(arguments="", event="tell(context)") + job("make_log()")),
    "an event of an asset that another op makes": ("AZ320", EVENT.format(arguments="", event=(
        "context.log_event(dg.AssetMaterialization('log')); context.log_event(dg.AssetMaterialization('users'))"))
        + job("make_log(); make_users()")),
    "an event that is only known while running": ("AZ320", EVENT.format(arguments="", event=(
        "context.log_event(dg.AssetMaterialization(context.run_id))")) + job("make_log(); make_users()")),
    "an event that tells of a file": ("AZ320", EVENT.format(arguments="", event=(
        "context.log_event(dg.AssetMaterialization.file('log.csv'))")) + job("make_log(); make_users()")),
    "an event of an op that tests call": ("AZ320", EVENT.format(arguments="", event=(
        "context.log_event(dg.AssetMaterialization('log'))")) + job("make_log()") + "make_log(dg.build_op_context())\n"),
    "an event of an op in a job that stays": ("AZ320", EVENT.format(arguments="", event=(
        "context.log_event(dg.AssetMaterialization('log'))")) + job("make_log()")
        + "@dg.job(logger_defs={})\ndef other_job():\n    make_log()\n"),
    "an event of an optional output": ("AZ320", EVENT.format(arguments="(out=dg.Out(is_required=False))", event=(
        "context.log_event(dg.AssetMaterialization('log'))")) + job("make_log()")),
    "a side effect after an op that reports its asset": ("AZ318", EVENT.format(arguments="", event=(
        "context.log_event(dg.AssetMaterialization('log'))")) + job("mail(make_log())")),
    "a side effect that needs a new op, and hooks": ("AZ318",
        "@dg.success_hook\ndef tell(context): ...\n\n" + job("users = make_users(); mail(users); page(users)", "@dg.job(hooks={tell})")),
    "a side effect with two outputs": ("AZ318", "@dg.op(out={'a': dg.Out(), 'b': dg.Out()})\ndef look(users):\n    return 1, 2\n\n"
        + job("look(make_users())")),
    "a side effect of each element": ("AZ318", "@dg.op(out=dg.DynamicOut())\ndef names():\n    yield dg.DynamicOutput(1, 'a')\n\n"
        + job("names().map(mail); make_users()")),
    "two assets of each element": ("AZ306", "@dg.op(out=dg.DynamicOut())\ndef names():\n    yield dg.DynamicOutput(1, 'a')\n\n"
        "@dg.op\ndef make_orders(name):\n    save('orders')\n\n"
        + job("found = names(); found.map(make_model); found.map(make_orders)")),
    "an asset of each element, in one output of two": ("AZ306", "@dg.op(out=dg.DynamicOut())\ndef names():\n    yield dg.DynamicOutput(1, 'a')\n\n"
        "@dg.op(out={'model': dg.Out(), 'rest': dg.Out()})\ndef make_both(name):\n    save('model')\n    return 1, 2\n\n"
        + job("names().map(make_both)")),
    "an asset of each element that may be left out": ("AZ306", "@dg.op(out=dg.DynamicOut())\ndef names():\n    yield dg.DynamicOutput(1, 'a')\n\n"
        "@dg.op(out=dg.Out(is_required=False))\ndef make_part(name):\n    save('part')\n    if late():\n        yield dg.Output(1)\n\n"
        + job("names().map(make_part)")),
    "an asset of each element, and hooks": ("AZ306", "@dg.op(out=dg.DynamicOut())\ndef names():\n    yield dg.DynamicOutput(1, 'a')\n\n"
        "@dg.success_hook\ndef tell(context): ...\n\n" + job("names().map(make_model)", "@dg.job(hooks={tell})")),
    "an asset of each element, stored by the project": ("AZ306", "@dg.op(out=dg.DynamicOut())\ndef names():\n    yield dg.DynamicOutput(1, 'a')\n\n"
        "@dg.op(out=dg.Out(io_manager_key='own'))\ndef make_part(name):\n    save('part')\n    return 1\n\n"
        + job("names().map(make_part)", "@dg.job(resource_defs={'own': dg.fs_io_manager})")),
    "two elements at a time": ("AZ306", "@dg.op(out=dg.DynamicOut())\ndef names():\n    yield dg.DynamicOutput(1, 'a')\n\n"
        "@dg.op\ndef one(x):\n    return x\n\n@dg.op\ndef both(x, y):\n    return x\n\n"
        + job("make_model(names().map(lambda x: both(x, one(x))).collect())")),
    "what reads an asset that may be left out": ("AZ307", "@dg.op(out=dg.Out(is_required=False))\ndef make_orders():\n    save('orders')\n"
        "    if late():\n        yield dg.Output(1)\n\n@dg.op\ndef make_report():\n    pd.read_sql('select * from orders', 'sqlite://')\n"
        "    save('report')\n\n" + job("make_orders(); make_report()")),
}  # fmt: skip


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_left_alone(name: str, tmp_path: Path) -> None:
    code, text = LEFT_ALONE[name]
    assert code in codes(plan_of(tmp_path, text))


def test_side_effects_are_left_where_that_is_asked_for(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, job("mail(make_users())"), PlanOptions(side_effects="leave"))
    assert codes(plan) == {"AZ318"}


def test_the_last_side_effect_gives_out_an_asset_that_nobody_loads(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, job("mail(make_users())"))
    assert ends(plan) == [("users", "mail", ("make_users", "mail"))]


def test_a_new_op_waits_for_several_side_effects(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, job("users = make_users(); mail(users); page(users)"))
    assert ends(plan) == [("users", "finish_users", ("make_users", "mail", "page", "finish_users"))]
    assert [action.value for action in plan.actions if isinstance(action, DefineLastOp)] == [None]


def test_a_new_op_hands_on_a_value_that_another_asset_loads(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, job("users = make_users(); mail(users); make_model(users)"))
    assert ends(plan) == [("users", "finish_users", ("make_users", "mail", "finish_users"))]
    assert [action.value for action in plan.actions if isinstance(action, DefineLastOp)] == ["users"]


def test_a_new_op_hands_on_none_where_another_asset_takes_it_as_a_value(tmp_path: Path) -> None:
    text = "@dg.op\ndef make_orders():\n    save('orders')\n\n"
    plan = plan_of(tmp_path, text + job("orders = make_orders(); mail(orders); make_model(orders)"))
    assert ends(plan) == [("orders", "finish_orders", ("make_orders", "mail", "finish_orders"))]
    assert [action.value for action in plan.actions if isinstance(action, DefineLastOp)] == ["orders"]


def test_a_side_effect_after_nothing_goes_to_the_last_asset(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, job("make_model(make_users()); page()"))
    assert ends(plan) == [("model", "finish_model", ("make_model", "page", "finish_model"))]


def test_assets_that_a_side_effect_brings_together_are_made_together(tmp_path: Path) -> None:
    text = "@dg.op\ndef make_orders():\n    save('orders')\n\n" + job("page([make_users(), make_orders()])")
    assert [key for key, _, _ in ends(plan_of(tmp_path, text))] == ["users", "orders"]


def test_what_an_event_may_say_depends_on_the_io_manager(tmp_path: Path) -> None:
    event = "context.log_event(dg.AssetMaterialization('log', metadata={'rows': 1}))"
    plan = plan_of(tmp_path, EVENT.format(arguments="", event=event) + job("make_log()"))
    assert [action for action in plan.actions if isinstance(action, EventToMetadata)] == [
        EventToMetadata("jobs:make_log", ("log",), ("path", "uri"))
    ]


def test_the_differences_say_what_a_side_effect_waits_for(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, job("mail(make_users())"))
    assert "mail also runs when users is materialized alone." in plan.jobs[0].differences
