"""Every row of the catalogue by its own example; receivers of other types first."""

from pathlib import Path

import pytest
from effect_tools import effects_of, told

from assetize.analyzer.effects.catalogue import CATALOGUE, Row

DOCS = Path(__file__).parents[3] / "docs" / "effects.md"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("df.to_csv()", id="csv-to-a-string"),
        pytest.param("df.to_csv(None)", id="csv-to-none"),
        pytest.param("import io\nbuffer = io.StringIO()\ndf.to_csv(buffer)", id="csv-to-memory"),
        pytest.param("df.query('age > 3')", id="query-of-a-frame"),
        pytest.param("rows.append('users')", id="list-append"),
        pytest.param("rows.insert(0, 'users')", id="list-insert"),
        pytest.param("rows.update(name='users')", id="dict-update"),
        pytest.param("rows.get('users')", id="dict-get"),
        pytest.param("rows.put('users')", id="queue-put"),
        pytest.param("'a,b'.replace('a', 'b')", id="text-replace"),
        pytest.param("df.drop(columns='users')", id="frame-drop"),
        pytest.param("df.rename(columns={'a': 'users'})", id="frame-rename"),
        pytest.param("context.log.info('INSERT INTO users VALUES (1)')", id="sql-in-a-log-line"),
        pytest.param("print('insert into users values (1)')", id="sql-printed"),
        pytest.param("rows.execute('run the thing')", id="execute-prose"),
        pytest.param("import json\njson.dumps(rows)", id="dumps"),
        pytest.param("import pandas as pd\npd.DataFrame(rows).set_index('id')", id="frame-calls"),
        pytest.param("import redis\nredis.Redis().to_sql('users')", id="to_sql-of-another-library"),
        pytest.param(
            "import duckdb\nduckdb.connect().upload_file('a', 'b', 'c')", id="upload_file-of-another-library"
        ),
        pytest.param(
            "import sqlite3\nsqlite3.connect(':memory:').execute('create table t (a)')", id="in-memory"
        ),
        pytest.param("import duckdb\nduckdb.sql('create table t as select 1')", id="duckdb-in-memory"),
        pytest.param("cursor.execute('create temp table t as select 1')", id="temporary-table"),
        pytest.param("import duckdb\nduckdb.sql('select * from df')", id="duckdb-reads-a-variable"),
    ],
)
def test_untouched(tmp_path: Path, body: str) -> None:
    assert told(effects_of(tmp_path, body)) == []


@pytest.mark.parametrize("row", CATALOGUE, ids=lambda row: row.idiom)
def test_row(tmp_path: Path, row: Row) -> None:
    code, identity = row.example
    effects = effects_of(tmp_path, code)
    named = [
        effect
        for effect in effects
        if effect.idiom == row.idiom or (row.reading == "sql" and effect.idiom.startswith("sql."))
    ]
    assert identity in [effect.identity for effect in named]
    assert all(
        effect.reason for effect in named if effect.identity is None and row.identity and row.verb != "send"
    )


@pytest.mark.parametrize("row", CATALOGUE, ids=lambda row: row.idiom)
def test_row_has_its_verb_and_kind(tmp_path: Path, row: Row) -> None:
    code, identity = row.example
    verbs = {row.verb, *(verb for _, verb in row.switch.verbs)} if row.switch is not None else {row.verb}
    kinds = {row.kind, *(("object", "http") if row.reading == "path" else ())}
    found = [effect for effect in effects_of(tmp_path, code) if effect.idiom == row.idiom]
    assert found or row.reading == "sql", "its example does not show it"
    named = [effect for effect in found if effect.identity == identity]
    assert {effect.verb for effect in named} <= verbs
    assert {effect.kind for effect in named} <= kinds
    assert {effect.confidence for effect in found} <= {row.confidence, row.loose or "guess", "guess"}


def test_idioms_are_unique() -> None:
    idioms = [row.idiom for row in CATALOGUE]
    assert len(idioms) == len(set(idioms))


def test_every_idiom_is_explained() -> None:
    text = DOCS.read_text(encoding="utf-8")
    missing = [row.idiom for row in CATALOGUE if f"`{row.idiom}`" not in text]
    assert missing == []


@pytest.mark.parametrize(
    "body, expected",
    [
        ("df.to_sql('users', engine, if_exists='append')", "append table users"),
        ("df.to_sql('users', engine, if_exists='replace')", "create table users"),
        ("df.to_sql(name='users', con=engine)", "create table users"),
        ("df.to_csv('out/users.csv', mode='a')", "append file out/users.csv"),
        ("open('users.txt', 'a')", "append file users.txt"),
        ("open('users.txt', mode='rb')", "read file users.txt"),
        ("open('users.txt', 'r+')", "update file users.txt"),
        ("open('users.txt')", "read file users.txt"),
        ("df.write.mode('append').saveAsTable('users')", "append table users"),
        ("df.write.insertInto('users', overwrite=True)", "create table users"),
        ("df.to_parquet('s3://bucket/users.parquet')", "create object bucket/users.parquet"),
        ("df.to_parquet('file:///data/users.parquet')", "create file /data/users.parquet"),
        ("import pandas as pd\npd.read_csv('https://example.com/u.csv')", "read http https://example.com/u.csv"),
        ("import pandas as pd\npd.read_sql('raw_users', engine)", "read table raw_users"),
        ("import requests\nrequests.request('DELETE', 'https://example.com')", "delete http https://example.com"),
    ],
)  # fmt: skip
def test_arguments_decide_the_verb(tmp_path: Path, body: str, expected: str) -> None:
    assert told(effects_of(tmp_path, body)) == [expected]


def test_confidence_follows_the_receiver(tmp_path: Path) -> None:
    (known,) = effects_of(tmp_path, "import pandas as pd\npd.DataFrame(rows).to_sql('users', engine)")
    (loose,) = effects_of(tmp_path, "df.to_sql('users', engine)")
    assert (known.confidence, loose.confidence) == ("certain", "likely")


def test_an_annotation_makes_the_receiver_known(tmp_path: Path) -> None:
    (effect,) = effects_of(
        tmp_path, "df.to_sql('users', engine)", "import pandas as pd", "df: pd.DataFrame, engine"
    )
    assert effect.confidence == "certain"


def test_a_post_is_a_guess(tmp_path: Path) -> None:
    (effect,) = effects_of(tmp_path, "import requests\nrequests.post('https://example.com/users', json=rows)")
    assert (effect.verb, effect.kind, effect.confidence) == ("send", "http", "guess")


def test_sql_that_is_not_known_is_said(tmp_path: Path) -> None:
    (effect,) = effects_of(tmp_path, "cursor.execute(rows['sql'])")
    assert (effect.verb, effect.identity, effect.confidence) == ("opaque", None, "guess")
    assert "only known while running" in effect.reason
