"""Writes the project for the benchmark of proofs: jobs of five ops with config, an I/O manager, a resource, partitions and schedules."""

from pathlib import Path

JOBS_A_FILE = 4
OPS_A_JOB = 5
STORAGE = """\
import sqlite3

import pandas as pd
from dagster import DailyPartitionsDefinition, IOManager, io_manager, resource

days = DailyPartitionsDefinition("2024-01-01", end_date="2024-02-01")


class Tables(IOManager):
    def handle_output(self, context, obj):
        obj.to_sql(context.name, con=sqlite3.connect("warehouse.db"), index=False, if_exists="replace")

    def load_input(self, context):
        return pd.read_sql(f"select * from {context.upstream_output.name}", con=sqlite3.connect("warehouse.db"))


@io_manager
def tables(_):
    return Tables()


@resource(config_schema={"region": str})
def region(context):
    return context.resource_config["region"]
"""
HEADER = """\
import pandas as pd
from dagster import In, Nothing, Out, RetryPolicy, ScheduleDefinition, job, op

from shop.storage import days, region, tables
"""
JOB = """\
@op(out={{"raw_{n}": Out(io_manager_key="tables")}}, config_schema={{"limit": int}})
def load_raw_{n}(context):
    return pd.DataFrame({{"id": range(context.op_config["limit"])}})


@op(out={{"clean_{n}": Out(io_manager_key="tables")}}, retry_policy=RetryPolicy(max_retries=2))
def clean_{n}(raw):
    return raw.dropna()


@op(out={{"local_{n}": Out(io_manager_key="tables")}}, required_resource_keys={{"region"}})
def find_local_{n}(context, clean):
    return clean.assign(region=context.resources.region)


@op(out={{"daily_{n}": Out(io_manager_key="tables"), "totals_{n}": Out(io_manager_key="tables")}})
def add_up_{n}(clean, local):
    return clean, local


@op(ins={{"start": In(Nothing)}})
def write_list_{n}():
    pd.DataFrame({{"id": [{n}]}}).to_csv("list_{n}.csv")


@job(
    config={{"ops": {{"load_raw_{n}": {{"config": {{"limit": {n}}}}}}}}},
    resource_defs={{"tables": tables, "region": region.configured({{"region": "north"}})}},
    {partitions}tags={{"team": "{n}"}},
)
def job_{n}():
    clean = clean_{n}(load_raw_{n}())
    daily, totals = add_up_{n}(clean, find_local_{n}(clean))
    write_list_{n}(start=totals)


{schedule}"""
SCHEDULE = 'schedule_{n} = ScheduleDefinition(job=job_{n}, cron_schedule="{n} 5 * * *")\n'


def write_project(root: Path, jobs: int) -> int:
    """A project of so many jobs; every third has partitions, the others a schedule. Gives the number of ops."""
    package = root / "shop"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "storage.py").write_text(STORAGE, encoding="utf-8")
    imports = []
    for place, start in enumerate(range(0, jobs, JOBS_A_FILE)):
        area = range(start, min(start + JOBS_A_FILE, jobs))
        (package / f"area_{place}.py").write_text("\n\n".join([HEADER, *map(_job, area)]), encoding="utf-8")
        names = [
            *(f"job_{number}" for number in area),
            *(f"schedule_{number}" for number in area if number % 3),
        ]
        imports.append(f"from shop.area_{place} import {', '.join(names)}")
    every = ", ".join(f"job_{number}" for number in range(jobs))
    schedules = ", ".join(f"schedule_{number}" for number in range(jobs) if number % 3)
    registered = f"defs = Definitions(jobs=[{every}], schedules=[{schedules}])"
    text = "\n".join(["from dagster import Definitions", "", *imports, "", registered, ""])
    (package / "definitions.py").write_text(text, encoding="utf-8")
    return jobs * OPS_A_JOB


def _job(number: int) -> str:
    is_partitioned = number % 3 == 0
    return JOB.format(
        n=number,
        partitions="partitions_def=days,\n    " if is_partitioned else "",
        schedule="" if is_partitioned else SCHEDULE.format(n=number),
    )
