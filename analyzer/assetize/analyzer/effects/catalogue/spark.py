"""Spark and the table formats around it: Spark, Delta Lake, Iceberg."""

from assetize.analyzer.effects.catalogue.row import Maker, Row, Switch, at, fact, maybe, maybe_fact

_SPARK = ("pyspark", "databricks.connect")
_SESSION = "from pyspark.sql import SparkSession\nspark = SparkSession.builder.getOrCreate()\n"
_WRITER = ("pyspark:DataFrameWriter", "pyspark:DataStreamWriter")
_READER = ("pyspark:DataFrameReader", "pyspark:DataStreamReader")
_MODE = Switch(maybe_fact("mode"), (("append", "append"), ("overwrite", "create"), ("error", "create")))
_MODE_ARGUMENT = Switch(maybe("mode"), _MODE.verbs)

SPARK = (
    Row(
        "spark.sql",
        "opaque",
        "table",
        (_SESSION + "spark.sql('CREATE TABLE shop.users AS SELECT * FROM raw.users')", "shop.users"),
        methods=("sql",),
        receivers=_SPARK,
        identity=(at("sqlQuery", "query", position=0),),
        reading="sql",
    ),
    Row(
        "spark.table",
        "read",
        "table",
        (_SESSION + "spark.table('raw.users')", "raw.users"),
        methods=("table",),
        receivers=_SPARK,
        identity=(at("tableName", position=0),),
        reading="table",
    ),
    Row(
        "spark.saveAsTable",
        "create",
        "table",
        ("df.write.mode('append').saveAsTable('Shop.users')", "shop.users"),
        methods=("saveAsTable", "toTable"),
        receivers=_SPARK,
        identity=(at("name", "tableName", position=0),),
        reading="table",
        switch=_MODE,
        loose="likely",
    ),
    Row(
        "spark.insertInto",
        "append",
        "table",
        ("df.write.insertInto('shop.users')", "shop.users"),
        methods=("insertInto",),
        receivers=_SPARK,
        identity=(at("tableName", position=0),),
        reading="table",
        switch=Switch(maybe("overwrite", position=1), (("True", "create"),)),
        loose="likely",
    ),
    Row(
        "spark.write_file",
        "create",
        "file",
        ("df.write.mode('overwrite').parquet('s3a://bucket/users')", "bucket/users"),
        methods=("parquet", "csv", "json", "orc", "text", "save", "start"),
        receivers=_WRITER,
        identity=(at("path", position=0),),
        reading="path",
        switch=_MODE,
    ),
    Row(
        "spark.read_file",
        "read",
        "file",
        (_SESSION + "spark.read.parquet('raw/users')", "raw/users"),
        methods=("parquet", "csv", "json", "orc", "text", "load"),
        receivers=_READER,
        identity=(at("path", "paths", position=0),),
        reading="path",
    ),
    Row(
        "spark.write_jdbc",
        "create",
        "table",
        ("df.write.jdbc(url, 'shop.users', mode='append')", "shop.users"),
        methods=("jdbc",),
        receivers=_WRITER,
        identity=(at("table", position=1),),
        reading="table",
        switch=_MODE_ARGUMENT,
    ),
    Row(
        "spark.read_jdbc",
        "read",
        "table",
        (_SESSION + "spark.read.jdbc(url, 'raw.users')", "raw.users"),
        methods=("jdbc",),
        receivers=_READER,
        identity=(at("table", position=1),),
        reading="table",
    ),
    Row(
        "spark.writeTo",
        "append",
        "table",
        ("df.writeTo('shop.users').append()", "shop.users"),
        methods=("append", "overwrite", "overwritePartitions"),
        receivers=("pyspark:DataFrameWriterV2",),
        identity=(fact("table"),),
        reading="table",
    ),
    Row(
        "spark.writeTo.create",
        "create",
        "table",
        ("df.writeTo('shop.users').createOrReplace()", "shop.users"),
        methods=("create", "replace", "createOrReplace"),
        receivers=("pyspark:DataFrameWriterV2",),
        identity=(fact("table"),),
        reading="table",
    ),
)

_DELTA = ("delta", "deltalake")
DELTA = (
    Row(
        "deltalake.write_deltalake",
        "create",
        "file",
        (
            "from deltalake import write_deltalake\nwrite_deltalake('out/users', df, mode='append')",
            "out/users",
        ),
        functions=("deltalake.write_deltalake", "deltalake.writer.write_deltalake"),
        identity=(at("table_or_uri", position=0),),
        reading="path",
        switch=_MODE_ARGUMENT,
    ),
    Row(
        "deltalake.DeltaTable",
        "read",
        "file",
        ("from deltalake import DeltaTable\nDeltaTable('raw/users')", "raw/users"),
        functions=("deltalake.DeltaTable", "delta.tables.DeltaTable.forPath", "delta.DeltaTable.forPath"),
        identity=(at("table_uri", "path", position=-1),),
        reading="path",
    ),
    Row(
        "delta.forName",
        "read",
        "table",
        ("from delta.tables import DeltaTable\nDeltaTable.forName(spark, 'shop.users')", "shop.users"),
        functions=("delta.tables.DeltaTable.forName", "delta.DeltaTable.forName"),
        identity=(at("tableOrViewName", position=1),),
        reading="table",
    ),
    Row(
        "delta.merge",
        "append",
        "table",
        (
            "from delta.tables import DeltaTable\n"
            "DeltaTable.forName(spark, 'shop.users').alias('t').merge(df, 'a = b').execute()",
            "shop.users",
        ),
        methods=("merge",),
        receivers=_DELTA,
        identity=(fact("table"),),
        reading="path",
    ),
    Row(
        "delta.update",
        "update",
        "table",
        (
            "from delta.tables import DeltaTable\nDeltaTable.forName(spark, 'shop.users').update('a')",
            "shop.users",
        ),
        methods=("update",),
        receivers=_DELTA,
        identity=(fact("table"),),
        reading="path",
    ),
    Row(
        "delta.delete",
        "delete",
        "table",
        (
            "from delta.tables import DeltaTable\nDeltaTable.forName(spark, 'shop.users').delete('a')",
            "shop.users",
        ),
        methods=("delete",),
        receivers=_DELTA,
        identity=(fact("table"),),
        reading="path",
    ),
)

_ICEBERG = ("pyiceberg",)
_CATALOG = "from pyiceberg.catalog import load_catalog\ncatalog = load_catalog('prod')\n"
ICEBERG = (
    Row(
        "iceberg.create_table",
        "create",
        "table",
        (_CATALOG + "catalog.create_table('shop.users', schema=schema)", "shop.users"),
        methods=("create_table", "create_table_if_not_exists"),
        receivers=_ICEBERG,
        identity=(at("identifier", position=0),),
    ),
    Row(
        "iceberg.append",
        "append",
        "table",
        (_CATALOG + "catalog.load_table('shop.users').append(df)", "shop.users"),
        methods=("append", "upsert", "add_files"),
        receivers=_ICEBERG,
        identity=(fact("table"),),
    ),
    Row(
        "iceberg.overwrite",
        "create",
        "table",
        (_CATALOG + "catalog.load_table('shop.users').overwrite(df)", "shop.users"),
        methods=("overwrite", "dynamic_partition_overwrite"),
        receivers=_ICEBERG,
        identity=(fact("table"),),
    ),
    Row(
        "iceberg.scan",
        "read",
        "table",
        (_CATALOG + "catalog.load_table('raw.users').scan()", "raw.users"),
        methods=("scan",),
        receivers=_ICEBERG,
        identity=(fact("table"),),
    ),
    Row(
        "iceberg.drop_table",
        "drop",
        "table",
        (_CATALOG + "catalog.drop_table('shop.users')", "shop.users"),
        methods=("drop_table", "purge_table"),
        receivers=_ICEBERG,
        identity=(at("identifier", position=0),),
    ),
)

ROWS: tuple[Row, ...] = (*SPARK, *DELTA, *ICEBERG)
_CHAIN = (
    "format",
    "option",
    "options",
    "partitionBy",
    "bucketBy",
    "sortBy",
    "outputMode",
    "trigger",
    "schema",
)
MAKERS: tuple[Maker, ...] = (
    Maker("pyspark.sql.SparkSession", methods=("getOrCreate",), receivers=_SPARK),
    Maker(
        "pyspark.sql.DataFrame",
        methods=("sql", "table", "createDataFrame"),
        receivers=("pyspark:SparkSession",),
    ),
    Maker(
        "pyspark.sql.DataFrame", methods=("parquet", "csv", "json", "orc", "text", "load"), receivers=_READER
    ),
    Maker(
        "pyspark.sql.DataFrameReader", attributes=("read", "readStream"), receivers=("pyspark:SparkSession",)
    ),
    Maker(
        "pyspark.sql.DataFrameWriter", attributes=("write", "writeStream"), receivers=_SPARK, is_loose=True
    ),
    Maker(
        "pyspark.sql.DataFrameWriter",
        methods=("mode",),
        receivers=_WRITER,
        facts=(at("mode", "saveMode", position=0),),
    ),
    Maker("pyspark.sql.DataFrameWriter", methods=_CHAIN, receivers=_WRITER),
    Maker("pyspark.sql.DataFrameReader", methods=_CHAIN, receivers=_READER),
    Maker(
        "pyspark.sql.DataFrameWriterV2",
        methods=("writeTo",),
        receivers=_SPARK,
        facts=(at("table", position=0),),
        is_loose=True,
    ),
    Maker(
        "pyspark.sql.DataFrameWriterV2",
        methods=("using", "tableProperty"),
        receivers=("pyspark:DataFrameWriterV2",),
    ),
    Maker(
        "delta.DeltaTable",
        functions=("delta.tables.DeltaTable.forName", "delta.DeltaTable.forName"),
        facts=(at("table", "tableOrViewName", position=1),),
    ),
    Maker(
        "delta.DeltaTable",
        functions=("delta.tables.DeltaTable.forPath", "delta.DeltaTable.forPath"),
        facts=(at("table", "path", position=1),),
    ),
    Maker(
        "deltalake.DeltaTable",
        functions=("deltalake.DeltaTable",),
        facts=(at("table", "table_uri", position=0),),
    ),
    Maker("delta.DeltaTable", methods=("alias",), receivers=_DELTA),
    Maker("pyiceberg.Catalog", functions=("pyiceberg.catalog.load_catalog",)),
    Maker(
        "pyiceberg.Table",
        methods=("load_table", "create_table", "create_table_if_not_exists"),
        receivers=_ICEBERG,
        facts=(at("table", "identifier", position=0),),
    ),
)
