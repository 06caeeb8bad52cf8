"""Names that say it, asset events, what does not outlast the op, and code that nobody should have written."""

from pathlib import Path

import pytest
from effect_tools import effects_of, told

ELSEWHERE = "from elsewhere import *\nimport elsewhere\n"


@pytest.mark.parametrize(
    "call",
    [
        "elsewhere.load_users(df)",
        "elsewhere.read_report('users')",
        "elsewhere.get_saved_users()",
        "elsewhere.validate(df, table='users')",
        "elsewhere.settings_to_dict()",
        "df.append_column('a', rows)",
        "rows.save()",
        "rows.insert(0, 'a')",
        "elsewhere.sender()",
        "elsewhere.remover()",
    ],
)
def test_names_that_say_nothing(tmp_path: Path, call: str) -> None:
    assert effects_of(tmp_path, call, ELSEWHERE) == ()


@pytest.mark.parametrize(
    "call, expected, confidence",
    [
        (
            "elsewhere.pickle_to_s3(df, key='users_recommender_model')",
            "create object users_recommender_model",
            "likely",
        ),
        ("elsewhere.save_frame(df, table='users', schema='shop')", "create table shop.users", "guess"),
        ("elsewhere.upload_report(df, path='out/users.csv')", "create file out/users.csv", "guess"),
        ("elsewhere.load_to_snowflake(df, table_name='users')", "create table users", "likely"),
        ("elsewhere.load_users_to_dwh(df, table_name='users')", "create table users", "likely"),
        ("elsewhere.save_frame(df, 'users')", "create unknown users", "guess"),
        ("elsewhere.save_frame(df)", "create unknown ?", "guess"),
        ("elsewhere.save_frame(df, 'Saved all of it.')", "create unknown ?", "guess"),
        ("elsewhere.save_frame(df, table=rows[0])", "create table ?", "guess"),
        ("elsewhere.publish_users(df)", "create unknown ?", "guess"),
        ("elsewhere.send_email(rows, 'Hello')", "send message ?", "guess"),
        ("elsewhere.notify_team('done')", "send message ?", "guess"),
        ("elsewhere.post_message('done')", "send message ?", "guess"),
        ("elsewhere.alert('done')", "send message ?", "guess"),
        ("elsewhere.delete_users(rows)", "delete unknown ?", "guess"),
        ("elsewhere.drop_table('users')", "drop unknown users", "guess"),
        ("elsewhere.update_users(rows, table='users')", "update table users", "guess"),
        ("elsewhere.Client().run('create table users as select * from raw')", "read table raw", "likely"),
    ],
)
def test_names_that_say_it(tmp_path: Path, call: str, expected: str, confidence: str) -> None:
    effect = effects_of(tmp_path, call, ELSEWHERE)[0]
    assert (told((effect,)), effect.confidence) == ([expected], confidence)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("import tempfile\nwith tempfile.TemporaryDirectory() as d:\n    df.to_csv(f'{d}/a.csv')", id="folder"),
        pytest.param("import tempfile\nwith tempfile.NamedTemporaryFile() as f:\n    df.to_csv(f.name)", id="file"),
        pytest.param("import tempfile\nfd, path = tempfile.mkstemp()\nopen(path, 'w')", id="mkstemp"),
        pytest.param("import tempfile, os\nopen(os.path.join(tempfile.mkdtemp(), 'a'), 'w')", id="joined"),
        pytest.param("import tempfile\nfrom pathlib import Path\nPath(tempfile.mkdtemp(), 'a').write_text('x')", id="path"),
        pytest.param("import os\ndf.to_csv('a.csv')\nos.remove('a.csv')", id="made-and-removed"),
        pytest.param("cursor.execute('create table t (a int)')\ncursor.execute('select * from t')\ncursor.execute('drop table t')",
                     id="made-and-dropped"),
        pytest.param("import pandas as pd\ndf.to_csv('/tmp/a.csv')\npd.read_csv('/tmp/a.csv')", id="tmp-read-back"),
    ],
)  # fmt: skip
def test_scratch_is_no_effect(tmp_path: Path, body: str) -> None:
    assert told(effects_of(tmp_path, body)) == []


@pytest.mark.parametrize(
    "body, expected",
    [
        ("import os\ndf.to_csv('a.tmp')\nos.replace('a.tmp', 'a.csv')", ["create file a.csv"]),
        ("import tempfile, boto3\nwith tempfile.NamedTemporaryFile() as f:\n    df.to_csv(f.name)\n"
         "    boto3.client('s3').upload_file(f.name, 'b', 'k')", ["create object b/k"]),
        ("df.to_csv('/tmp/a.csv')", ["create file /tmp/a.csv"]),
        ("import os\nos.remove('a.csv')\ndf.to_csv('a.csv')", ["create file a.csv"]),
        ("cursor.execute('drop table users')\ncursor.execute('create table users as select * from raw')",
         ["read table raw", "create table users"]),
        ("cursor.execute('create table users_new as select 1')\ncursor.execute('alter table users_new rename to users')",
         ["create table users"]),
        ("import json\nwith open('a.json', 'w') as f:\n    json.dump(rows, f)", ["create file a.json"]),
        ("df.to_csv('a.csv')\ndf.to_csv('a.csv')", ["create file a.csv", "create file a.csv"]),
    ],
)  # fmt: skip
def test_what_remains_of_a_body(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert told(effects_of(tmp_path, body)) == expected


@pytest.mark.parametrize(
    "event, expected",
    [
        ("yield AssetMaterialization(asset_key='users')", "create asset users"),
        ("yield AssetMaterialization(AssetKey(['shop', 'users']))", "create asset shop/users"),
        ("yield AssetMaterialization(['shop', 'users'])", "create asset shop/users"),
        ("context.log_event(AssetMaterialization('users', metadata={'rows': 3}))", "create asset users"),
        (
            "key = AssetKey(['shop', 'users'])\nyield AssetMaterialization(asset_key=key)",
            "create asset shop/users",
        ),
        (
            "schema = 'shop'\nyield AssetMaterialization([schema, f'{schema}_users'])",
            "create asset shop/shop_users",
        ),
        ("yield AssetMaterialization(AssetKey.from_user_string('shop/users'))", "create asset shop/users"),
        ("yield AssetMaterialization(AssetKey('users').with_prefix('shop'))", "create asset shop/users"),
        ("yield AssetMaterialization(AssetKey.from_user_string(rows[0]))", "create asset ?"),
        ("yield AssetMaterialization(asset_key=rows[0])", "create asset ?"),
        ("yield AssetMaterialization(AssetKey(['shop', rows[0]]))", "create asset ?"),
        ("yield AssetObservation(asset_key='users')", "read asset users"),
    ],
)
def test_asset_events(tmp_path: Path, event: str, expected: str) -> None:
    before = "from dagster import AssetKey, AssetMaterialization, AssetObservation"
    (effect,) = effects_of(tmp_path, event, before)
    assert told((effect,)) == [expected]
    assert (effect.reason == "computed") == (effect.identity is None)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("x = " + "(" * 80 + "1" + ")" * 80, id="deep-parentheses"),
        pytest.param("x = " + " + ".join(["'a'"] * 400), id="long-sum"),
        pytest.param("x = " + "f(" * 60 + ")" * 60, id="deep-calls"),
        pytest.param("x = df" + ".a()" * 300, id="long-chain"),
        pytest.param("x = x\ndf.to_sql(x, engine)", id="assigned-to-itself"),
        pytest.param("def inner():\n    inner()\ninner()", id="inner-recursion"),
        pytest.param("build(context)", id="calls-itself"),
        pytest.param("df.to_sql(*rows, **rows)", id="stars"),
        pytest.param("del df\ndf.to_sql('users', engine)", id="deleted"),
        pytest.param("open()", id="no-arguments"),
        pytest.param("cursor.execute()", id="execute-nothing"),
        pytest.param("cursor.execute('insert into')", id="broken-sql"),
        pytest.param("(lambda: (yield))()", id="lambda-yields"),
        pytest.param("global engine\nengine = 1", id="global"),
        pytest.param("class Inner:\n    x = df.to_sql('users', engine)", id="class-in-a-body"),
        pytest.param(
            "async def inner():\n    await cursor.execute('select 1 from x')\nawait_it = inner()", id="async"
        ),
    ],
)
def test_strange_code_stops_nothing(tmp_path: Path, body: str) -> None:
    effects_of(tmp_path, body, parameters="context, df=None, engine=None, cursor=None, rows=()")


def test_a_name_that_leads_back_to_itself(tmp_path: Path) -> None:
    before = "A = B = None\ndef first():\n    return second()\ndef second():\n    return first()\nCLIENT = first()\n"
    assert effects_of(tmp_path, "CLIENT.to_sql('users', engine)", before)[0].identity == "users"
