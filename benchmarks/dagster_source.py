"""Texts of Dagster modules: ops that read, transform and write, graphs, jobs and schedules, mixed by chance."""

import random
import re
from string import Template

from plain_source import plain_parts

# The weights below follow what real projects hold: about one op in 17 lines, SQL text in few of them.
NOUNS = (
    "orders",
    "customers",
    "payments",
    "shipments",
    "invoices",
    "sessions",
    "refunds",
    "ratings",
    "tickets",
    "stocks",
)
COLUMNS = (
    "amount",
    "price",
    "quantity",
    "region",
    "status",
    "created_at",
    "channel",
    "weight",
    "score",
    "discount",
)
STYLES = (("from dagster import $names", ""), ("import dagster as dg", "dg."), ("import dagster", "dagster."))
NAMES = "DynamicOut, DynamicOutput, In, Nothing, Out, RetryPolicy, ScheduleDefinition, graph, job, op"

HEAD = '''"""The $noun of $area, from the raw tables to the reports."""

import dataclasses
import json
import logging
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
$imports
from sqlalchemy import create_engine, text

from $package.warehouse import load_table, save_table

log = logging.getLogger(__name__)
SCHEMA = "$area"
EXPORTS = Path("exports") / SCHEMA
ENGINE = create_engine("sqlite:///warehouse.db")
BUILD_SQL = """
create table $area.${noun}_by_$column as
select $column, count(*) as number, sum(total) as total
from $area.$noun
where $other is not null
group by $column
"""
'''

SOURCES = (
    '''
@${d}op(required_resource_keys={"warehouse"})
def fetch_${name}(context) -> pd.DataFrame:
    """All $noun of the last days."""
    frame = context.resources.warehouse.query(f"select * from {SCHEMA}.raw_$noun where $column > 0")
    context.log.info(f"{len(frame)} rows")
    return frame
''',
    """
@${d}op
def fetch_${name}() -> pd.DataFrame:
    with ENGINE.connect() as connection:
        return pd.read_sql(f"select $column, $other, total from {SCHEMA}.raw_$noun", connection)
""",
    """
@${d}op(config_schema={"folder": str, "limit": int}, retry_policy=${d}RetryPolicy(max_retries=3))
def fetch_${name}(context):
    folder = Path(context.op_config["folder"])
    frames = [pd.read_csv(path) for path in sorted(folder.glob("$noun-*.csv"))]
    if not frames:
        raise FileNotFoundError(folder)
    return pd.concat(frames).head(context.op_config["limit"])
""",
    """
@${d}op
def fetch_${name}():
    return load_table(ENGINE, SCHEMA, "raw_$noun")
""",
)

TRANSFORMS = (
    '''
@${d}op
def clean_${name}(frame: pd.DataFrame) -> pd.DataFrame:
    """Without incomplete rows, with totals."""
    frame = frame.dropna(subset=["$column", "$other"]).copy()
    frame["total"] = frame["$column"].astype(float) * $factor
    frame["$other"] = frame["$other"].str.strip().str.lower()
    frame = frame[frame["total"] > $factor]
    return frame.reset_index(drop=True)
''',
    """
@${d}op(tags={"area": "$area"}, description="Keeps the newest row of each group")
def clean_${name}(context, frame):
    newest = frame.sort_values("$column").groupby("$other").tail(1)
    dropped = len(frame) - len(newest)
    if dropped > $factor:
        context.log.warning(f"dropped {dropped} rows of $noun")
    for name in newest.columns:
        if newest[name].isna().all():
            newest = newest.drop(columns=[name])
    return newest
""",
    """
def _rate(row: dict) -> float:
    if row["$column"] is None or row["$other"] is None:
        return 0.0
    return round(float(row["$column"]) / $factor, 2)


@${d}op
def clean_${name}(frame):
    rows = frame.to_dict("records")
    for row in rows:
        row["rate"] = _rate(row)
        row["kept"] = row["rate"] > 0.5 and row.get("$other") not in ("", "unknown")
    return pd.DataFrame([row for row in rows if row["kept"]])
""",
)

SINKS = (
    """
@${d}op(out=${d}Out(io_manager_key="warehouse_io"))
def build_${name}(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(area=SCHEMA)
""",
    """
@${d}op
def build_${name}(context, frame) -> None:
    frame.to_sql("$noun", ENGINE, schema=SCHEMA, if_exists="replace", index=False)
    context.log.info("$noun written")
""",
    """
@${d}op
def build_${name}(frame):
    save_table(ENGINE, frame, SCHEMA, "$noun")
""",
    """
@${d}op
def build_${name}(frame) -> None:
    EXPORTS.mkdir(parents=True, exist_ok=True)
    frame.to_parquet(EXPORTS / "$noun.parquet")
""",
)

TAILS = (
    """
@${d}op(ins={"after": ${d}In(${d}Nothing)})
def build_${name}_by_$column() -> None:
    with ENGINE.begin() as connection:
        connection.execute(text(f"drop table if exists {SCHEMA}.${noun}_by_$column"))
        connection.execute(text(BUILD_SQL))
""",
    """
@${d}op(ins={"after": ${d}In(${d}Nothing)}, required_resource_keys={"warehouse"})
def append_${name}_history(context) -> None:
    context.resources.warehouse.execute(
        f"insert into {SCHEMA}.${noun}_history select *, current_timestamp from {SCHEMA}.$noun"
    )
""",
    '''
@${d}op(ins={"after": ${d}In(${d}Nothing)}, required_resource_keys={"mailer"})
def mail_${name}_summary(context) -> None:
    """Tells the team that the $noun are there."""
    subject = f"$noun of {SCHEMA}"
    context.resources.mailer.send(to=["team@example.com"], subject=subject, body="done")
''',
    """
@${d}op(ins={"after": ${d}In(${d}Nothing)})
def dump_${name}_statistics() -> None:
    statistics = {"schema": SCHEMA, "table": "$noun", "columns": ["$column", "$other"]}
    with open("statistics/$area-$noun.json", "w") as file:
        json.dump(statistics, file, indent=2)
""",
)

DYNAMIC = """
@${d}op(out=${d}DynamicOut())
def split_${name}():
    for number, path in enumerate(sorted(EXPORTS.glob("*.parquet"))):
        yield ${d}DynamicOutput(str(path), mapping_key=f"part_{number}")


@${d}op
def count_${name}(path: str) -> int:
    return len(pd.read_parquet(path))


@${d}op
def sum_${name}(counts) -> None:
    log.info("%s rows of $noun", sum(counts))


@${d}job
def count_${name}_job():
    sum_${name}(split_${name}().map(count_${name}).collect())
"""

JOBS = (
    """
@${d}job(tags={"area": "$area"})
def ${name}_job():
    built = build_${name}(clean_${name}(fetch_${name}()))
    $tails


${name}_schedule = ${d}ScheduleDefinition(job=${name}_job, cron_schedule="$factor 4 * * *")
""",
    """
@${d}graph
def ${name}_graph():
    frame = fetch_${name}()
    cleaned = clean_${name}(frame)
    return build_${name}(cleaned)


@${d}job
def ${name}_job():
    built = ${name}_graph()
    $tails
""",
    """
@${d}graph
def ${name}_graph():
    built = build_${name}(frame=clean_${name}(frame=fetch_${name}()))
    $tails


${name}_job = ${name}_graph.to_job(name="${name}_job", tags={"team": "$area"})
""",
)


def dagster_source(chance: random.Random, package: str, area: str) -> str:
    """One module of about 70 to 150 lines that names Dagster."""
    form, prefix = chance.choice(STYLES)
    nouns = chance.sample(NOUNS, chance.choice((1, 1, 2)))
    values = {"d": prefix, "area": area, "package": package, "noun": nouns[0], "name": f"{nouns[0]}_{area}"}
    values["column"], values["other"] = chance.sample(COLUMNS, 2)
    values["imports"] = Template(form).substitute(names=NAMES)
    parts = [_filled(HEAD, chance, values), *plain_parts(chance, 1)]
    for noun in nouns:
        parts += _pipeline(chance, values | {"noun": noun, "name": f"{noun}_{values['area']}"})
    if chance.random() < 0.25:
        parts.append(_filled(DYNAMIC, chance, values))
    return "\n".join(parts)


def _pipeline(chance: random.Random, values: dict[str, str]) -> list[str]:
    """The ops and the job of one noun."""
    number = chance.randint(1, 2)
    tails = [tail for tail in TAILS if tail in chance.choices(TAILS, (1, 1, 4, 2), k=number)]
    calls = [_filled(_function_name(tail), chance, values) + "(after=built)" for tail in tails]
    parts = [
        *chance.choices(SOURCES, (2, 1, 3, 3)),
        chance.choice(TRANSFORMS),
        chance.choice(SINKS),
        *tails,
        chance.choice(JOBS),
    ]
    return [_filled(part, chance, values | {"tails": "\n    ".join(calls)}) for part in parts]


def _function_name(template: str) -> str:
    return template.split("def ", 1)[1].split("(", 1)[0]


def _filled(template: str, chance: random.Random, values: dict[str, str]) -> str:
    return Template(template).substitute({"factor": str(chance.randint(2, 40))} | values)


DEFINITIONS = '''"""The code location of $package."""

from dagster import Definitions, ResourceDefinition, fs_io_manager
from sqlalchemy import create_engine

$imports


class Warehouse:
    """Runs statements."""

    def __init__(self, url: str) -> None:
        self.engine = create_engine(url)

    def execute(self, statement: str) -> None:
        with self.engine.begin() as connection:
            connection.exec_driver_sql(statement)


defs = Definitions(
    jobs=[$jobs],
    schedules=[$schedules],
    resources={
        "warehouse": ResourceDefinition.hardcoded_resource(Warehouse("sqlite:///warehouse.db")),
        "warehouse_io": fs_io_manager.configured({"base_dir": "storage/$package"}),
        "mailer": ResourceDefinition.mock_resource(),
    },
)
'''
JOB = re.compile(r"^(?:def )?(\w+_job)(?:\(| =)", re.MULTILINE)
SCHEDULE = re.compile(r"^(\w+_schedule) =", re.MULTILINE)


def definitions_source(package: str, modules: dict[str, str]) -> str:
    """The module that registers the jobs and schedules of others, given by name with their texts."""
    jobs = {name: JOB.findall(text) for name, text in modules.items()}
    schedules = {name: SCHEDULE.findall(text) for name, text in modules.items()}
    imports = [f"from {package}.{name} import {', '.join(jobs[name] + schedules[name])}" for name in modules]
    return Template(DEFINITIONS).substitute(
        package=package,
        imports="\n".join(imports),
        jobs=", ".join(job for found in jobs.values() for job in found),
        schedules=", ".join(schedule for found in schedules.values() for schedule in found),
    )
