"""Data frames to files and tables and back: pandas, geopandas, dask, polars, pyarrow, numpy, xarray."""

from assetize.analyzer.effects.catalogue.row import Maker, Row, Switch, at, maybe

_PANDAS = ("pandas", "geopandas", "dask.dataframe", "modin.pandas", "cudf")
_IF_EXISTS = Switch(
    maybe("if_exists", position=3), (("append", "append"), ("replace", "create"), ("fail", "create"))
)
_MODE = Switch(maybe("mode"), (("a", "append"), ("w", "create"), ("x", "create")))
_WRITE_FORMATS = (
    ("parquet", ("path",)),
    ("csv", ("path_or_buf", "filename")),
    ("pickle", ("path",)),
    ("json", ("path_or_buf",)),
    ("excel", ("excel_writer",)),
    ("feather", ("path",)),
    ("hdf", ("path_or_buf",)),
    ("orc", ("path",)),
    ("stata", ("path",)),
    ("xml", ("path_or_buffer",)),
    ("html", ("buf",)),
    ("file", ("filename",)),
)
_READ_FORMATS = (
    ("parquet", ("path",)),
    ("csv", ("filepath_or_buffer", "urlpath")),
    ("table", ("filepath_or_buffer",)),
    ("fwf", ("filepath_or_buffer",)),
    ("pickle", ("filepath_or_buffer",)),
    ("json", ("path_or_buf",)),
    ("excel", ("io",)),
    ("feather", ("path",)),
    ("hdf", ("path_or_buf",)),
    ("orc", ("path",)),
    ("stata", ("filepath_or_buffer",)),
    ("sas", ("filepath_or_buffer",)),
    ("xml", ("path_or_buffer",)),
    ("html", ("io",)),
    ("file", ("filename",)),
)


def _of(modules: tuple[str, ...], function: str) -> tuple[str, ...]:
    return tuple(f"{module}.{function}" for module in modules)


PANDAS_WRITES = tuple(
    Row(
        f"pandas.to_{name}",
        "create",
        "file",
        (f"df.to_{name}('out/users.{name}')", f"out/users.{name}"),
        methods=(f"to_{name}",),
        receivers=_PANDAS,
        identity=(at(*names, position=0),),
        reading="path",
        switch=_MODE if name in ("csv", "json", "hdf") else None,
        loose="likely",
    )
    for name, names in _WRITE_FORMATS
)
PANDAS_READS = tuple(
    Row(
        f"pandas.read_{name}",
        "read",
        "file",
        (f"import pandas as pd\npd.read_{name}('raw/users.{name}')", f"raw/users.{name}"),
        functions=_of(_PANDAS, f"read_{name}"),
        identity=(at(*names, position=0),),
        reading="path",
    )
    for name, names in _READ_FORMATS
)
PANDAS_TABLES = (
    Row(
        "pandas.to_sql",
        "create",
        "table",
        ("df.to_sql('users', engine, schema='shop')", "shop.users"),
        methods=("to_sql",),
        receivers=_PANDAS,
        identity=(maybe("schema", position=2), at("name", position=0)),
        switch=_IF_EXISTS,
        loose="likely",
    ),
    Row(
        "geopandas.to_postgis",
        "create",
        "table",
        ("df.to_postgis('areas', engine, schema='geo', if_exists='append')", "geo.areas"),
        methods=("to_postgis",),
        receivers=_PANDAS,
        identity=(maybe("schema", position=3), at("name", position=0)),
        switch=Switch(maybe("if_exists", position=2), _IF_EXISTS.verbs),
        loose="likely",
    ),
    Row(
        "pandas.to_gbq",
        "create",
        "table",
        ("df.to_gbq('shop.users')", "shop.users"),
        methods=("to_gbq",),
        receivers=_PANDAS,
        identity=(at("destination_table", position=0),),
        switch=Switch(maybe("if_exists"), _IF_EXISTS.verbs),
        loose="likely",
    ),
    Row(
        "pandas_gbq.to_gbq",
        "create",
        "table",
        ("import pandas_gbq\npandas_gbq.to_gbq(df, 'shop.users')", "shop.users"),
        functions=("pandas_gbq.to_gbq",),
        identity=(at("destination_table", position=1),),
        switch=Switch(maybe("if_exists"), _IF_EXISTS.verbs),
    ),
    Row(
        "pandas.read_sql",
        "read",
        "table",
        ("import pandas as pd\npd.read_sql('SELECT * FROM raw.users', engine)", "raw.users"),
        functions=(*_of(_PANDAS, "read_sql"), *_of(_PANDAS, "read_postgis")),
        identity=(at("sql", position=0),),
        reading="sql_or_table",
    ),
    Row(
        "pandas.read_sql_query",
        "read",
        "table",
        ("import pandas as pd\npd.read_sql_query('select id from raw_users', engine)", "raw_users"),
        functions=_of(_PANDAS, "read_sql_query"),
        identity=(at("sql", position=0),),
        reading="sql",
    ),
    Row(
        "pandas.read_sql_table",
        "read",
        "table",
        ("import pandas as pd\npd.read_sql_table('users', engine, schema='raw')", "raw.users"),
        functions=_of(_PANDAS, "read_sql_table"),
        identity=(maybe("schema", position=2), at("table_name", position=0)),
    ),
    Row(
        "pandas.read_gbq",
        "read",
        "table",
        ("import pandas as pd\npd.read_gbq('select * from shop.users')", "shop.users"),
        functions=("pandas.read_gbq", "pandas_gbq.read_gbq"),
        identity=(at("query", "query_or_table", position=0),),
        reading="sql_or_table",
    ),
)

_POLARS = ("polars",)
_POLARS_FORMATS = ("parquet", "csv", "json", "ndjson", "ipc", "avro", "excel", "delta")
POLARS = (
    *(
        Row(
            f"polars.write_{name}",
            "create",
            "file",
            (f"df.write_{name}('out/users.{name}')", f"out/users.{name}"),
            methods=(f"write_{name}", f"sink_{name}"),
            receivers=(*_POLARS, "duckdb"),
            identity=(at("file", "workbook", "target", "path", "file_name", position=0),),
            reading="path",
            switch=Switch(maybe("mode"), (("append", "append"),)) if name == "delta" else None,
            loose="likely",
        )
        for name in _POLARS_FORMATS
    ),
    *(
        Row(
            f"polars.read_{name}",
            "read",
            "file",
            (f"import polars as pl\npl.read_{name}('raw/users.{name}')", f"raw/users.{name}"),
            functions=(f"polars.read_{name}", f"polars.scan_{name}"),
            identity=(at("source", "file", position=0),),
            reading="path",
        )
        for name in _POLARS_FORMATS
    ),
    Row(
        "polars.write_database",
        "create",
        "table",
        ("df.write_database('shop.users', connection)", "shop.users"),
        methods=("write_database",),
        receivers=_POLARS,
        identity=(at("table_name", position=0),),
        switch=Switch(maybe("if_table_exists", "if_exists"), _IF_EXISTS.verbs),
        loose="likely",
    ),
    Row(
        "polars.write_iceberg",
        "append",
        "table",
        ("df.write_iceberg('shop.users', mode='append')", "shop.users"),
        methods=("write_iceberg",),
        receivers=_POLARS,
        identity=(at("target", position=0),),
        switch=Switch(maybe("mode", position=1), (("overwrite", "create"), ("append", "append"))),
        loose="likely",
    ),
    Row(
        "polars.read_database",
        "read",
        "table",
        ("import polars as pl\npl.read_database('select * from raw_users', connection)", "raw_users"),
        functions=("polars.read_database", "polars.read_database_uri", "connectorx.read_sql"),
        identity=(at("query", position=0),),
        reading="sql",
    ),
)

ARROW = (
    Row(
        "pyarrow.write_table",
        "create",
        "file",
        ("import pyarrow.parquet as pq\npq.write_table(table, 'out/users.parquet')", "out/users.parquet"),
        functions=(
            "pyarrow.parquet.write_table",
            "pyarrow.parquet.write_to_dataset",
            "pyarrow.orc.write_table",
        ),
        identity=(at("where", "root_path", position=1),),
        reading="path",
    ),
    Row(
        "pyarrow.ParquetWriter",
        "create",
        "file",
        ("import pyarrow.parquet as pq\npq.ParquetWriter('out/users.parquet', schema)", "out/users.parquet"),
        functions=("pyarrow.parquet.ParquetWriter", "pyarrow.orc.ORCWriter", "pyarrow.csv.CSVWriter"),
        identity=(at("where", "sink", position=0),),
        reading="path",
    ),
    Row(
        "pyarrow.write_csv",
        "create",
        "file",
        ("from pyarrow import csv\ncsv.write_csv(table, 'out/users.csv')", "out/users.csv"),
        functions=("pyarrow.csv.write_csv",),
        identity=(at("output_file", position=1),),
        reading="path",
    ),
    Row(
        "pyarrow.write_feather",
        "create",
        "file",
        ("from pyarrow import feather\nfeather.write_feather(df, 'out/users.feather')", "out/users.feather"),
        functions=("pyarrow.feather.write_feather",),
        identity=(at("dest", position=1),),
        reading="path",
    ),
    Row(
        "pyarrow.write_dataset",
        "create",
        "file",
        ("import pyarrow.dataset as ds\nds.write_dataset(table, 'out/users')", "out/users"),
        functions=("pyarrow.dataset.write_dataset",),
        identity=(at("base_dir", position=1),),
        reading="path",
    ),
    Row(
        "pyarrow.read",
        "read",
        "file",
        ("import pyarrow.parquet as pq\npq.read_table('raw/users.parquet')", "raw/users.parquet"),
        functions=(
            "pyarrow.parquet.read_table",
            "pyarrow.parquet.ParquetFile",
            "pyarrow.parquet.read_pandas",
            "pyarrow.csv.read_csv",
            "pyarrow.json.read_json",
            "pyarrow.feather.read_table",
            "pyarrow.feather.read_feather",
            "pyarrow.orc.read_table",
            "pyarrow.dataset.dataset",
        ),
        identity=(at("source", "input_file", "where", position=0),),
        reading="path",
    ),
)

ARRAYS = (
    Row(
        "numpy.save",
        "create",
        "file",
        ("import numpy as np\nnp.save('out/weights.npy', array)", "out/weights.npy"),
        functions=("numpy.save", "numpy.savez", "numpy.savez_compressed", "numpy.savetxt"),
        identity=(at("file", "fname", position=0),),
        reading="path",
    ),
    Row(
        "numpy.load",
        "read",
        "file",
        ("import numpy as np\nnp.load('out/weights.npy')", "out/weights.npy"),
        functions=("numpy.load", "numpy.loadtxt", "numpy.genfromtxt", "numpy.fromfile"),
        identity=(at("file", "fname", position=0),),
        reading="path",
    ),
    Row(
        "xarray.write",
        "create",
        "file",
        ("dataset.to_netcdf('out/climate.nc')", "out/climate.nc"),
        methods=("to_netcdf", "to_zarr"),
        receivers=("xarray",),
        identity=(at("path", "store", position=0),),
        reading="path",
        loose="likely",
    ),
    Row(
        "xarray.open",
        "read",
        "file",
        ("import xarray as xr\nxr.open_dataset('raw/climate.nc')", "raw/climate.nc"),
        functions=("xarray.open_dataset", "xarray.open_zarr", "xarray.open_dataarray", "xarray.load_dataset"),
        identity=(at("filename_or_obj", "store", position=0),),
        reading="path",
    ),
)

ROWS: tuple[Row, ...] = (*PANDAS_WRITES, *PANDAS_READS, *PANDAS_TABLES, *POLARS, *ARROW, *ARRAYS)
MAKERS: tuple[Maker, ...] = (
    Maker(
        "pandas.DataFrame",
        functions=tuple(f"pandas.{name}" for name in ("DataFrame", "concat", "merge", "json_normalize")),
    ),
    Maker("pandas.ExcelWriter", functions=("pandas.ExcelWriter",), facts=(at("path", position=0),)),
    Maker(
        "pandas.DataFrame",
        functions=tuple(f"pandas.read_{name}" for name, _ in _READ_FORMATS if name != "html"),
    ),
    Maker(
        "pandas.DataFrame", functions=("pandas.read_sql", "pandas.read_sql_query", "pandas.read_sql_table")
    ),
    Maker(
        "polars.DataFrame",
        functions=tuple(f"polars.{name}" for name in ("DataFrame", "concat", "from_dicts")),
    ),
)
