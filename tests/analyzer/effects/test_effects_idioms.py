"""Idioms as projects write them, from the import to the write; ``?`` for a name that only a run gives."""

import textwrap
from pathlib import Path

import pytest
from effect_tools import HEAD, analyse, effects_of, told


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("cursor.execute('create temporary table t as select 1')\ncursor.execute('insert into t values (1)')",
                     id="temporary-table"),
        pytest.param("from datetime import date\ndate.today().strftime('%Y')", id="a-date"),
        pytest.param("rows.copy()", id="copied-list"),
        pytest.param("import copy\ncopy.copy(rows)", id="copied-by-function"),
        pytest.param("from psycopg2 import sql\nsql.SQL('insert into users values (1)')", id="sql-that-nobody-executes"),
        pytest.param("import duckdb\nduckdb.connect(f'{context.run_id}.db').execute('create table t as select 1')",
                     id="database-of-one-run"),
        pytest.param("import duckdb\nduckdb.connect('/tmp/x.db').execute('create table t as select 1')",
                     id="database-in-a-temporary-folder"),
        pytest.param("import os, duckdb, tempfile\nwith tempfile.TemporaryDirectory() as folder:\n"
                     "    duckdb.connect(os.path.join(folder, 'x.db')).execute('create table t as select 1')",
                     id="database-in-a-made-folder"),
        pytest.param("import sqlalchemy\ndf.to_sql('t', sqlalchemy.create_engine('sqlite:////tmp/x.db'))", id="engine-in-tmp"),
    ],
)  # fmt: skip
def test_nothing(tmp_path: Path, body: str) -> None:
    assert told(effects_of(tmp_path, body)) == []


@pytest.mark.parametrize(
    "body, expected",
    [
        pytest.param("import paramiko\nclient = paramiko.SSHClient()\nclient.connect('h')\nsftp = client.open_sftp()\n"
                     "sftp.put('users.csv', '/in/users.csv')", ["create file /in/users.csv"], id="paramiko"),
        pytest.param("from google.cloud import storage\nblob = storage.Client().bucket('shop').blob('users.csv')\n"
                     "with blob.open('w') as stream:\n    stream.write('x')", ["create object shop/users.csv"], id="gcs-open"),
        pytest.param("from azure.storage.filedatalake import DataLakeServiceClient\nlake = DataLakeServiceClient('u')\n"
                     "lake.get_directory_client('lake', 'raw').create_file('users.csv').upload_data(b'x')",
                     ["create object lake/raw/users.csv"], id="data-lake-directory"),
        pytest.param("from azure.storage.blob import ContainerClient\n"
                     "ContainerClient.from_connection_string('x', 'shop').upload_blob('users.csv', b'x')",
                     ["create object shop/users.csv"], id="azure-container"),
        pytest.param("from pymongo import MongoClient\ndb = MongoClient().shop\ndb.users_tmp.insert_many(rows)\n"
                     "db.users_tmp.rename('users', dropTarget=True)", ["create collection shop.users"], id="mongo-renamed-over"),
        pytest.param("from google.cloud import bigquery\nclient = bigquery.Client()\nclient.load_table_from_dataframe("
                     "df, 'shop.users', job_config=bigquery.LoadJobConfig(write_disposition='WRITE_TRUNCATE')).result()",
                     ["create table shop.users"], id="bigquery-truncate"),
        pytest.param("from google.cloud import bigquery\nclient = bigquery.Client()\nsettings = bigquery.LoadJobConfig()\n"
                     "settings.write_disposition = bigquery.WriteDisposition.WRITE_TRUNCATE\n"
                     "client.load_table_from_uri('gs://x', 'shop.users', job_config=settings)",
                     ["create table shop.users"], id="bigquery-settings-assigned"),
        pytest.param("from google.cloud import bigquery\nclient = bigquery.Client()\nsettings = bigquery.QueryJobConfig("
                     "destination='p.shop.users', write_disposition='WRITE_APPEND')\n"
                     "client.query('select * from raw.u', job_config=settings)",
                     ["read table raw.u", "append table p.shop.users"], id="bigquery-destination"),
        pytest.param("import pandas as pd\nwith pd.ExcelWriter('out/users.xlsx') as writer:\n    df.to_excel(writer)",
                     ["create file out/users.xlsx"], id="excel-writer"),
        pytest.param("import json\nfrom pathlib import Path\npath = Path('out') / 'users.json'\n"
                     "with path.open('w') as stream:\n    json.dump(rows, stream)",
                     ["create file out/users.json"], id="opened-path"),
        pytest.param("from psycopg2 import sql\n"
                     "cursor.execute(sql.SQL('insert into {} values (1)').format(sql.Identifier('users')))",
                     ["append table users"], id="psycopg-identifier"),
        pytest.param("with cursor.copy('COPY users FROM STDIN') as copy:\n    copy.write(b'x')", ["append table users"],
                     id="psycopg-copy"),
        pytest.param("import redshift_connector\nredshift_connector.connect().cursor().write_dataframe(df, 'users')",
                     ["append table users"], id="redshift-frame"),
        pytest.param("cursor.execute('create temp table t as select 1')\n"
                     "cursor.execute('insert into users select * from t')", ["append table users"], id="from-a-temporary-table"),
        pytest.param("import random\nname = f'tmp_{random.random()}'\ncursor.execute(f'create temp table {name} (a int)')\n"
                     "cursor.execute(f'insert into {name} values (1)')\ncursor.execute(f'insert into users select * from {name}')\n"
                     "cursor.execute(f'drop table {name}')", ["append table users"], id="from-a-temporary-table-of-a-random-name"),
        pytest.param("cursor.execute('create table stg as select * from raw_users')\n"
                     "cursor.execute('insert into users select * from stg')\ncursor.execute('drop table stg')",
                     ["read table raw_users", "append table users"], id="from-a-dropped-table"),
        pytest.param("cursor.execute('create table users_new as select 1 a')\n"
                     "cursor.execute('alter table users rename to users_old')\n"
                     "cursor.execute('alter table users_new rename to users')\ncursor.execute('drop table users_old')",
                     ["create table users"], id="renamed-into-place"),
        pytest.param("from datetime import date\nday = date.today().strftime('%Y%m%d')\ndf.to_csv('out/users_' + day + '.csv')",
                     ["create file out/users_{date:today}.csv"], id="date-in-a-variable"),
        pytest.param("from datetime import date, timedelta\nmorning = date.today() - timedelta(days=1)\n"
                     "df.to_csv(f'out/users_{morning:%Y}.csv')", ["create file out/users_{date:today}.csv"], id="day-before"),
        pytest.param("df.to_csv(f'out/users_{rows[0]:%Y-%m-%d}.csv')", ["create file out/users_{date:rows[0]}.csv"],
                     id="formatted-date"),
        pytest.param("df.createOrReplaceTempView('t')\nspark.sql('insert overwrite table shop.users select * from t')",
                     ["create table shop.users"], id="spark-view"),
        pytest.param("from jinja2 import Template\ncursor.execute(Template('insert into {{ t }} select 1').render(t='users'))",
                     ["append table users"], id="jinja"),
        pytest.param("from jinja2 import Template\ncursor.execute(Template('insert into {{ t }} select 1').render(t=rows))",
                     ["append table ?"], id="jinja-not-known"),
    ],
)  # fmt: skip
def test_idiom(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert told(effects_of(tmp_path, body)) == expected


HELPERS = """
import asyncio
from enum import Enum
from sqlalchemy.orm import DeclarativeBase

class Base(DeclarativeBase):
    pass

class User(Base):
    __tablename__ = "users"

class Name(Enum):
    USERS = "users"
    ORDERS = "orders"

def save(df, table, engine=None):
    df.to_sql(table, engine)

def save_with(df, **settings):
    df.to_sql(settings["table"], None)

def pass_on(df, **settings):
    save_with(df, **settings)

def tables():
    yield "users"
    yield "orders"

def fetched():
    for name in open_catalogue():
        yield name

@provided_by_somebody
def connected():
    import psycopg2
    yield psycopg2.connect("x").cursor()

class Loader:
    table = "none"
    def __init__(self, prefix):
        self.prefix = prefix
    def load(self, df, name):
        df.to_sql(f"{self.prefix}_{name}_{self.table}", None)

class UserLoader(Loader):
    table = "all"
    def __init__(self):
        super().__init__("shop")
    def load(self, df):
        super().load(df, "users")
"""


@pytest.mark.parametrize(
    "body, expected",
    [
        pytest.param("for name in fetched():\n    save(df, name)", ["create table ?"], id="generator-over-what-is-fetched"),
        pytest.param("from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor() as pool:\n"
                     "    pool.map(save, rows)", ["create table ?"], id="mapped-over-unknown"),
        pytest.param("for name in tables():\n    save(df, name)", ["create table users", "create table orders"], id="generator"),
        pytest.param("from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor() as pool:\n"
                     "    pool.submit(save, df, 'users')\n    pool.submit(save, df, table='orders')",
                     ["create table users", "create table orders"], id="submitted"),
        pytest.param("from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor() as pool:\n"
                     "    pool.map(save, [df, df], ['users', 'orders'])",
                     ["create table users", "create table orders"], id="mapped"),
        pytest.param("from threading import Thread\nThread(target=save, args=(df, 'users')).start()", ["create table users"],
                     id="thread"),
        pytest.param("import asyncio\nasyncio.to_thread(save, df, 'users')", ["create table users"], id="to-thread"),
        pytest.param("df.pipe(save, 'users')", ["create table users"], id="pipe"),
        pytest.param("with connected() as found:\n    found.execute('insert into users values (1)')", ["append table users"],
                     id="generator-as-a-context-manager"),
        pytest.param("for name in Name:\n    save(df, name.value)", ["create table users", "create table orders"], id="enum"),
        pytest.param("for loader in [UserLoader() for row in rows]:\n    loader.load(df)", ["create table shop_users_all"],
                     id="objects-of-a-comprehension"),
        pytest.param("save_with(df, table='users')", ["create table users"], id="keywords"),
        pytest.param("pass_on(df, table='users')", ["create table users"], id="keywords-passed-on"),
        pytest.param("UserLoader().load(df)", ["create table shop_users_all"], id="super"),
        pytest.param("from sqlalchemy.orm import Session\nwith Session(engine) as session:\n"
                     "    session.add_all([User(**row) for row in rows])", ["append table users"], id="orm-comprehension"),
        pytest.param("from sqlalchemy.orm import Session\nfound = [User(**row) for row in rows]\n"
                     "Session(engine).add_all(found)", ["append table users"], id="orm-comprehension-in-a-variable"),
    ],
)  # fmt: skip
def test_following(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert told(effects_of(tmp_path, body, HELPERS)) == expected


def test_async_helpers_are_followed(tmp_path: Path) -> None:
    code = """
    import aioboto3

    async def store(session, key):
        async with session.client("s3") as s3:
            await s3.put_object(Bucket="shop", Key=key, Body=b"x")

    @op
    async def build(context):
        await store(aioboto3.Session(), "users.json")
    """
    effects, _ = analyse(tmp_path, {"shop.py": HEAD + textwrap.dedent(code)})
    assert told(effects) == ["create object shop/users.json"]


@pytest.mark.parametrize(
    "code, files",
    [
        ("cursor.execute((Path(__file__).parent / 'users.sql').read_text())", ("users.sql",)),
        ("from importlib import resources\ncursor.execute(resources.read_text('queries', 'users.sql'))",
         ("queries/__init__.py", "queries/users.sql")),
        ("from importlib.resources import files\ncursor.execute(files('queries').joinpath('users.sql').read_text())",
         ("queries/__init__.py", "queries/users.sql")),
        ("from importlib.resources import files\nimport queries\ncursor.execute((files(queries) / 'users.sql').read_text())",
         ("queries/__init__.py", "queries/users.sql")),
        ("from jinja2 import Template\ncursor.execute(Template(Path('users.sql').read_text()).render(schema='shop'))",
         ("users.sql",)),
    ],
    ids=["beside", "package", "package-files", "package-module", "jinja"],
)  # fmt: skip
def test_sql_files(tmp_path: Path, code: str, files: tuple[str, ...]) -> None:
    text = (
        "create table {{ schema }}.users as select 1"
        if "jinja" in code
        else "create table shop.users as select 1"
    )
    written = {name: text if name.endswith(".sql") else "" for name in files}
    effects = effects_of(tmp_path, code, "from pathlib import Path", files=written)
    assert "create table shop.users" in told(effects)
