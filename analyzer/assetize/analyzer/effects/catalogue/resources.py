"""Dagster's own resources and the clients that they hand out."""

from assetize.analyzer.effects.catalogue.row import Maker, Row

ROWS: tuple[Row, ...] = (
    Row(
        "dagster.sync",
        "opaque",
        "unknown",
        ("from dagster_airbyte import AirbyteResource\nAirbyteResource(host='x').sync_and_poll('id')", None),
        methods=("sync_and_poll", "sync", "start_sync"),
        receivers=("dagster_airbyte", "dagster_fivetran", "dagster_hightouch", "dagster_census"),
    ),
)
_CLIENTS: tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    ("boto3.Client", ("get_client",), (), ("dagster_aws.s3:S3Resource",)),
    ("snowflake.connector.Connection", ("get_connection",), (), ("dagster_snowflake",)),
    ("duckdb.Connection", ("get_connection",), (), ("dagster_duckdb",)),
    ("google.cloud.bigquery.Client", ("get_client",), (), ("dagster_gcp:BigQueryResource",)),
    ("google.cloud.storage.Client", ("get_client",), (), ("dagster_gcp:GCSResource",)),
    ("slack_sdk.WebClient", ("get_client",), (), ("dagster_slack",)),
    ("paramiko.SSHClient", ("get_connection",), (), ("dagster_ssh",)),
    ("azure.storage.blob.BlobServiceClient", (), ("blob_client",), ("dagster_azure",)),
    ("pyspark.sql.SparkSession", (), ("spark_session", "spark"), ("dagster_pyspark", "dagster_databricks")),
)
_OLD_STYLE = (
    ("boto3.Client", ("dagster_aws.s3.s3_resource",)),
    ("slack_sdk.WebClient", ("dagster_slack.slack_resource",)),
    ("google.cloud.bigquery.Client", ("dagster_gcp.bigquery_resource",)),
    ("google.cloud.storage.Client", ("dagster_gcp.gcs_resource", "dagster_gcp.gcs.gcs_resource")),
    ("dagster_snowflake.SnowflakeConnection", ("dagster_snowflake.snowflake_resource",)),
    ("dagster_dbt.DbtCliResource", ("dagster_dbt.dbt_cli_resource",)),
    ("dagster_ssh.SSHResource", ("dagster_ssh.ssh_resource",)),
    ("dagster_pyspark.PySparkResource", ("dagster_pyspark.pyspark_resource",)),
    ("dagster_airbyte.AirbyteResource", ("dagster_airbyte.airbyte_resource",)),
    ("dagster_fivetran.FivetranResource", ("dagster_fivetran.fivetran_resource",)),
)
RESOURCES: tuple[tuple[str, str], ...] = tuple((name, made) for made, names in _OLD_STYLE for name in names)
"""Old-style resource definitions, and what ops get from them."""

MAKERS: tuple[Maker, ...] = tuple(
    Maker(makes, methods=methods, attributes=attributes, receivers=receivers)
    for makes, methods, attributes, receivers in _CLIENTS
)
