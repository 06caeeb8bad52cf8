"""I/O managers for DuckDB, sqlite and object stores."""

import io

import pytest

import assetize.runtime as dg
from assetize.runtime.extras.duckdb_tables import DuckDBTableIOManager
from assetize.runtime.extras.object_store import ObjectStorePickleIOManager
from assetize.runtime.extras.sqlite_tables import SqliteTableIOManager

pd = pytest.importorskip("pandas")
DAYS = dg.DailyPartitionsDefinition("2024-01-01")


@pytest.fixture(params=["duckdb", "sqlite"])
def tables(request, tmp_path):
    if request.param == "duckdb":
        pytest.importorskip("duckdb")
        return DuckDBTableIOManager(str(tmp_path / "tables.duckdb"))
    return SqliteTableIOManager(str(tmp_path / "tables.sqlite"))


class Bucket:
    """Objects in memory, behind the two calls of an S3 client that are used."""

    def __init__(self):
        self.objects = {}

    def put_object(self, Bucket, Key, Body):
        self.objects[Bucket, Key] = Body

    def get_object(self, Bucket, Key):
        return {"Body": io.BytesIO(self.objects[Bucket, Key])}


@dg.asset(key_prefix="shop")
def users():
    return pd.DataFrame({"name": ["a", "b"], "age": [1, 2]})


@dg.asset(ins={"users": dg.AssetIn(key_prefix="shop", metadata={"columns": ["age"]})})
def ages(users):
    return users


def rows(frame):
    return frame.to_dict("records")


def test_what_is_no_data_frame_is_refused(tables):
    @dg.asset
    def numbers():
        return [1, 2]

    with pytest.raises(dg.DagsterInvariantViolationError, match="pandas data frames"):
        dg.materialize([numbers], resources={"io_manager": tables})


def test_a_partitioned_table_needs_the_column_of_its_partitions(tables):
    @dg.asset(partitions_def=DAYS)
    def visits():
        return pd.DataFrame({"day": ["2024-01-01"]})

    with pytest.raises(dg.DagsterInvariantViolationError, match="partition_expr"):
        dg.materialize([visits], resources={"io_manager": tables}, partition_key="2024-01-01")


def test_a_table_is_replaced_and_read_by_columns(tables):
    for _ in range(2):
        result = dg.materialize([users, ages], resources={"io_manager": tables})
    assert rows(result.output_for_node("ages")) == [{"age": 1}, {"age": 2}]
    metadata = result.asset_materializations_for_node("shop__users")[0].metadata
    assert (metadata["row_count"].value, metadata["table"].value) == (2, "shop.users")


def test_partitions_by_day_replace_their_own_rows(tables):
    @dg.asset(partitions_def=DAYS, metadata={"partition_expr": "day"})
    def visits(context):
        seen.append(1)
        start = context.partition_time_window.start.replace(tzinfo=None)
        return pd.DataFrame({"day": [pd.Timestamp(start)], "n": [len(seen)]})

    @dg.asset(partitions_def=DAYS)
    def copies(visits):
        read.append([row["n"] for row in rows(visits)])

    seen, read = [], []
    for day in ("2024-01-01", "2024-01-02", "2024-01-01"):
        dg.materialize([visits, copies], resources={"io_manager": tables}, partition_key=day)
    assert read == [[1], [2], [3]]


def test_partitions_by_name(tables):
    @dg.asset(partitions_def=dg.StaticPartitionsDefinition(["x", "y"]), metadata={"partition_expr": "kind"})
    def parts(context):
        return pd.DataFrame({"kind": [context.partition_key], "n": [1]})

    @dg.asset
    def whole(parts):
        found.append(sorted(row["kind"] for row in rows(parts)))

    found = []
    for key in ("x", "y", "x"):
        dg.materialize([parts], resources={"io_manager": tables}, partition_key=key)
    dg.materialize([parts, whole], selection=[whole], resources={"io_manager": tables})
    assert found == [["x", "y"]]


def test_outputs_of_ops_are_tables_by_their_name(tables):
    @dg.op(out={"people": dg.Out()})
    def make():
        return pd.DataFrame({"n": [1]})

    @dg.op
    def count(people):
        return pd.DataFrame({"rows": [len(people)]})

    @dg.job(resource_defs={"io_manager": tables})
    def a_job():
        count(make())

    assert a_job.execute_in_process().success


def test_objects_are_pickled_under_their_keys():
    bucket = Bucket()

    @dg.asset(partitions_def=dg.StaticPartitionsDefinition(["x", "y"]))
    def parts(context):
        return context.partition_key

    @dg.asset
    def whole(parts):
        return "".join(sorted(parts.values()))

    @dg.asset(key_prefix="p")
    def single():
        return {"a": 1}

    resources = {"io_manager": ObjectStorePickleIOManager("b", "root", client=bucket)}
    for key in ("x", "y"):
        dg.materialize([parts], resources=resources, partition_key=key)
    result = dg.materialize([parts, whole, single], selection=[whole, single], resources=resources)
    assert result.output_for_node("whole") == "xy"
    assert set(bucket.objects) == {
        ("b", f"root/{key}") for key in ("parts/x", "parts/y", "whole", "p/single")
    }
    uri = result.asset_materializations_for_node("p__single")[0].metadata["uri"].value
    assert uri == "s3://b/root/p/single"


def test_an_object_that_does_not_pickle_is_refused():
    @dg.asset
    def bad():
        return lambda: 1

    manager = ObjectStorePickleIOManager("b", client=Bucket())
    with pytest.raises(dg.DagsterInvariantViolationError, match="cannot be pickled"):
        dg.materialize([bad], resources={"io_manager": manager})
