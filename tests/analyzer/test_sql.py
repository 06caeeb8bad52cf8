"""SQL text to reads and writes: prose and placeholders first, then one case per kind of statement."""

import subprocess
import sys

import pytest

from assetize.analyzer.effects.sql import is_placeholder, is_sql, plain_name, read_sql


def uses(text: str) -> list[str]:
    return [f"{use.verb} {use.name}" for use in read_sql(text).uses]


@pytest.mark.parametrize(
    "text",
    [
        "Select a user from the list",
        "select your seat from our app.",
        "Update the users set in the profile",
        "Delete from the list all that are old",
        "Drop me a line",
        "insert coin",
        "Insert into the slot",
        "Create a table for two",
        "merge sort using two lists",
        "Copy that to the clipboard",
        "call me",
        "with love from Paris",
        "truncate the text",
        "users",
        "",
        "https://example.com/select?from=users",
        "Begin the run",
        "execute order 66",
        "Execute the plan.",
    ],
)
def test_prose_is_not_sql(text: str) -> None:
    assert not is_sql(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 1 FROM users",
        "\n  -- a comment\n  select *\n from raw.users",
        "/* note */ INSERT INTO users VALUES (1)",
        "WITH recent AS (SELECT * FROM events) SELECT * FROM recent",
        "create or replace temporary table x as select 1",
        "MERGE INTO users USING staged ON users.id = staged.id WHEN MATCHED THEN DELETE",
        "UPDATE users SET name = 'x'",
        "delete from users where id = %s",
        "drop table if exists users",
        "TRUNCATE TABLE users",
        "alter table users add column x int",
        "COPY users FROM 's3://bucket/x' CSV",
        "CALL refresh_users(1)",
        "exec refresh_users",
        "EXEC dbo.refresh 1",
        "EXEC sp_refresh @day = 1",
        "BEGIN; INSERT INTO users SELECT * FROM raw_users; COMMIT",
        "{% set x = 1 %} select * from users",
        "insert into {schema}.users select 1",
    ],
)
def test_statements_are_sql(text: str) -> None:
    assert is_sql(text)


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("SELECT 1", [], id="no-table"),
        pytest.param("SET search_path = x; COMMIT", [], id="session"),
        pytest.param("GRANT SELECT ON users TO bob", [], id="grant"),
        pytest.param("CREATE INDEX i ON users (id)", [], id="index"),
        pytest.param("CREATE SCHEMA shop", [], id="schema"),
        pytest.param("SELECT * FROM UNNEST([1, 2])", [], id="unnest"),
        pytest.param("SELECT * FROM Raw.Users", ["read raw.users"], id="lower-case"),
        pytest.param('SELECT * FROM raw."Users"', ["read raw.Users"], id="quoted-keeps-case"),
        pytest.param("SELECT * FROM a, b JOIN c ON true", ["read a", "read b", "read c"], id="joins"),
        pytest.param("SELECT * FROM a WHERE id IN (SELECT id FROM b)", ["read a", "read b"], id="subquery"),
        pytest.param("SELECT * FROM a UNION SELECT * FROM b", ["read a", "read b"], id="union"),
        pytest.param("WITH c AS (SELECT * FROM a) SELECT * FROM c", ["read a"], id="cte"),
        pytest.param("WITH users AS (SELECT * FROM users) SELECT * FROM users", ["read users"], id="cte-over-its-name"),
        pytest.param(
            "WITH RECURSIVE r AS (SELECT 1 UNION ALL SELECT * FROM r) SELECT * FROM r", [], id="recursive-cte"
        ),
        pytest.param("CREATE TABLE users (id int)", ["create users"], id="create"),
        pytest.param(
            "CREATE TABLE users AS SELECT * FROM raw_users", ["read raw_users", "create users"], id="create-as"
        ),
        pytest.param("CREATE OR REPLACE VIEW v AS SELECT * FROM t", ["read t", "create v"], id="view"),
        pytest.param(
            "DROP TABLE users; CREATE TABLE users AS SELECT * FROM raw_users",
            ["drop users", "read raw_users", "create users"],
            id="drop-and-create",
        ),
        pytest.param("INSERT INTO users SELECT * FROM raw_users", ["read raw_users", "append users"], id="insert"),
        pytest.param("INSERT OVERWRITE TABLE users SELECT * FROM r", ["read r", "create users"], id="overwrite"),
        pytest.param("REPLACE INTO users VALUES (1)", ["append users"], id="replace-into"),
        pytest.param("INSERT OR REPLACE INTO users VALUES (1)", ["append users"], id="sqlite-upsert"),
        pytest.param(
            "WITH c AS (SELECT * FROM a) INSERT INTO b SELECT * FROM c", ["read a", "append b"], id="cte-insert"
        ),
        pytest.param(
            "MERGE INTO t USING s ON t.id = s.id WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)",
            ["read s", "append t"],
            id="merge-inserts",
        ),
        pytest.param(
            "MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET x = s.x",
            ["read s", "update t"],
            id="merge-updates",
        ),
        pytest.param("UPDATE users SET x = 1", ["update users"], id="update"),
        pytest.param("UPDATE u SET x = 1 FROM users u", ["update users"], id="update-through-alias"),
        pytest.param("DELETE FROM users WHERE id = 1", ["delete users"], id="delete"),
        pytest.param("DELETE FROM users USING old WHERE users.id = old.id", ["read old", "delete users"], id="using"),
        pytest.param("TRUNCATE TABLE a, b", ["delete a", "delete b"], id="truncate"),
        pytest.param("DROP VIEW IF EXISTS v", ["drop v"], id="drop-view"),
        pytest.param("ALTER TABLE users ADD COLUMN x int", ["update users"], id="alter"),
        pytest.param("ALTER TABLE users_new RENAME TO users", ["drop users_new", "create users"], id="rename"),
        pytest.param("SELECT * INTO users FROM raw_users", ["read raw_users", "create users"], id="select-into"),
        pytest.param("COPY users FROM 's3://b/users.csv' CSV", ["append users"], id="copy"),
        pytest.param("COPY INTO users FROM @stage/users", ["read @stage/users", "append users"], id="copy-into"),
        pytest.param("COPY (SELECT * FROM t) TO 'out.parquet'", ["read t", "create out.parquet"], id="copy-to"),
        pytest.param(
            "UNLOAD ('select * from users') TO 's3://b/u' IAM_ROLE 'r'", ["read users", "create s3://b/u"], id="unload"
        ),
        pytest.param("CALL shop.refresh(1)", ["opaque shop.refresh"], id="call"),
        pytest.param("EXEC dbo.refresh 1", ["opaque dbo.refresh"], id="exec"),
        pytest.param("alter pipe users_pipe refresh", ["opaque users_pipe"], id="pipe"),
        pytest.param("REFRESH MATERIALIZED VIEW daily", ["create daily"], id="refresh"),
        pytest.param("SELECT * FROM [dbo].[Users]", ["read dbo.Users"], id="tsql"),
        pytest.param("SELECT * FROM `my-project.shop.users`", ["read my-project.shop.users"], id="bigquery"),
        pytest.param("INSERT INTO `shop`.`users` VALUES (1)", ["append shop.users"], id="mysql"),
        pytest.param("SELECT * FROM 'raw/users.parquet'", ["read raw/users.parquet"], id="duckdb-file"),
        pytest.param("SELECT * FROM read_csv('users.csv')", ["read users.csv"], id="duckdb-function"),
        pytest.param("insert into users (a) select x::int from raw_users where y = :day", ["read raw_users", "append users"], id="casts-are-not-parameters"),
        pytest.param("INSERT INTO users (id, name) VALUES (%s, %(name)s, ?, $1)", ["append users"], id="parameters"),
        pytest.param("SELECT * FROM users LIMIT {limit}", ["read users"], id="format-field"),
        pytest.param("SELECT * FROM users WHERE day = '{{ ds }}'", ["read users"], id="jinja"),
    ],
)  # fmt: skip
def test_uses(text: str, expected: list[str]) -> None:
    assert uses(text) == expected


def test_a_placeholder_in_a_name_is_marked() -> None:
    (use,) = read_sql("INSERT INTO {schema}.users VALUES (1)").uses
    assert is_placeholder(use.name)


@pytest.mark.parametrize(
    "text", ["CREATE TEMP TABLE t AS SELECT 1", "create table #t (a int)", "CREATE TEMPORARY TABLE t (a int)"]
)
def test_temporary_tables_are_flagged(text: str) -> None:
    (use,) = read_sql(text).uses
    assert use.temporary


def test_every_use_of_a_temporary_table_is_temporary() -> None:
    reading = read_sql("CREATE TEMP TABLE t AS SELECT * FROM a; INSERT INTO b SELECT * FROM t")
    assert [(use.name, use.temporary) for use in reading.uses] == [
        ("a", False),
        ("t", True),
        ("t", True),
        ("b", False),
    ]


def test_rows_all_gone_or_some() -> None:
    assert read_sql("DELETE FROM users").uses[0].whole
    assert not read_sql("DELETE FROM users WHERE id = 1").uses[0].whole


@pytest.mark.parametrize(
    "text, expected",
    [
        ("INSERT INTO users {columns} VALUES {values}", ["append users"]),
        ("CREATE TABLE users WEIRD STUFF AS SELECT x FROM raw_users ???", ["create users", "read raw_users"]),
        ("LOAD DATA INFILE 'x.csv' INTO TABLE users", ["append users"]),
        ("WITH c AS (SELECT !! FROM a) INSERT INTO b !! SELECT * FROM c", ["append b", "read a"]),
    ],
)
def test_what_no_dialect_parses_is_read_by_its_words(text: str, expected: list[str]) -> None:
    reading = read_sql(text)
    assert not reading.parsed
    assert [f"{use.verb} {use.name}" for use in reading.uses] == expected


def test_plain_names() -> None:
    assert plain_name('Shop."Users"') == "shop.Users"


def test_the_parser_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, assetize.analyzer.effects.sql as s; s.is_sql('select 1 from x'); print('sqlglot' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
