"""How code stores an object: idioms with a place for the object's name and one for the data."""

from dataclasses import dataclass
from random import Random
from typing import Literal

Kind = Literal["table", "file", "object"]


@dataclass(frozen=True, slots=True)
class Idiom:
    """``lines`` say NAME where the object's name goes and DATA where the data does; ``extension`` is that of a file."""

    name: str
    kind: Kind
    imports: tuple[str, ...]
    lines: tuple[str, ...]
    extension: str = ""


_SQLALCHEMY = ("import pandas as pd", "from sqlalchemy import create_engine, text")
_S3 = ("import boto3",)

IDIOMS = (
    Idiom("to_sql", "table", _SQLALCHEMY, (
        'engine = create_engine("sqlite:///warehouse.db")',
        'pd.DataFrame(DATA).to_sql(NAME, engine, if_exists="replace", index=False)',
    )),
    Idiom("to_sql append", "table", _SQLALCHEMY, (
        'with create_engine("sqlite:///warehouse.db").begin() as connection:',
        '    pd.DataFrame(DATA).to_sql(name=NAME, con=connection, if_exists="append")',
    )),
    Idiom("create table as", "table", ("import sqlite3",), (
        'connection = sqlite3.connect("warehouse.db")',
        'connection.execute(f"CREATE TABLE IF NOT EXISTS {NAME} AS SELECT * FROM landing")',
        "connection.commit()",
    )),
    Idiom("insert select", "table", _SQLALCHEMY, (
        'with create_engine("sqlite:///warehouse.db").connect() as connection:',
        '    connection.execute(text(f"insert into {NAME} select * from landing where loaded = 0"))',
    )),
    Idiom("cursor", "table", ("import psycopg2",), (
        'connection = psycopg2.connect("dbname=shop")',
        "cursor = connection.cursor()",
        'cursor.executemany("INSERT INTO " + NAME + " VALUES (%s, %s)", DATA)',
        "connection.commit()",
    )),
    Idiom("bigquery", "table", ("from google.cloud import bigquery", "import pandas as pd"), (
        "client = bigquery.Client()",
        "client.load_table_from_dataframe(pd.DataFrame(DATA), NAME).result()",
    )),
    Idiom("snowflake", "table", (
        "import snowflake.connector",
        "from snowflake.connector.pandas_tools import write_pandas",
        "import pandas as pd",
    ), (
        'connection = snowflake.connector.connect(account="shop")',
        "write_pandas(connection, pd.DataFrame(DATA), NAME)",
    )),
    Idiom("spark", "table", ("from pyspark.sql import SparkSession",), (
        "spark = SparkSession.builder.getOrCreate()",
        'spark.createDataFrame(DATA).write.mode("overwrite").saveAsTable(NAME)',
    )),
    Idiom("mongo", "table", ("from pymongo import MongoClient",), (
        'database = MongoClient("localhost")["shop"]',
        "database[NAME].insert_many(DATA)",
    )),
    Idiom("to_csv", "file", ("import pandas as pd",), ("pd.DataFrame(DATA).to_csv(NAME, index=False)",), ".csv"),
    Idiom("to_parquet", "file", ("import pandas as pd",), ("frame = pd.DataFrame(DATA)", "frame.to_parquet(NAME)"), ".parquet"),
    Idiom("json.dump", "file", ("import json",), (
        'with open(NAME, "w") as file:',
        "    json.dump(DATA, file)",
    ), ".json"),
    Idiom("pickle.dump", "file", ("import pickle",), (
        'with open(NAME, "wb") as file:',
        "    pickle.dump(DATA, file)",
    ), ".pkl"),
    Idiom("write_text", "file", ("from pathlib import Path",), ("Path(NAME).write_text(str(DATA))",), ".txt"),
    Idiom("put_object", "object", (*_S3, "import json"), (
        'boto3.client("s3").put_object(Bucket="shop-data", Key=NAME, Body=json.dumps(DATA))',
    ), ".json"),
    Idiom("s3 resource", "object", (*_S3, "import json"), (
        's3 = boto3.resource("s3")',
        's3.Object("shop-data", NAME).put(Body=json.dumps(DATA).encode())',
    ), ".json"),
    Idiom("joblib", "file", ("import joblib",), ("joblib.dump(DATA, NAME)",), ".joblib"),
    Idiom("delete then insert", "table", ("import sqlite3",), (
        'with sqlite3.connect("warehouse.db") as connection:',
        '    connection.execute(f"DELETE FROM {NAME} WHERE loaded = 1")',
        '    connection.executemany("INSERT INTO " + NAME + " VALUES (?, ?)", DATA)',
    )),
    Idiom("made if missing", "table", ("import psycopg2",), (
        'cursor = psycopg2.connect("dbname=shop").cursor()',
        'cursor.execute(f"CREATE TABLE IF NOT EXISTS {NAME} (name text, value int)")',
        "for row in DATA:",
        '    cursor.execute("INSERT INTO " + NAME + " VALUES (%s, %s)", row)',
    )),
    Idiom("truncate then copy", "table", ("import io", "import psycopg2"), (
        'cursor = psycopg2.connect("dbname=shop").cursor()',
        'cursor.execute("TRUNCATE TABLE " + NAME)',
        'cursor.copy_expert(f"COPY {NAME} FROM STDIN WITH CSV", io.StringIO(str(DATA)))',
    )),
    Idiom("merge", "table", ("import snowflake.connector",), (
        'cursor = snowflake.connector.connect(account="shop").cursor()',
        'cursor.execute(f"MERGE INTO {NAME} t USING landing s ON t.name = s.name WHEN NOT MATCHED THEN INSERT (name) VALUES (s.name)")',
    )),
    Idiom("duckdb", "table", ("import duckdb",), (
        'connection = duckdb.connect("warehouse.duckdb")',
        'connection.execute(f"CREATE OR REPLACE TABLE {NAME} AS SELECT * FROM landing")',
    )),
    Idiom("polars", "file", ("import polars as pl",), ("pl.DataFrame(DATA).write_parquet(NAME)",), ".parquet"),
    Idiom("csv.writer", "file", ("import csv",), (
        'with open(NAME, "w", newline="") as file:',
        "    csv.writer(file).writerows(DATA)",
    ), ".csv"),
    Idiom("write then rename", "file", ("import os", "import pandas as pd"), (
        'pd.DataFrame(DATA).to_csv(NAME + ".part")',
        'os.replace(NAME + ".part", NAME)',
    ), ".csv"),
    Idiom("appending lines", "file", ("import json",), (
        'with open(NAME, "a") as file:',
        "    for row in DATA:",
        '        file.write(json.dumps(row) + "\\n")',
    ), ".jsonl"),
    Idiom("upload_file", "object", ("import boto3", "import json", "import tempfile"), (
        'with tempfile.NamedTemporaryFile("w") as part:',
        "    json.dump(DATA, part)",
        '    boto3.client("s3").upload_file(part.name, "shop-data", NAME)',
    ), ".json"),
    Idiom("gcs", "object", ("from google.cloud import storage as gcs", "import json"), (
        'bucket = gcs.Client().bucket("shop-data")',
        "bucket.blob(NAME).upload_from_string(json.dumps(DATA))",
    ), ".json"),
)  # fmt: skip


def object_name(random: Random, idiom: Idiom, noun: str) -> str:
    """A name for the object: with or without a schema or folder."""
    if idiom.kind == "table":
        plain = idiom.name in ("to_sql", "to_sql append", "mongo", "delete then insert")
        return noun if plain or random.random() < 0.5 else f"{random.choice(['shop', 'core', 'mart'])}.{noun}"
    folder = random.choice(["exports/", "data/out/", "models/", ""])
    return f"{folder}{noun}{idiom.extension}"
