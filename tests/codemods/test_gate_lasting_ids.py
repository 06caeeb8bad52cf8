"""Jobs and code locations without a name are told apart though their lines move."""

from pathlib import Path

from assetize.analyzer.model import Graph, Location
from assetize.codemods.gate.lasting_ids import by_lasting_id
from assetize.codemods.plan import PlanOptions
from assetize.codemods.upgrade import prepare_upgrade

TEXT = """
import dagster as dg
import pandas as pd


@dg.op
def send(): ...


@dg.graph
def mail():
    send()


@dg.op
def build_users():
    pd.DataFrame().to_sql("users", "sqlite://")


@dg.job(description="What takes more lines as an asset job.", tags={"team": "shop", "kind": "table"})
def users_job():
    build_users()


def make():
    return [mail.to_job(name="first"), mail.to_job(name="second")]


defs = dg.Definitions.merge(
    dg.Definitions(jobs=[users_job]),
    dg.Definitions(jobs=[mail.to_job(name="third")]),
)
"""


def graph(id: str) -> Graph:
    return Graph(id, "mail", Location("shop.py", 1), 1)


def test_names_are_their_own_ids() -> None:
    assert list(by_lasting_id([graph("shop:mail"), graph("shop:make.<locals>.mail")])) == [
        "shop:mail",
        "shop:make.<locals>.mail",
    ]


def test_what_has_no_name_is_numbered_in_the_order_of_its_lines() -> None:
    ids = ["shop:<to_job 10>", "shop:<to_job 9>#2", "shop:<to_job 9>", "shop:make.<locals>.<to_job 4>"]
    found = by_lasting_id(map(graph, ids))

    assert {key: item.id for key, item in found.items()} == {
        "shop:<to_job no. 1>": "shop:<to_job 9>",
        "shop:<to_job no. 2>": "shop:<to_job 9>#2",
        "shop:<to_job no. 3>": "shop:<to_job 10>",
        "shop:make.<locals>.<to_job no. 1>": "shop:make.<locals>.<to_job 4>",
    }


def test_jobs_without_a_name_below_one_that_is_upgraded(tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text(TEXT)

    plan = prepare_upgrade(tmp_path, PlanOptions()).plan

    assert {job.job: job.upgrade for job in plan.jobs}["shop:users_job"] == "full"
