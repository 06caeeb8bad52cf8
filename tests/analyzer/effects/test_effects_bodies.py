"""Bodies: names, texts, branches, loops, with, try; what only a run can tell stays unknown."""

from pathlib import Path

import pytest
from effect_tools import effects_of, told


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("df.to_sql(rows[0], engine)", id="item-of-an-input"),
        pytest.param("df.to_sql(context.op_config['table'], engine)", id="run-config"),
        pytest.param("for name in rows:\n    df.to_sql(name, engine)", id="loop-over-an-input"),
        pytest.param(
            "for name in rows:\n    df.to_sql(f'users_{name}', engine)", id="text-with-a-loop-variable"
        ),
        pytest.param(
            "if rows:\n    name = 'a'\nelse:\n    name = 'b'\ndf.to_sql(name, engine)", id="branches-differ"
        ),
        pytest.param(
            "names = ['a']\nnames.append(rows)\nfor name in names:\n    df.to_sql(name, engine)",
            id="list-grows",
        ),
        pytest.param(
            "name = 'a'\nfor row in rows:\n    name += row\ndf.to_sql(name, engine)", id="grows-in-a-loop"
        ),
        pytest.param("while rows:\n    df.to_sql(rows.pop(), engine)", id="while"),
        pytest.param("import uuid\ndf.to_sql(f'users_{uuid.uuid4()}', engine)", id="uuid"),
        pytest.param("[df.to_sql(name, engine) for name in rows]", id="comprehension"),
    ],
)
def test_names_only_known_while_running(tmp_path: Path, body: str) -> None:
    effects = effects_of(tmp_path, body)
    assert told(effects) == ["create table ?"]
    assert effects[0].reason


def test_the_pattern_of_a_name_from_run_config_is_kept(tmp_path: Path) -> None:
    (effect,) = effects_of(tmp_path, "df.to_csv(f\"out/{context.op_config['day']}.csv\")")
    assert (effect.identity, effect.pattern) == (None, "out/{config:day}.csv")
    assert effect.reason == "run config 'day'"


@pytest.mark.parametrize(
    "body, expected",
    [
        pytest.param("name = 'users'\ndf.to_sql(name, engine)", ["create table users"], id="local"),
        pytest.param("schema = 'shop'\ndf.to_sql('users', engine, schema=schema)", ["create table shop.users"], id="two"),
        pytest.param("name = 'u'\nname = 'users'\ndf.to_sql(name, engine)", ["create table users"], id="assigned-twice"),
        pytest.param("a, b = 'users', 'orders'\ndf.to_sql(b, engine)", ["create table orders"], id="unpacked"),
        pytest.param("sql = 'insert into users '\nsql += 'select * from raw'\ncursor.execute(sql)",
                     ["read table raw", "append table users"], id="put-together"),
        pytest.param("name = 'users'\ncursor.execute(f'insert into shop.{name} values (1)')",
                     ["append table shop.users"], id="f-string"),
        pytest.param("cursor.execute('insert into {} values (1)'.format('users'))", ["append table users"], id="format"),
        pytest.param("cursor.execute('insert into %s values (1)' % 'users')", ["append table users"], id="percent"),
        pytest.param("columns = ', '.join(rows)\ncursor.execute(f'insert into users ({columns}) values (1)')",
                     ["append table users"], id="unknown-columns"),
        pytest.param("cursor.execute(f'insert into users {rows} values {rows}')", ["append table users"], id="holes"),
        pytest.param("import os\nschema = os.environ['SCHEMA']\ncursor.execute(f'drop table {schema}.users')",
                     ["drop table {env:SCHEMA}.users"], id="environment"),
        pytest.param("import os\ndf.to_csv(os.path.join('out', 'users.csv'))", ["create file out/users.csv"], id="path"),
        pytest.param("from pathlib import Path\nfolder = Path('out')\n(folder / 'a.txt').write_text('x')",
                     ["create file out/a.txt"], id="pathlib"),
        pytest.param("from pathlib import Path\nwith (Path('out') / 'a.csv').open('w') as f:\n    f.write('x')",
                     ["create file out/a.csv"], id="opened-path"),
        pytest.param("df.to_csv(f'out/{context.partition_key}.csv')",
                     ["create file out/{partition:partition_key}.csv"], id="partition"),
        pytest.param("from datetime import date\ntoday = date.today()\ndf.to_csv(f'out/{today}.csv')",
                     ["create file out/{date:today}.csv"], id="a-date-is-a-partition"),
        pytest.param("for name in ('users', 'orders'):\n    df.to_sql(name, engine)",
                     ["create table users", "create table orders"], id="known-loop"),
        pytest.param("tables = {'users': df, 'orders': df}\nfor name, frame in tables.items():\n    frame.to_sql(name, engine)",
                     ["create table users", "create table orders"], id="known-dict"),
        pytest.param("for at, name in enumerate(['users', 'orders']):\n    df.to_sql(name, engine)",
                     ["create table users", "create table orders"], id="enumerate"),
        pytest.param("for name, frame in zip(['users', 'orders'], rows):\n    frame.to_sql(name, engine)",
                     ["create table users", "create table orders"], id="zip"),
        pytest.param("[df.to_sql(name, engine) for name in ['users', 'orders']]",
                     ["create table users", "create table orders"], id="known-comprehension"),
        pytest.param("name = 'users' if True else 'orders'\ndf.to_sql(name, engine)", ["create table users"], id="if-expression"),
        pytest.param("mode = 'sql'\nif mode == 'sql':\n    df.to_sql('users', engine)\nelse:\n    df.to_csv('users.csv')",
                     ["create table users"], id="known-branch"),
        pytest.param("if rows:\n    name = 'users'\nelse:\n    name = 'users'\ndf.to_sql(name, engine)",
                     ["create table users"], id="branches-agree"),
        pytest.param("def save(frame):\n    frame.to_sql('users', engine)\nsave(df)", ["create table users"], id="inner-function"),
        pytest.param("save = lambda frame: frame.to_sql('users', engine)\nsave(df)", ["create table users"], id="lambda"),
        pytest.param("list(map(lambda frame: frame.to_sql('users', engine), rows))", ["create table users"], id="mapped"),
        pytest.param("try:\n    df.to_sql('users', engine)\nfinally:\n    open('done', 'w')",
                     ["create table users", "create file done"], id="finally"),
        pytest.param("if (name := 'users'):\n    df.to_sql(name, engine)", ["create table users"], id="walrus"),
        pytest.param("return df.to_sql('users', engine)", ["create table users"], id="returned"),
        pytest.param("raise ValueError\ndf.to_sql('users', engine)", [], id="after-raise"),
        pytest.param("import json\nimport requests\njson.dump(requests.get('https://a.example').json(), open('a.json', 'w'))",
                     ["read http https://a.example", "create file a.json"], id="nested-calls"),
        pytest.param("match rows:\n    case []:\n        df.to_sql('users', engine)", ["create table users"], id="match"),
    ],
)  # fmt: skip
def test_known_names(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert told(effects_of(tmp_path, body)) == expected


@pytest.mark.parametrize(
    "body",
    [
        "for row in rows:\n    cursor.execute('insert into users values (?)', row)",
        "while rows:\n    df.to_csv('users.csv')",
    ],
)
def test_loops_over_something_unknown_are_marked(tmp_path: Path, body: str) -> None:
    (effect,) = effects_of(tmp_path, body)
    assert effect.in_loop
    assert effect.identity is not None


def test_known_loops_are_not_marked(tmp_path: Path) -> None:
    effects = effects_of(tmp_path, "for name in ['a', 'b']:\n    df.to_sql(name, engine)")
    assert [effect.in_loop for effect in effects] == [False, False]


@pytest.mark.parametrize(
    "body",
    [
        "if rows:\n    df.to_sql('users', engine)",
        "df.to_sql('users', engine) if rows else None",
        "try:\n    rows.check()\nexcept ValueError:\n    df.to_sql('users', engine)",
    ],
)
def test_what_may_not_happen_is_marked(tmp_path: Path, body: str) -> None:
    (effect,) = effects_of(tmp_path, body)
    assert effect.conditional


def test_constants_of_other_modules(tmp_path: Path) -> None:
    files = {"names.py": "SCHEMA = 'shop'\nclass Tables:\n    USERS = 'users'\n"}
    body = "df.to_sql(Tables.USERS, engine, schema=SCHEMA)"
    effects = effects_of(tmp_path, body, "from names import SCHEMA, Tables", files=files)
    assert told(effects) == ["create table shop.users"]


def test_module_level_clients(tmp_path: Path) -> None:
    before = "import boto3\ns3 = boto3.client('s3')\nBUCKET = 'shop'\n"
    (effect,) = effects_of(tmp_path, "s3.put_object(Bucket=BUCKET, Key='users.json', Body=b'')", before)
    assert (effect.identity, effect.confidence) == ("shop/users.json", "certain")


def test_sql_in_a_file(tmp_path: Path) -> None:
    files = {"users.sql": "insert into users select * from raw_users"}
    body = "with open(Path(__file__).parent / 'users.sql') as f:\n    cursor.execute(f.read())"
    effects = effects_of(tmp_path, body, "from pathlib import Path", files=files)
    assert told(effects)[-2:] == ["read table raw_users", "append table users"]


def test_order_and_place(tmp_path: Path) -> None:
    first, second = effects_of(tmp_path, "df.to_sql('a', engine)\ndf.to_sql('b', engine)")
    assert (first.order, second.order) == (0, 1)
    assert (first.where.file, second.where.line - first.where.line) == ("shop.py", 1)
    assert first.op == "shop:build"
    assert first.detail == "df.to_sql('a', engine)"
