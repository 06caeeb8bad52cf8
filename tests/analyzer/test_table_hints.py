"""Metadata that names objects, as I/O managers read it: of outputs, of inputs, across jobs."""

from pathlib import Path
from textwrap import dedent

import pytest

from assetize.analyzer.api import analyze
from assetize.analyzer.model import Analysis

HEAD = """
from dagster import *

LAYER = "mart"

def stored_as(table):
    return {"schema": LAYER, "table": table}

class Tables(ConfigurableIOManager):
    def handle_output(self, context, obj):
        write(context.definition_metadata["table"], obj)

    def load_input(self, context):
        return read(context.definition_metadata["table"])

"""


def analysis(root: Path, text: str) -> Analysis:
    (root / "jobs.py").write_text(HEAD + dedent(text))
    return analyze(root)


def keys(found: Analysis) -> dict[str, tuple[str, ...]]:
    return {item.op.rpartition(":")[2]: item.asset_key for item in found.outputs}


def maker(metadata: str, manager: str = 'io_manager_key="tables", ') -> str:
    return f"""
@op(out=Out({manager}metadata={metadata}))
def build():
    return 1

@job
def run():
    build()

"""


@pytest.mark.parametrize(
    ("metadata", "manager"),
    [
        ('{"table": "users"}', ""),
        ('{"table": pick()}', 'io_manager_key="tables", '),
        ('{"owner": "users"}', 'io_manager_key="tables", '),
        ('{"key": "user_id"}', 'io_manager_key="tables", '),
    ],
    ids=["no I/O manager of its own", "computed while running", "another word", "a table's primary key"],
)
def test_names_nothing(tmp_path: Path, metadata: str, manager: str) -> None:
    assert keys(analysis(tmp_path, maker(metadata, manager)))["build"] in ((), ("build",))


@pytest.mark.parametrize(
    "metadata",
    [
        '{"table": "users"}',
        '{"table_name": "users", "rows": 3}',
        '{"schema": LAYER, "table": "users"}',
        '{"table": MetadataValue.text("users")}',
        '{"table": "{}".format("users")}',
        'stored_as("users")',
        '{"table": f"{LAYER}.users"}',
        '{"path": "exports/users.csv"}',
        '{"key": "exports/users.parquet"}',
    ],
)
def test_names_the_object(tmp_path: Path, metadata: str) -> None:
    assert keys(analysis(tmp_path, maker(metadata)))["build"] == ("users",)


def test_the_default_io_manager_of_the_project(tmp_path: Path) -> None:
    text = (
        maker('{"table": "users"}', "")
        + 'defs = Definitions(jobs=[run], resources={"io_manager": Tables()})\n'
    )
    (found,) = analysis(tmp_path, text).outputs
    assert (found.decision, found.asset_key, found.confidence) == ("asset", ("users",), "likely")


READER = """
@op(ins={{"frame": In(input_manager_key="tables", metadata={metadata})}}, out=Out(io_manager_key="tables"))
def summary(frame):
    return frame

@job
def other():
    summary()
"""


@pytest.mark.parametrize(
    ("metadata", "key"),
    [
        ('{"schema": "mart", "table": "users"}', ("users",)),
        ('stored_as("users")', ("users",)),
        ('{"schema": "raw", "table": "users"}', ("raw", "users")),
        ('{"table": "orders"}', ("orders",)),
    ],
    ids=["the same object", "through a helper", "another schema", "another table"],
)
def test_an_input_reads_what_its_metadata_names(tmp_path: Path, metadata: str, key: tuple[str, ...]) -> None:
    found = analysis(tmp_path, maker('stored_as("users")') + READER.format(metadata=metadata))
    assert [item.key for item in found.stored_inputs] == [key]
    deps = {item.key: item.deps for item in found.assets}
    assert deps[("summary",)] == (key,)


def test_schemas_tell_equal_tables_apart(tmp_path: Path) -> None:
    text = maker('{"schema": "raw", "table": "users"}') + maker(
        '{"schema": "mart", "table": "users"}'
    ).replace("build", "refine").replace("run", "refine_job")
    found = analysis(tmp_path, text)
    assert keys(found) == {"build": ("raw", "users"), "refine": ("mart", "users")}
    assert not found.diagnostics


def test_two_makers_of_one_table_are_a_conflict(tmp_path: Path) -> None:
    text = maker('stored_as("users")') + maker('stored_as("users")').replace("build", "refine").replace(
        "run", "refine_job"
    )
    assert {item.code for item in analysis(tmp_path, text).diagnostics} == {"AZ201"}
