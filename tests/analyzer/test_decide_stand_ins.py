"""What a job stores through a resource that is a stand-in there: nothing."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze

TEXT = """
import os
from unittest.mock import MagicMock
import dagster as dg
from shelf import save

class Warehouse:
    def write(self, name):
        with open(f"/data/{name}.csv", "w") as file:
            file.write("x")

class FakeWarehouse:
    def write(self, name):
        self.names = [name]

class OtherWarehouse(Warehouse): ...

@dg.resource
def warehouse(_):
    return Warehouse()

@dg.resource
def fake_warehouse(_):
    return FakeWarehouse()

@dg.resource
def mocked(_):
    made = MagicMock()
    made.write.return_value = 1
    return made

@dg.resource
def other_warehouse(_):
    return OtherWarehouse()

BY_ENVIRONMENT = {"prod": warehouse, "local": other_warehouse}
CHOSEN = {"prod": {"db": warehouse}, "local": {"db": other_warehouse}}[os.getenv("ENV", "local")]

@dg.op(required_resource_keys={"db"})
def build_users(context):
    context.resources.db.write("users")

@dg.graph
def flow():
    build_users()

prod_job = flow.to_job(name="prod_job", resource_defs={"db": warehouse})
"""
STAND_INS = (
    "dg.ResourceDefinition.mock_resource()",
    "dg.ResourceDefinition.none_resource()",
    "dg.ResourceDefinition.hardcoded_resource(MagicMock())",
    "dg.ResourceDefinition.hardcoded_resource(FakeWarehouse())",
    "fake_warehouse",
    "mocked",
)


def jobs_that_store(root: Path, binding: str) -> set[str]:
    text = TEXT + f'local_job = flow.to_job(name="local_job", resource_defs={binding})\n'
    (root / "jobs.py").write_text(text)
    found = analyze(root)
    return {job.partition(":")[2] for item in found.outputs if item.decision == "asset" for job in item.jobs}


@pytest.mark.parametrize("binding", STAND_INS)
def test_only_the_other_job_stores_anything(binding: str, tmp_path: Path) -> None:
    assert jobs_that_store(tmp_path, f'{{"db": {binding}}}') == {"prod_job"}


@pytest.mark.parametrize(
    "binding",
    (
        '{"db": other_warehouse}',
        '{"db": warehouse if os.getenv("ENV") == "prod" else other_warehouse}',
        '{"db": BY_ENVIRONMENT[os.getenv("ENV", "local")]}',
        "CHOSEN",
    ),
)
def test_resources_that_store_count_for_both(binding: str, tmp_path: Path) -> None:
    assert jobs_that_store(tmp_path, binding) == {"prod_job", "local_job"}
