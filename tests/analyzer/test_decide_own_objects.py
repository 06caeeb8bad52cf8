"""Which of the things that an op writes its output stands for; what stands for nothing first."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze

HEAD = """
import os
import sqlite3
import boto3
import pandas as pd
import psycopg2
import pymongo
from dagster import AssetMaterialization, In, Nothing, Out, job, op

db = pymongo.MongoClient().shop
cursor = psycopg2.connect("x").cursor()
s3 = boto3.client("s3")
"""


def decided(root: Path, code: str) -> dict[str, str]:
    """For each op output: its asset key, or ``-``."""
    (root / "shop.py").write_text(HEAD + code)
    return {
        item.op.rpartition(":")[2]: "/".join(item.asset_key) or "-"
        for item in analyze(root).outputs
        if item.output == "result"
    }


def one_op(body: str, head: str = "@op", more: str = "", call: str = "build_users()") -> str:
    lines = "\n".join(f"    {line}" for line in body.strip("\n").splitlines())
    return f"\n{head}\ndef build_users(context):\n{lines}\n{more}\n@job\ndef etl():\n    {call}\n"


HANDED_ON = "\n@op\ndef take(found):\n    print(found)\n"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("db.healthcheck.insert_one({'ok': True})", id="probe"),
        pytest.param("cursor.execute('INSERT INTO ops.etl_run_log VALUES (1)')", id="log-of-runs"),
        pytest.param("cursor.execute('INSERT INTO audit_log VALUES (1)')", id="audit-log"),
        pytest.param("cursor.execute('UPDATE users SET done = 1 WHERE id = %s', (context.run_id,))", id="row-by-id"),
        pytest.param("db.users.update_one({'id': context.run_id}, {})", id="one-document"),
        pytest.param("pd.DataFrame().to_csv('/tmp/users.csv')", id="temporary-folder"),
        pytest.param("open('out/users.lock', 'w')", id="marker-file"),
        pytest.param("open('google/token.json', 'w')", id="kept-login"),
        pytest.param(
            "for name in os.listdir('x'):\n    db[name].insert_many([])\n    db.changes.insert_one({'name': name})",
            id="beside-tables-that-a-run-names",
        ),
        pytest.param(
            "db.users.insert_one({})\nyield AssetMaterialization(asset_key=f'users_{context.run_id}')",
            id="its-own-event-has-a-computed-key",
        ),
        pytest.param("cursor.execute('CREATE TEMP TABLE users (id int)')\ncursor.execute('INSERT INTO users VALUES (1)')",
                     id="temporary-table"),
    ],
)  # fmt: skip
def test_no_asset(tmp_path: Path, body: str) -> None:
    assert decided(tmp_path, one_op(body))["build_users"] == "-"


def test_rows_put_in_and_taken_out_again_are_a_test_of_the_connection(tmp_path: Path) -> None:
    helper = """
def check():
    try:
        db.connection.insert_one({"status": "ok"})
        db.connection.delete_many({"status": "ok"})
    except Exception:
        raise
    if os.getenv("STRICT"):
        db.probes.insert_one({"status": "ok"})
        db.probes.delete_many({"status": "ok"})
"""
    code = helper + one_op("check()")
    assert decided(tmp_path, code)["build_users"] != "probes"


def test_ids_that_a_helper_issues_on_the_way_are_no_result(tmp_path: Path) -> None:
    helpers = """
def issue(kind):
    while True:
        taken = list(db.ids.find({}))
        if not taken:
            db.ids.insert_many([{"kind": kind}])
            return kind


def new_id(kind):
    return issue(kind)
"""
    code = helpers + one_op("return [new_id('user')]", more=HANDED_ON, call="take(build_users())")
    assert decided(tmp_path, code)["build_users"] == "-"


def test_many_tables_that_the_op_itself_reads_back_are_its_workings(tmp_path: Path) -> None:
    body = """
local = sqlite3.connect("local.db")
for name in ("sites", "visits", "samples"):
    pd.DataFrame().to_sql(name, local)
return pd.read_sql("select * from sites join visits using (id) join samples using (id)", local)
"""
    code = one_op(body, more=HANDED_ON, call="take(build_users())")
    assert decided(tmp_path, code)["build_users"] == "-"


def test_a_helper_that_notes_what_a_procedure_did_makes_no_asset(tmp_path: Path) -> None:
    helpers = """
def note(what):
    pd.DataFrame([what]).to_sql("refreshed", "x", if_exists="append")


def call(procedure):
    cursor.execute(f"call {procedure}()")
    note(procedure)
"""
    assert decided(tmp_path, helpers + one_op("call('shop.refresh_users')"))["build_users"] == "-"
    assert decided(tmp_path, helpers + one_op("note('shop.refresh_users')"))["build_users"] == "refreshed"


def test_an_object_that_the_op_s_name_holds_comes_first(tmp_path: Path) -> None:
    code = """
@op
def orders_query_on_db():
    pd.DataFrame().to_sql("steps", "x")
    cursor.execute("insert into shop.orders values (1)")

@job
def etl():
    orders_query_on_db()
"""
    assert decided(tmp_path, code) == {"orders_query_on_db": "orders"}


@pytest.mark.parametrize(
    "body, key",
    [
        pytest.param("cursor.execute('INSERT INTO etl_run_log VALUES (1)')\npd.DataFrame().to_sql('people', 'x')", "people",
                     id="log-then-table"),
        pytest.param("cursor.execute('CREATE TABLE stg AS SELECT 1')\ncursor.execute('INSERT INTO people SELECT * FROM stg')",
                     "people", id="staging-table"),
        pytest.param("pd.DataFrame().to_csv('local.csv')\ns3.upload_file('local.csv', 'shop', 'raw/people.csv')", "people",
                     id="local-file-uploaded"),
        pytest.param("db.counters.insert_one({})\npd.DataFrame().to_sql('people', 'x', if_exists='replace')", "people",
                     id="made-rather-than-added-to"),
        pytest.param("pd.DataFrame().to_sql('people', 'x')\npd.DataFrame().to_sql('users', 'x')", "users",
                     id="named-like-the-op"),
        pytest.param("pd.DataFrame().to_sql('people', 'x')\ncursor.execute('insert into active_users values (1)')", "people",
                     id="made-before-added-to"),
        pytest.param("cursor.execute('insert into users values (1)')\nlake.save_frame('people')", "users",
                     id="more-than-the-name-of-a-call"),
        pytest.param("pd.DataFrame().to_sql('people', 'x')\ncursor.execute('select count(*) from people')", "people",
                     id="counted-afterwards"),
        pytest.param("if os.path.exists('x'):\n    pd.DataFrame().to_sql('people', 'x')", "people", id="sometimes"),
        pytest.param("rows = []\nif not rows:\n    return\npd.DataFrame().to_sql('people', 'x')", "people",
                     id="after-an-early-return"),
        pytest.param("cursor.execute('DELETE FROM people WHERE day = 1')\ncursor.execute('INSERT INTO people VALUES (1)')",
                     "people", id="deleted-then-inserted"),
        pytest.param("cursor.execute('UPDATE people SET done = 1 WHERE day = %s', (context.partition_key,))", "people",
                     id="rows-of-a-day"),
        pytest.param("db.people.update_one({'_id': 'all'}, {}, upsert=True)", "people", id="document-made-if-missing"),
        pytest.param("pd.DataFrame().to_parquet('lake/people/part.parquet')", "people", id="folder-of-parts"),
        pytest.param("pd.DataFrame().to_parquet('people/data.parquet')", "users", id="the-op-says-more-than-the-file"),
        pytest.param("df = pd.DataFrame()\ndf.to_csv('out/data.csv')\nreturn df", "users", id="variables-that-say-nothing"),
    ],
)  # fmt: skip
def test_the_object(tmp_path: Path, body: str, key: str) -> None:
    assert decided(tmp_path, one_op(body))["build_users"] == key


def test_an_op_named_for_its_log_makes_it(tmp_path: Path) -> None:
    code = "\n@op\ndef load_job_history():\n    cursor.execute('INSERT INTO job_history VALUES (1)')\n"
    assert decided(tmp_path, code)["load_job_history"] == "job_history"


DROPPED_LATER = """
@op(out=Out(Nothing))
def make_stage():
    cursor.execute("CREATE TABLE stage AS SELECT 1")

@op(ins={"start": In(Nothing)}, out=Out(Nothing))
def fill_users():
    cursor.execute("INSERT INTO users SELECT * FROM stage")

@op(ins={"start": In(Nothing)})
def drop_stage():
    cursor.execute("DROP TABLE stage")

@job
def etl():
    drop_stage(fill_users(make_stage()))
"""


def test_a_table_that_a_later_op_of_the_job_drops_is_scratch(tmp_path: Path) -> None:
    found = decided(tmp_path, DROPPED_LATER)
    assert (found["make_stage"], found["fill_users"]) == ("-", "users")


def test_a_table_that_is_dropped_first_and_then_made_lasts(tmp_path: Path) -> None:
    code = DROPPED_LATER.replace(
        "drop_stage(fill_users(make_stage()))", "fill_users(make_stage(drop_stage()))"
    )
    code = code.replace(
        "@op(out=Out(Nothing))\ndef make_stage", '@op(ins={"start": In(Nothing)})\ndef make_stage'
    )
    assert decided(tmp_path, code)["make_stage"] == "stage"


REMOVED_LATER = """
@op
def write_file():
    pd.DataFrame().to_csv("exports/users.csv")
    return "exports/users.csv"

@op
def load_file(path):
    print(path)
    return path

@op
def remove_file(path):
    os.remove(path)

@job
def etl():
    {wiring}
"""


def test_a_file_that_is_handed_to_an_op_that_removes_it_is_scratch(tmp_path: Path) -> None:
    code = REMOVED_LATER.format(wiring="remove_file(load_file(write_file()))")
    assert decided(tmp_path, code)["write_file"] == "-"


def test_a_file_that_is_not_handed_to_it_lasts(tmp_path: Path) -> None:
    code = REMOVED_LATER.format(wiring="write_file()\n    remove_file(load_file())")
    assert decided(tmp_path, code)["write_file"] == "users"


DATABASE_REMOVED_LATER = """
from pathlib import Path

@op(required_resource_keys={"local"}, out=Out(Nothing))
def fill():
    cursor.execute("CREATE TABLE events AS SELECT 1")

@op(required_resource_keys={"local"}, ins={"start": In(Nothing)})
def export(context):
    Path(context.resources.local.database).unlink()

@job
def etl():
    export(fill())
"""


def test_tables_of_a_database_whose_file_a_later_op_deletes_are_scratch(tmp_path: Path) -> None:
    assert decided(tmp_path, DATABASE_REMOVED_LATER)["fill"] == "-"


def test_a_log_beside_the_table_is_no_second_object(tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text(
        HEAD
        + one_op("cursor.execute('INSERT INTO etl_run_log VALUES (1)')\npd.DataFrame().to_sql('people', 'x')")
    )
    assert "AZ203" not in {item.code for item in analyze(tmp_path).diagnostics}


def test_a_second_table_is(tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text(
        HEAD + one_op("pd.DataFrame().to_sql('orders', 'x')\npd.DataFrame().to_sql('people', 'x')")
    )
    assert "AZ203" in {item.code for item in analyze(tmp_path).diagnostics}


UPLOADED_LATER = """
@op
def write_file():
    pd.DataFrame().to_csv("people_local.csv")
    return "people_local.csv"

@op
def upload_file(path):
    s3.upload_file({source}, "shop", "raw/people.csv")

@job
def etl():
    upload_file(write_file())
"""


def test_an_upload_makes_the_asset_of_the_file_that_it_is_handed(tmp_path: Path) -> None:
    found = decided(tmp_path, UPLOADED_LATER.format(source="path"))
    assert (found["write_file"], found["upload_file"]) == ("-", "people")


def test_an_upload_of_another_file_leaves_the_asset_alone(tmp_path: Path) -> None:
    found = decided(tmp_path, UPLOADED_LATER.format(source="'other.csv'"))
    assert (found["write_file"], found["upload_file"]) == ("people_local", "people")
