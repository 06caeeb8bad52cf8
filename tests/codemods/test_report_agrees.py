"""What planning says of a job is what the upgrade does with it: nothing is found only when files are rewritten."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.codemods.plan import PlanOptions, make_plan
from assetize.codemods.upgrade import prepare_upgrade

HEAD = """
import contextlib

import dagster as dg
from dagster import *
from warehouse import save

"""
WAREHOUSE = """
import pandas as pd

def save(name):
    pd.DataFrame().to_sql(name, "sqlite://")
"""
OP = """
@op
def make_users():
    save("users")
"""
JOB = """
@job
def users_job():
    make_users()
"""
GRAPH = JOB.replace("@job\ndef users_job", "@graph\ndef users")
DEFS = """
defs = Definitions(jobs=[users_job])
"""


def reporting(event: str, before: str = "", after: str = "", parameters: str = "context") -> str:
    body = f"{before}\nsave('users')\n{event}\n{after}".strip().replace("\n", "\n    ")
    return f"\n@op\ndef make_users({parameters}):\n    {body}\n{JOB}{DEFS}"


def logged(arguments: str) -> str:
    return f"context.log_event(AssetMaterialization('users', {arguments}))"


REFUSED = {
    "report_in_a_branch": ("AZ320", reporting(f"if later():\n    {logged('metadata={1: 2}')}")),
    "report_under_suppress": (
        "AZ320",
        reporting(f"with contextlib.suppress(OSError):\n    {logged('metadata={1: 2}')}"),
    ),
    "report_in_a_try": ("AZ320", reporting(f"try:\n    {logged('metadata={1: 2}')}\nfinally:\n    pass")),
    "report_by_a_name": (
        "AZ320",
        reporting("event = AssetMaterialization('users')\ncontext.log_event(event)"),
    ),
    "report_with_tags": ("AZ320", reporting(logged("tags={'a': 'b'}"))),
    "report_with_two_descriptions": ("AZ320", reporting(logged("description='x'"), before="'''Users.'''")),
    "report_with_a_made_description": ("AZ320", reporting(logged("description=str(1)"))),
    "report_that_changes": (
        "AZ320",
        reporting(logged("metadata={'rows': rows}"), before="rows = load()", after="rows.append(1)"),
    ),
    "report_beside_other_metadata": (
        "AZ320",
        reporting(logged("metadata={'a': 1}"), before="context.add_output_metadata({'b': 2})"),
    ),
    "report_with_a_name_of_the_io_manager": (
        "AZ320",
        reporting(logged("metadata={'path': 'a'}"), after="return 1"),
    ),
    "report_without_a_place_to_go": (
        "AZ320",
        reporting(
            "yield AssetMaterialization('users', metadata={'a': 1})",
            after="rows = [1]\nyield Output(len(rows))",
            parameters="",
        ),
    ),
    "two_decorators": ("AZ404", OP + JOB.replace("@job", "@contextlib.nullcontext\n@job") + DEFS),
    "two_names": ("AZ404", OP + GRAPH + "other = users_job = users.to_job(name='users_job')\n" + DEFS),
    "two_statements": ("AZ404", OP + GRAPH + "users_job = users.to_job(name='users_job'); n = 1\n" + DEFS),
    "a_dict_of_jobs": (
        "AZ404",
        OP + JOB + "@repository\ndef repo():\n    return {'jobs': {'users_job': users_job}}\n",
    ),
    "two_definitions_on_a_line": (
        "AZ404",
        OP + JOB + "defs = Definitions.merge(Definitions(jobs=[users_job]), Definitions())\n",
    ),
}

UPGRADED = {
    "plain": OP + JOB + DEFS,
    "report": reporting(logged("metadata={'a': 1}")),
    "out_by_a_name": "OUT = Out(Nothing)\n" + OP.replace("@op", "@op(out=OUT)") + JOB + DEFS,
    "outs_by_a_name": "OUTS = {'users': Out(Nothing)}\n" + OP.replace("@op", "@op(out=OUTS)") + JOB + DEFS,
    "two_code_versions": OP.replace("@op", "@op(code_version='1', out=Out(Nothing, code_version='2'))")
    + JOB
    + DEFS,
    "partitions_below_the_op": OP
    + "daily = DailyPartitionsDefinition('2024-01-01')\n"
    + JOB.replace("@job", "@job(partitions_def=daily)")
    + DEFS,
    "partitions_that_stay_below": OP
    + "days = StaticPartitionsDefinition(load_days())\n"
    + JOB.replace("@job", "@job(partitions_def=days)")
    + DEFS,
    "definitions_returned_by_a_condition": OP
    + JOB
    + "@dg.definitions\ndef defs():\n    if later():\n        return Definitions(jobs=[users_job])\n"
    "    return Definitions()\n",
    "definitions_merged_in_a_function": OP
    + JOB
    + "@dg.definitions\ndef defs():\n    return Definitions.merge(Definitions(jobs=[users_job]), others())\n",
    "definitions_returned_by_a_name": OP
    + JOB
    + "@dg.definitions\ndef defs():\n    made = Definitions(jobs=[users_job])\n    return made\n",
}


def upgrades(tmp_path: Path, text: str) -> tuple[str, str, tuple[str, ...]]:
    """What the plan says, what the upgrade does, and why it does no more."""
    (tmp_path / "shop.py").write_text(HEAD + text)
    (tmp_path / "warehouse.py").write_text(WAREHOUSE)
    analysis = analyze(tmp_path)
    planned = make_plan(analysis)
    done = prepare_upgrade(tmp_path, PlanOptions(), analysis).plan
    codes = tuple(item.code for job in planned.jobs for item in job.diagnostics)
    return planned.jobs[0].upgrade, done.jobs[0].upgrade, codes


@pytest.mark.parametrize(("code", "text"), REFUSED.values(), ids=REFUSED)
def test_the_plan_refuses_what_cannot_be_rewritten(tmp_path: Path, code: str, text: str) -> None:
    assert upgrades(tmp_path, text) == ("none", "none", (code,))


@pytest.mark.parametrize("text", UPGRADED.values(), ids=UPGRADED)
def test_the_plan_promises_what_is_done(tmp_path: Path, text: str) -> None:
    assert upgrades(tmp_path, text) == ("full", "full", ())
