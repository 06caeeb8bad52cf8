"""Which resources of jobs become those of their code location."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.codemods.model import Plan
from assetize.codemods.plan import PlanOptions, make_plan
from assetize.codemods.upgrade import prepare_upgrade

SHELF = """
import os
import dagster as dg
import pandas as pd

class Warehouse:
    def __init__(self, path="a"): ...

@dg.resource
def warehouse(_):
    return Warehouse()

@dg.resource
def other(_):
    return Warehouse("b")

RESOURCES = {"db": dg.ResourceDefinition.hardcoded_resource(Warehouse())}
CHOSEN = {"prod": {"db": warehouse}, "local": {"db": other}}[os.getenv("ENV", "local")]
UNEVEN = {"prod": {"db": warehouse}, "local": {}}[os.getenv("ENV", "local")]
"""


def module(name: str, binding: str, before: str = "") -> str:
    return f"""
import dagster as dg
import pandas as pd
from shelf import *
from shelf import CHOSEN, RESOURCES, UNEVEN, Warehouse, other, warehouse
{before}
@dg.op(required_resource_keys={{"db"}})
def make_{name}(context):
    pd.DataFrame().to_sql("{name}", "sqlite://")

@dg.job(resource_defs={binding})
def {name}_job():
    make_{name}()
""".replace("from shelf import *\n", "")


def write(root: Path, users: str, orders: str, before: str = "") -> None:
    files = {
        "shelf": SHELF,
        "users": module("users", users),
        "orders": module("orders", orders, before),
        "definitions": "import dagster as dg\nfrom orders import orders_job\nfrom users import users_job\n"
        "defs = dg.Definitions(jobs=[users_job, orders_job])\n",
    }
    for name, text in files.items():
        (root / f"{name}.py").write_text(text)


def codes(plan: Plan) -> set[str]:
    return {item.code for job in plan.jobs for item in job.diagnostics}


CONFLICTS = {
    "other_resources": ('{"db": warehouse}', '{"db": other}', ""),
    "other_settings": ('{"db": Warehouse("a")}', '{"db": Warehouse("b")}', ""),
    "one_text_whose_name_means_something_else": (
        '{"db": Warehouse("a")}',
        '{"db": Warehouse("a")}',
        "class Warehouse:\n    def __init__(self, path): ...\n",
    ),
    "one_text_whose_name_is_not_known": (
        '{"db": Warehouse("a")}',
        '{"db": Warehouse("a")}',
        "if len(RESOURCES) > 1:\n    Warehouse = None\n",
    ),
}


@pytest.mark.parametrize("case", CONFLICTS)
def test_jobs_that_mean_different_things(case: str, tmp_path: Path) -> None:
    write(tmp_path, *CONFLICTS[case])

    plan = make_plan(analyze(tmp_path), PlanOptions())

    assert codes(plan) == {"AZ313"}


THREE = """
import dagster as dg

@dg.resource
def one(_): ...

@dg.resource
def two(_): ...
"""


def three_jobs(*resources: str) -> str:
    text = THREE
    for number, resource in enumerate(resources):
        text += f"""
@dg.op(required_resource_keys={{"db"}})
def make_t{number}():
    open("t{number}.txt", "w")

@dg.job(resource_defs={{"db": {resource}}})
def job{number}():
    make_t{number}()
"""
    return (
        text
        + f"defs = dg.Definitions(jobs=[{', '.join(f'job{number}' for number in range(len(resources)))}])\n"
    )


@pytest.mark.parametrize(
    "resources, refused",
    [
        (("one", "two"), {"job0", "job1"}),
        (("one", "two", "one", "two"), {"job0", "job1", "job2", "job3"}),
        (("one", "two", "one"), {"job1"}),
        (("one", "two", "one", "dg.ResourceDefinition.hardcoded_resource(1)"), {"job1", "job3"}),
    ],
)
def test_the_largest_group_that_agrees_is_upgraded(
    tmp_path: Path, resources: tuple[str, ...], refused: set[str]
) -> None:
    (tmp_path / "jobs.py").write_text(three_jobs(*resources))

    plan = make_plan(analyze(tmp_path), PlanOptions())

    assert {job.job.partition(":")[2] for job in plan.jobs if job.upgrade == "none"} == refused


OWN = """
import dagster as dg
from jobs import two

@dg.asset(resource_defs={"db": two})
def other(): ...
"""


@pytest.mark.parametrize("is_in_the_location", [True, False])
def test_an_asset_with_a_resource_of_its_own_counts_in_its_code_location(
    tmp_path: Path, is_in_the_location: bool
) -> None:
    assets = ", assets=[other]" if is_in_the_location else ""
    head = "from assets import other\n" if is_in_the_location else ""
    (tmp_path / "jobs.py").write_text(three_jobs("one").partition("defs =")[0])
    (tmp_path / "definitions.py").write_text(
        f"{head}import dagster as dg\nfrom jobs import job0\ndefs = dg.Definitions(jobs=[job0]{assets})\n"
    )
    (tmp_path / "assets.py").write_text(
        OWN + ("" if is_in_the_location else "defs = dg.Definitions(assets=[other])\n")
    )

    plan = make_plan(analyze(tmp_path), PlanOptions())

    assert codes(plan) == ({"AZ313"} if is_in_the_location else set())


def test_a_dict_whose_keys_depend_on_the_environment(tmp_path: Path) -> None:
    write(tmp_path, "UNEVEN", "UNEVEN")

    assert "AZ302" in codes(make_plan(analyze(tmp_path), PlanOptions()))


SAME = {
    "one_expression_in_two_modules": ('{"db": Warehouse("a")}', '"db": Warehouse("a")'),
    "a_dict_of_another_module": (
        "RESOURCES",
        '"db": dg.ResourceDefinition.hardcoded_resource(Warehouse())',
    ),
    "a_dict_that_the_environment_chooses": ("CHOSEN", '"db": CHOSEN["db"]'),
}


@pytest.mark.parametrize("case", SAME)
def test_jobs_that_mean_the_same(case: str, tmp_path: Path) -> None:
    binding, expected = SAME[case]
    write(tmp_path, binding, binding)

    prepared = prepare_upgrade(tmp_path, PlanOptions())

    assert [job.upgrade for job in prepared.plan.jobs] == ["full", "full"]
    texts = {item.file: item.after for item in prepared.rewrite.files}
    assert expected in (texts["definitions.py"] or b"").decode()
