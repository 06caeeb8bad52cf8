"""A small project with something of everything that verification compares, before and after its upgrade."""

# fmt: off
STORAGE = '''\
"""Where the shop keeps its tables."""

import os
import pickle
from pathlib import Path

from dagster import IOManager, failure_hook, io_manager, resource, success_hook


class Folder(IOManager):
    """A pickle for each table."""

    def __init__(self, name):
        self._name = name

    def _path(self, context):
        table = context.asset_key.path[-1] if context.has_asset_key else context.name
        return Path(self._name, f"{table}.pickle")

    def handle_output(self, context, obj):
        self._path(context).write_bytes(pickle.dumps(obj))

    def load_input(self, context):
        return pickle.loads(self._path(context.upstream_output).read_bytes())


@io_manager
def lake(_):
    return Folder("lake")


@io_manager
def warehouse(_):
    return Folder("warehouse")


@resource
def prices(_):
    return {"cake": 3}


@success_hook
def note_success(context):
    print("done")


@failure_hook
def note_failure(context):
    print("failed")
'''

BEFORE = '''\
"""Orders, and what follows from them."""

from dagster import (
    Definitions,
    In,
    Out,
    Output,
    RetryPolicy,
    RunRequest,
    job,
    op,
    schedule,
    sensor,
    static_partitioned_config,
)

from .storage import lake, note_failure, note_success, prices, warehouse


@op(out={"orders": Out(io_manager_key="lake", metadata={"table": "orders"})}, config_schema={"limit": int})
def load_orders(context):
    return list(range(context.op_config["limit"]))


@op(out={"customers": Out(io_manager_key="lake")}, retry_policy=RetryPolicy(max_retries=2), tags={"size": "big"})
def load_customers():
    return ["ann"]


@op(
    ins={"left": In(), "right": In()},
    out={"matched": Out(io_manager_key="warehouse")},
    required_resource_keys={"prices"},
)
def match(context, left, right):
    return [left, right, context.resources.prices]


@op(
    out={
        "invoices": Out(io_manager_key="warehouse"),
        "refunds": Out(io_manager_key="warehouse", is_required=False),
    }
)
def bill(matched):
    yield Output(matched, "invoices")
    if len(matched) > 5:
        yield Output(matched, "refunds")


@op(ins={"invoices": In()}, out={"totals": Out(io_manager_key="warehouse")})
def add_up(invoices):
    return len(invoices)


@job(
    resource_defs={"lake": lake, "warehouse": warehouse, "prices": prices},
    config={"ops": {"load_orders": {"config": {"limit": 3}}}},
    tags={"team": "sales"},
    hooks={note_success, note_failure},
)
def orders_job():
    invoices, refunds = bill(match(load_orders(), load_customers()))
    add_up(invoices)


@schedule(cron_schedule="0 4 * * *", job=orders_job)
def every_night(context):
    return RunRequest(
        run_key="night",
        run_config={"ops": {"load_orders": {"config": {"limit": 7}}}},
        tags={"origin": "schedule"},
    )


@sensor(job=orders_job)
def on_request(context):
    return RunRequest(run_key="asked", run_config={"ops": {"load_orders": {"config": {"limit": 9}}}})


@static_partitioned_config(partition_keys=["north", "middle", "south"])
def region_config(partition):
    return {"ops": {"count_region": {"config": {"region": partition}}}}


@op(config_schema={"region": str}, out={"region_counts": Out(io_manager_key="warehouse")})
def count_region(context):
    return context.op_config["region"]


@op(ins={"counts": In()}, out={"region_report": Out(io_manager_key="warehouse")})
def report_region(counts):
    return counts


@job(config=region_config, resource_defs={"warehouse": warehouse})
def regions_job():
    report_region(count_region())


defs = Definitions(jobs=[orders_job, regions_job], schedules=[every_night], sensors=[on_request])
'''

AFTER = '''\
"""Orders, and what follows from them."""

from dagster import (
    AssetIn,
    AssetOut,
    Definitions,
    Output,
    RetryPolicy,
    RunRequest,
    asset,
    define_asset_job,
    multi_asset,
    schedule,
    sensor,
    static_partitioned_config,
)

from .storage import lake, note_failure, note_success, prices, warehouse


@asset(io_manager_key="lake", metadata={"table": "orders"}, config_schema={"limit": int})
def orders(context):
    return list(range(context.op_execution_context.op_config["limit"]))


@asset(io_manager_key="lake", retry_policy=RetryPolicy(max_retries=2), op_tags={"size": "big"})
def customers():
    return ["ann"]


@asset(
    ins={"left": AssetIn(key="orders"), "right": AssetIn(key="customers")},
    io_manager_key="warehouse",
    required_resource_keys={"prices"},
)
def matched(context, left, right):
    return [left, right, context.resources.prices]


@multi_asset(
    outs={
        "invoices": AssetOut(io_manager_key="warehouse"),
        "refunds": AssetOut(io_manager_key="warehouse", is_required=False),
    }
)
def bill(matched):
    yield Output(matched, "invoices")
    if len(matched) > 5:
        yield Output(matched, "refunds")


@asset(io_manager_key="warehouse")
def totals(invoices):
    return len(invoices)


orders_job = define_asset_job(
    name="orders_job",
    selection=[orders, customers, matched, bill, totals],
    config={"ops": {"orders": {"config": {"limit": 3}}}},
    tags={"team": "sales"},
    hooks={note_success, note_failure},
)


@schedule(cron_schedule="0 4 * * *", job=orders_job)
def every_night(context):
    return RunRequest(
        run_key="night",
        run_config={"ops": {"orders": {"config": {"limit": 7}}}},
        tags={"origin": "schedule"},
    )


@sensor(job=orders_job)
def on_request(context):
    return RunRequest(run_key="asked", run_config={"ops": {"orders": {"config": {"limit": 9}}}})


@static_partitioned_config(partition_keys=["north", "middle", "south"])
def region_config(partition):
    return {"ops": {"region_counts": {"config": {"region": partition}}}}


@asset(
    config_schema={"region": str}, io_manager_key="warehouse", partitions_def=region_config.partitions_def
)
def region_counts(context):
    return context.op_execution_context.op_config["region"]


@asset(
    ins={"counts": AssetIn(key="region_counts")},
    io_manager_key="warehouse",
    partitions_def=region_config.partitions_def,
)
def region_report(counts):
    return counts


regions_job = define_asset_job(
    name="regions_job", selection=[region_counts, region_report], config=region_config
)


defs = Definitions(
    assets=[orders, customers, matched, bill, totals, region_counts, region_report],
    jobs=[orders_job, regions_job],
    schedules=[every_night],
    sensors=[on_request],
    resources={"lake": lake, "warehouse": warehouse, "prices": prices},
)
'''
