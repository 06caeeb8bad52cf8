"""Warehouses with clients of their own: BigQuery, Snowflake, Redshift and Athena through AWS; dlt, which loads into any."""

from assetize.analyzer.effects.catalogue.row import (
    Maker,
    Row,
    Switch,
    at,
    maybe,
    maybe_fact,
    needed_part,
    part,
)
from assetize.analyzer.model.effect import Verb

_BIGQUERY = ("google.cloud.bigquery", "dagster_gcp")
_DISPOSITION: tuple[tuple[str, Verb], ...] = (
    ("TRUNCATE", "create"),
    ("APPEND", "append"),
    ("EMPTY", "create"),
)
_BQ = "from google.cloud import bigquery\nclient = bigquery.Client()\n"
BIGQUERY = (
    Row(
        "bigquery.query",
        "opaque",
        "table",
        (_BQ + "client.query('CREATE OR REPLACE TABLE shop.users AS SELECT 1')", "shop.users"),
        methods=("query", "query_and_wait"),
        receivers=_BIGQUERY,
        identity=(at("query", position=0),),
        reading="sql",
    ),
    Row(
        "bigquery.load_table",
        "append",
        "table",
        (_BQ + "client.load_table_from_dataframe(df, 'project.shop.users')", "project.shop.users"),
        methods=(
            "load_table_from_dataframe",
            "load_table_from_uri",
            "load_table_from_file",
            "load_table_from_json",
        ),
        receivers=_BIGQUERY,
        identity=(at("destination", position=1),),
        switch=Switch(part("job_config", "write_disposition"), _DISPOSITION),
        loose="likely",
    ),
    Row(
        "bigquery.query:destination",
        "create",
        "table",
        (
            _BQ + "settings = bigquery.QueryJobConfig(destination='project.shop.users')\n"
            "client.query('select 1', job_config=settings)",
            "project.shop.users",
        ),
        methods=("query", "query_and_wait"),
        receivers=_BIGQUERY,
        identity=(needed_part("job_config", "destination"),),
        switch=Switch(part("job_config", "write_disposition"), _DISPOSITION),
    ),
    Row(
        "bigquery.insert_rows",
        "append",
        "table",
        (_BQ + "client.insert_rows_json('project.shop.users', rows)", "project.shop.users"),
        methods=("insert_rows_json", "insert_rows", "insert_rows_from_dataframe"),
        receivers=_BIGQUERY,
        identity=(at("table", position=0),),
        loose="likely",
    ),
    Row(
        "bigquery.create_table",
        "create",
        "table",
        (_BQ + "client.create_table('project.shop.users', exists_ok=True)", "project.shop.users"),
        methods=("create_table",),
        receivers=_BIGQUERY,
        identity=(at("table", position=0),),
    ),
    Row(
        "bigquery.copy_table",
        "create",
        "table",
        (_BQ + "client.copy_table('p.raw.users', 'p.shop.users')", "p.shop.users"),
        methods=("copy_table",),
        receivers=_BIGQUERY,
        identity=(at("destination", position=1),),
    ),
    Row(
        "bigquery.copy_table:source",
        "read",
        "table",
        (_BQ + "client.copy_table('p.raw.users', 'p.shop.users')", "p.raw.users"),
        methods=("copy_table",),
        receivers=_BIGQUERY,
        identity=(at("sources", position=0),),
    ),
    Row(
        "bigquery.delete_table",
        "drop",
        "table",
        (_BQ + "client.delete_table('project.shop.users')", "project.shop.users"),
        methods=("delete_table",),
        receivers=_BIGQUERY,
        identity=(at("table", position=0),),
    ),
    Row(
        "bigquery.read",
        "read",
        "table",
        (_BQ + "client.list_rows('project.raw.users')", "project.raw.users"),
        methods=("list_rows", "get_table"),
        receivers=_BIGQUERY,
        identity=(at("table", position=0),),
    ),
    Row(
        "bigquery.extract_table",
        "create",
        "object",
        (_BQ + "client.extract_table('p.shop.users', 'gs://bucket/users.csv')", "bucket/users.csv"),
        methods=("extract_table",),
        receivers=_BIGQUERY,
        identity=(at("destination_uris", position=1),),
        reading="path",
    ),
)

_SNOWPARK = ("snowflake.snowpark",)
SNOWFLAKE = (
    Row(
        "snowflake.write_pandas",
        "append",
        "table",
        (
            "from snowflake.connector.pandas_tools import write_pandas\n"
            "write_pandas(connection, df, 'USERS', schema='SHOP')",
            "SHOP.USERS",
        ),
        functions=("snowflake.connector.pandas_tools.write_pandas",),
        identity=(
            maybe("database", position=3),
            maybe("schema", position=4),
            at("table_name", position=2),
        ),
        switch=Switch(maybe("overwrite"), (("True", "create"), ("False", "append"))),
    ),
    Row(
        "snowpark.write_pandas",
        "append",
        "table",
        ("session.write_pandas(df, 'users', schema='shop')", "shop.users"),
        methods=("write_pandas",),
        receivers=_SNOWPARK,
        identity=(maybe("database"), maybe("schema"), at("table_name", position=1)),
        switch=Switch(maybe("overwrite"), (("True", "create"), ("False", "append"))),
        loose="likely",
    ),
    Row(
        "snowpark.save_as_table",
        "create",
        "table",
        ("df.write.save_as_table('shop.users', mode='append')", "shop.users"),
        methods=("save_as_table",),
        receivers=(*_SNOWPARK, "pyspark:DataFrameWriter"),
        identity=(at("table_name", position=0),),
        reading="table",
        switch=Switch(maybe("mode"), (("append", "append"), ("overwrite", "create"))),
        loose="likely",
    ),
    Row(
        "snowpark.copy_into_table",
        "append",
        "table",
        ("df.copy_into_table('shop.users')", "shop.users"),
        methods=("copy_into_table",),
        receivers=_SNOWPARK,
        identity=(at("table_name", position=0),),
        reading="table",
        loose="likely",
    ),
    Row(
        "snowpark.sql",
        "opaque",
        "table",
        ("session.sql('INSERT INTO shop.users SELECT * FROM raw_users').collect()", "shop.users"),
        methods=("sql",),
        receivers=_SNOWPARK,
        identity=(at("query", position=0),),
        reading="sql",
    ),
    Row(
        "snowpark.table",
        "read",
        "table",
        (
            "from snowflake.snowpark import Session\nsession = Session.builder.create()\nsession.table('raw_users')",
            "raw_users",
        ),
        methods=("table",),
        receivers=_SNOWPARK,
        identity=(at("name", position=0),),
        reading="table",
    ),
)

_BOTO = ("boto3:Client", "aioboto3:Client", "aiobotocore:Client")
_WRANGLER_MODE = Switch(maybe("mode"), (("append", "append"), ("overwrite", "create"), ("upsert", "append")))
AWS = (
    Row(
        "boto3.execute_statement",
        "opaque",
        "table",
        (
            "import boto3\nboto3.client('redshift-data').execute_statement(Sql='INSERT INTO shop.users SELECT 1')",
            "shop.users",
        ),
        methods=("execute_statement",),
        receivers=_BOTO,
        identity=(at("Sql", "sql", "Statement"),),
        reading="sql",
        loose="likely",
    ),
    Row(
        "athena.start_query_execution",
        "opaque",
        "table",
        (
            "import boto3\nboto3.client('athena').start_query_execution(QueryString='select * from raw.users')",
            "raw.users",
        ),
        methods=("start_query_execution",),
        receivers=_BOTO,
        identity=(at("QueryString"),),
        reading="sql",
        loose="likely",
    ),
    *(
        Row(
            f"awswrangler.s3.to_{name}",
            "create",
            "object",
            (
                f"import awswrangler as wr\nwr.s3.to_{name}(df, 's3://bucket/users.{name}')",
                f"bucket/users.{name}",
            ),
            functions=(f"awswrangler.s3.to_{name}",),
            identity=(at("path", position=1),),
            reading="path",
            switch=_WRANGLER_MODE,
        )
        for name in ("parquet", "csv", "json", "excel", "orc")
    ),
    Row(
        "awswrangler.s3.read",
        "read",
        "object",
        ("import awswrangler as wr\nwr.s3.read_parquet('s3://bucket/users.parquet')", "bucket/users.parquet"),
        functions=tuple(
            f"awswrangler.s3.read_{name}" for name in ("parquet", "csv", "json", "excel", "orc", "fwf")
        ),
        identity=(at("path", position=0),),
        reading="path",
    ),
    Row(
        "awswrangler.s3.delete_objects",
        "drop",
        "object",
        (
            "import awswrangler as wr\nwr.s3.delete_objects('s3://bucket/users.parquet')",
            "bucket/users.parquet",
        ),
        functions=("awswrangler.s3.delete_objects",),
        identity=(at("path", position=0),),
        reading="path",
    ),
    Row(
        "awswrangler.s3.upload",
        "create",
        "object",
        ("import awswrangler as wr\nwr.s3.upload('users.csv', 's3://bucket/users.csv')", "bucket/users.csv"),
        functions=("awswrangler.s3.upload",),
        identity=(at("path", position=1),),
        reading="path",
    ),
    Row(
        "awswrangler.to_sql",
        "append",
        "table",
        (
            "import awswrangler as wr\nwr.redshift.to_sql(df, connection, table='users', schema='shop')",
            "shop.users",
        ),
        functions=tuple(
            f"awswrangler.{name}.{function}"
            for name in ("redshift", "postgresql", "mysql", "sqlserver", "oracle")
            for function in ("to_sql", "copy")
        ),
        identity=(maybe("schema"), at("table")),
        switch=_WRANGLER_MODE,
    ),
    Row(
        "awswrangler.read_sql_query",
        "read",
        "table",
        (
            "import awswrangler as wr\nwr.athena.read_sql_query('select * from users', database='raw')",
            "users",
        ),
        functions=tuple(
            f"awswrangler.{name}.read_sql_query"
            for name in ("athena", "redshift", "postgresql", "mysql", "sqlserver", "oracle")
        ),
        identity=(at("sql", position=0),),
        reading="sql",
    ),
)

_DLT_DISPOSITION: tuple[tuple[str, Verb], ...] = (
    ("replace", "create"),
    ("append", "append"),
    ("merge", "append"),
)
DLT = (
    Row(
        "dlt.run",
        "append",
        "table",
        (
            "import dlt\n"
            "dlt.pipeline('load', dataset_name='shop').run(rows, table_name='users', write_disposition='replace')",
            "shop.users",
        ),
        methods=("run",),
        receivers=("dlt:Pipeline",),
        identity=(maybe_fact("dataset"), at("table_name")),
        switch=Switch(maybe("write_disposition"), _DLT_DISPOSITION),
    ),
)

ROWS: tuple[Row, ...] = (*BIGQUERY, *SNOWFLAKE, *AWS, *DLT)
MAKERS: tuple[Maker, ...] = (
    Maker("google.cloud.bigquery.Client", functions=("google.cloud.bigquery.Client",)),
    Maker(
        "google.cloud.bigquery.JobConfig",
        functions=("google.cloud.bigquery.LoadJobConfig", "google.cloud.bigquery.QueryJobConfig"),
        facts=(maybe("destination"), maybe("write_disposition")),
    ),
    Maker(
        "google.cloud.bigquery.Dataset",
        methods=("dataset",),
        receivers=_BIGQUERY,
        facts=(at("dataset", "dataset_id", position=0), maybe("project", position=1)),
    ),
    Maker(
        "google.cloud.bigquery.Table",
        methods=("table",),
        receivers=_BIGQUERY,
        facts=(at("table", "table_id", position=0), maybe_fact("dataset"), maybe_fact("project")),
    ),
    Maker(
        "google.cloud.bigquery.Table",
        functions=("google.cloud.bigquery.Table", "google.cloud.bigquery.TableReference.from_string"),
        facts=(at("table", "table_ref", "table_id", position=0),),
    ),
    Maker("snowflake.snowpark.Session", methods=("create", "getOrCreate"), receivers=_SNOWPARK),
    Maker("snowflake.snowpark.DataFrame", methods=("table", "sql", "create_dataframe"), receivers=_SNOWPARK),
    Maker("dlt.Pipeline", functions=("dlt.pipeline",), facts=(maybe("dataset", "dataset_name"),)),
)
