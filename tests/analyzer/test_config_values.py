"""Run config as it is written, and which of it each use of an op gets."""

from pathlib import Path
from textwrap import dedent

import pytest

from assetize.analyzer.config_values.binding import Variant, bind_config
from assetize.analyzer.flat_graph import Flattener
from assetize.analyzer.model import ConfigSource, Project
from assetize.analyzer.readers import read_project

HEAD = """
import os
from dagster import *

class Target(Config):
    table: str
    schema_name: str = "raw"

class Load(Config):
    target: Target = Target(table="users")
    limit: int = Field(default=10)

@op(config_schema={"table": Field(str, default_value="users"), "day": str})
def load(context):
    pass

@op
def load_typed(config: Load):
    pass

"""


def project(root: Path, text: str) -> Project:
    (root / "jobs.py").write_text(HEAD + dedent(text))
    return read_project(root)[0]


def shown(source: ConfigSource) -> dict[str, str | None]:
    return {".".join(item.path): item.text for item in source.values}


def of_job(root: Path, config: str, more: str = "") -> dict[str, str | None]:
    text = f"{dedent(more)}\n@job(config={config})\ndef run():\n    load()\n    load_typed()\n"
    return next(shown(item) for item in project(root, text).config_sources if item.kind == "job")


@pytest.mark.parametrize(
    ("config", "more"),
    [
        ("read_config()", "def read_config(): return json.load(open('config.json'))"),
        ("make(True)", "def make(fast):\n    if fast:\n        return {'ops': {}}\n    return {}"),
        ("{'ops': {read_name(): {'config': {}}}}", ""),
        ("RunConfig(ops=read_ops())", ""),
    ],
    ids=["read from a file", "several returns", "a key that is not known", "ops that are not known"],
)
def test_nothing_is_known(tmp_path: Path, config: str, more: str) -> None:
    assert set(of_job(tmp_path, config, more).values()) == {None}


@pytest.mark.parametrize(
    ("config", "more"),
    [
        ('{"ops": {"load": {"config": {"table": "sales"}}}}', ""),
        ('{"solids": {"load": {"config": {"table": "sales"}}}}', ""),
        ('RunConfig(ops={"load": {"config": {"table": "sales"}}})', ""),
        ('RunConfig({"load": {"config": dict(table="sales")}}).to_config_dict()', ""),
        ("CONFIG", 'TABLE = "sales"\nCONFIG = {"ops": {"load": {"config": {"table": TABLE}}}}'),
        ('make("sales")', 'def make(name):\n    return {"ops": {"load": {"config": {"table": f"{name}"}}}}'),
        ('{**BASE, "ops": {"load": {"config": {"table": "sales"}}}}', 'BASE = {"ops": {"other": {}}}'),
    ],
    ids=[
        "a dict",
        "the older word",
        "RunConfig",
        "to_config_dict",
        "a constant",
        "a helper",
        "a later key replaces",
    ],
)
def test_ways_to_write_it(tmp_path: Path, config: str, more: str) -> None:
    assert of_job(tmp_path, config, more) == {"ops.load.config.table": '"sales"'}


def test_objects_of_config_classes(tmp_path: Path) -> None:
    found = of_job(tmp_path, 'RunConfig(ops={"load_typed": Load(target=Target(table="sales"))})')
    assert found == {"ops.load_typed.config.target.table": '"sales"'}


def test_environment_variables_stay_holes(tmp_path: Path) -> None:
    found = of_job(tmp_path, '{"ops": {"load": {"config": {"table": os.environ["TABLE"] + "_raw"}}}}')
    assert found == {"ops.load.config.table": '"{env:TABLE}_raw"'}


def test_config_of_a_partition(tmp_path: Path) -> None:
    more = """
    @daily_partitioned_config(start_date="2024-01-01")
    def daily(start, _end):
        day = start.strftime("%Y-%m-%d")
        return {"ops": {"load": {"config": {"table": "sales", "day": day}}}}
    """
    assert of_job(tmp_path, "daily", more) == {
        "ops.load.config.table": '"sales"',
        "ops.load.config.day": '"{partition:start}"',
    }


def test_config_mapping_keeps_its_literals(tmp_path: Path) -> None:
    more = """
    @config_mapping(config_schema={"day": str})
    def simple(value):
        return {"ops": {"load": {"config": {"table": "sales", "day": value["day"]}}}}
    """
    found = of_job(tmp_path, "simple", more)
    assert found["ops.load.config.table"] == '"sales"'
    assert found["ops.load.config.day"] != '"sales"'


def test_defaults_of_ops(tmp_path: Path) -> None:
    found = {item.owner: shown(item) for item in project(tmp_path, "").config_sources}
    assert found == {
        "jobs:load": {"table": '"users"', "day": None},
        "jobs:load_typed": {
            "target.table": '"users"',
            "target.schema_name": '"raw"',
            "limit": "10",
        },
    }


TRIGGERS = """
@job
def run():
    load()

"""


@pytest.mark.parametrize(
    "trigger",
    [
        'late = ScheduleDefinition(name="late", job=run, cron_schedule="@daily", run_config={CONFIG})',
        '@schedule(job=run, cron_schedule="@daily")\ndef late(context):\n    return RunRequest(run_config={CONFIG})',
        '@schedule(job=run, cron_schedule="@daily")\ndef late(context):\n    return {CONFIG}',
        "@sensor(job=run)\ndef late(context):\n    for name in find():\n        yield RunRequest(run_key=name, run_config={CONFIG})",
        '@sensor(job_name="run")\ndef late(context):\n    return SensorResult(run_requests=[RunRequest(run_config={CONFIG})])',
    ],
    ids=["definition", "a request", "a dict", "a sensor", "a sensor's result"],
)
def test_triggers(tmp_path: Path, trigger: str) -> None:
    text = TRIGGERS + trigger.replace("{CONFIG}", '{"ops": {"load": {"config": {"table": "sales"}}}}')
    found = [item for item in project(tmp_path, text).config_sources if item.kind == "trigger"]
    assert [(item.name.rpartition(" ")[2], shown(item)) for item in found] == [
        ("late", {"ops.load.config.table": '"sales"'})
    ]


def test_a_trigger_that_is_not_understood_may_give_anything(tmp_path: Path) -> None:
    text = TRIGGERS + "@sensor(job=run)\ndef late(context):\n    return make_requests(context)\n"
    found = [item for item in project(tmp_path, text).config_sources if item.kind == "trigger"]
    assert [shown(item) for item in found] == [{"": None}]


def test_the_date_of_a_tick_is_a_hole(tmp_path: Path) -> None:
    text = TRIGGERS + dedent("""
        @schedule(job=run, cron_schedule="@daily")
        def late(context):
            day = context.scheduled_execution_time.strftime("%Y-%m-%d")
            return RunRequest(run_key=day, run_config={"ops": {"load": {"config": {"table": f"sales_{day}"}}}})
        """)
    found = next(item for item in project(tmp_path, text).config_sources if item.kind == "trigger")
    text_found = shown(found)["ops.load.config.table"]
    assert text_found is not None and text_found.startswith('"sales_{date:')


def variants(found: Project, op: str) -> list[tuple[dict[str, str | None], set[tuple[str, str, str]]]]:
    flattener = Flattener(found)
    bound = bind_config(found, {item.id: flattener.flatten(item) for item in found.jobs})
    return [(_values(item), {(use.job, use.path, use.trigger) for use in item.uses}) for item in bound[op]]


def _values(variant: Variant) -> dict[str, str | None]:
    return {".".join(item.path): item.text for item in (*variant.defaults.values, *variant.config.values)}


def test_each_job_gives_its_own(tmp_path: Path) -> None:
    jobs = "\n".join(
        f'@job(config={{"ops": {{"load": {{"config": {{"table": "{name}", "day": "x"}}}}}}}})\ndef {name}_job():\n    load()\n'
        for name in ("users", "orders")
    )
    found = variants(project(tmp_path, jobs), "jobs:load")
    assert found == [
        ({"table": '"users"', "day": '"x"'}, {("jobs:users_job", "load", "")}),
        ({"table": '"orders"', "day": '"x"'}, {("jobs:orders_job", "load", "")}),
    ]


def test_aliases_have_their_own(tmp_path: Path) -> None:
    text = """
    @job(config={"ops": {"a": {"config": {"table": "one"}}, "load": {"config": {"table": "two"}}}})
    def run():
        load.alias("a")()
        load()
    """
    found = variants(project(tmp_path, text), "jobs:load")
    assert {values["table"]: {path for _, path, _ in uses} for values, uses in found} == {
        '"one"': {"a"},
        '"two"': {"load"},
    }


def test_nodes_of_nested_graphs(tmp_path: Path) -> None:
    text = """
    @graph
    def inner():
        load()

    @job(config={"ops": {"inner": {"ops": {"load": {"config": {"table": "deep"}}}}}})
    def run():
        inner()
    """
    found = variants(project(tmp_path, text), "jobs:load")
    assert [(values["table"], uses) for values, uses in found] == [
        ('"deep"', {("jobs:run", "inner.load", "")})
    ]


@pytest.mark.parametrize("use", ["load.configured(settings, name='load')()", "inner()"])
def test_config_that_is_mapped_on_the_way_is_not_known(tmp_path: Path, use: str) -> None:
    text = f"""
    @graph(config=ConfigMapping(config_fn=lambda outer: outer["nodes"], config_schema={{}}))
    def inner():
        load()

    @job
    def run():
        {use}

    @job
    def other():
        load()
    """
    found = variants(project(tmp_path, text), "jobs:load")
    assert ({"": None}, {("jobs:run", "inner.load" if use == "inner()" else "load", "")}) in found


MAPPED = """
    @config_mapping(config_schema={"day": str})
    def mapping(outer):
        return {"load": {"config": {"table": "people", "day": outer["day"]}}}

    @graph(config=%s)
    def inner():
        load()

    @job(config={"ops": {"load": {"config": {"table": "own", "day": "x"}}}})
    def run():
        inner()
        load()
    """


@pytest.mark.parametrize(
    ("config", "table"),
    [
        ("mapping", '"people"'),
        ("ConfigMapping(config_fn=lambda _: {'load': {'config': {'table': 'a', 'day': 'x'}}})", '"a"'),
        ("{'load': {'config': {'table': 'b', 'day': 'x'}}}", '"b"'),
        ("{'load': {'config': {'day': 'x'}}}", '"users"'),
        ("find_config()", None),
    ],
)
def test_config_of_a_graph(tmp_path: Path, config: str, table: str | None) -> None:
    found = variants(project(tmp_path, MAPPED % config), "jobs:load")

    by_use = {path: values for values, uses in found for _, path, _ in uses}
    assert by_use["inner.load"].get("table") == table
    assert by_use["load"]["table"] == '"own"'


def test_config_of_a_graph_around_a_graph(tmp_path: Path) -> None:
    text = """
    @graph
    def inner():
        load()

    @graph(config={"inner": {"ops": {"load": {"config": {"table": "people", "day": "x"}}}}})
    def outer():
        inner()

    @job
    def run():
        outer()
    """
    found = variants(project(tmp_path, text), "jobs:load")
    assert [(values["table"], uses) for values, uses in found] == [
        ('"people"', {("jobs:run", "outer.inner.load", "")})
    ]


@pytest.mark.parametrize(
    ("function", "table"),
    [
        ("@configured(load)\ndef made(_):\n    return {'table': 'people', 'day': 'x'}", '"people"'),
        ("made = load.configured(lambda _: {'table': 'people', 'day': 'x'}, name='made')", '"people"'),
        ("made = configured(load, name='made')({'table': 'people', 'day': 'x'})", '"people"'),
        ("@configured(load)\ndef made(outer):\n    return {'table': outer['t'], 'day': 'x'}", None),
    ],
)
def test_configured_by_a_function(tmp_path: Path, function: str, table: str | None) -> None:
    text = f"{function}\n\n@job\ndef run():\n    made()\n"
    found = variants(project(tmp_path, text), "jobs:load")

    assert [(values.get("table"), uses) for values, uses in found] == [(table, {("jobs:run", "made", "")})]


def test_a_run_replaces_the_config_of_the_nodes_that_it_names(tmp_path: Path) -> None:
    text = """
    @job(config={"ops": {"load": {"config": {"table": "own", "day": "x"}}}})
    def run():
        load()

    late = ScheduleDefinition(name="late", job=run, cron_schedule="@daily",
        run_config={"ops": {"load": {"config": {"day": "x"}}}})
    other = ScheduleDefinition(name="other", job=run, cron_schedule="@daily",
        run_config={"resources": {"io_manager": {"config": {}}}})
    """
    found = variants(project(tmp_path, text), "jobs:load")
    assert found == [
        ({"table": '"own"', "day": '"x"'}, {("jobs:run", "load", ""), ("jobs:run", "load", "jobs:other")}),
        ({"table": '"users"', "day": '"x"'}, {("jobs:run", "load", "jobs:late")}),
    ]


def test_what_one_trigger_leaves_open_is_open(tmp_path: Path) -> None:
    text = TRIGGERS + dedent("""
        one = ScheduleDefinition(name="one", job=run, cron_schedule="@daily",
            run_config={"ops": {"load": {"config": {"table": "a", "day": "x"}}}})
        two = ScheduleDefinition(name="two", job=run, cron_schedule="@daily",
            run_config={"ops": {"load": {"config": {"table": pick(), "day": "x"}}}})
        """)
    found = variants(project(tmp_path, text), "jobs:load")
    assert [values["table"] for values, _ in found] == [None]


def test_configured_uses(tmp_path: Path) -> None:
    text = """
    load_users = load.configured({"table": "people", "day": "x"}, name="load_users")

    @job
    def run():
        load_users()
        load.configured({"day": "y"}, name="load_rest")()
    """
    found = variants(project(tmp_path, text), "jobs:load")
    assert found == [
        ({"table": '"people"', "day": '"x"'}, {("jobs:run", "load_users", "")}),
        ({"table": '"users"', "day": '"y"'}, {("jobs:run", "load_rest", "")}),
    ]
