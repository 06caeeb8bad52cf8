"""Resources: through annotated parameters, through keys, through what a key is bound to."""

from pathlib import Path

import pytest
from effect_tools import HEAD, analyse, effects_of, told

from assetize.analyzer.model.facts import ParameterRole

WAREHOUSE = """
from dagster import ConfigurableResource, resource
import sqlalchemy


class Warehouse(ConfigurableResource):
    schema_name: str
    url: str = "sqlite:///shop.db"

    def write(self, frame, table):
        frame.to_sql(table, self.engine(), schema=self.schema_name)

    def engine(self):
        return sqlalchemy.create_engine(self.url)


class Local(ConfigurableResource):
    def write(self, frame, table):
        frame.to_csv(f"{table}.csv")


class FakeWarehouse(ConfigurableResource):
    def write(self, frame, table):
        frame.to_csv("fake.csv")


class Connection:
    def __init__(self, bucket):
        self.bucket = bucket

    def write(self, frame, table):
        frame.to_csv(f"s3://{self.bucket}/{table}.csv")


@resource(config_schema={"bucket": str})
def storage(init_context):
    return Connection(init_context.resource_config["bucket"])


@resource
def session(init_context):
    connection = Connection("yielded")
    yield connection
"""
WRITE = "context.resources.warehouse.write(df, 'users')"


def test_an_unbound_key_is_a_guess_by_name(tmp_path: Path) -> None:
    body = "context.resources.warehouse.append_data('users', df)"
    (effect,) = effects_of(tmp_path, body, WAREHOUSE)
    assert (effect.idiom, effect.identity, effect.confidence) == ("name.write", "users", "guess")


@pytest.mark.parametrize(
    "bound, expected",
    [
        ("Warehouse(schema_name='shop')", ["create table shop.users"]),
        ("Warehouse(schema_name=EnvVar('SCHEMA'))", ["create table {env:SCHEMA}.users"]),
        ("Warehouse.configure_at_launch()", ["create table {resource:warehouse.schema_name}.users"]),
        ("Local()", ["create file users.csv"]),
        ("storage", ["create object {resource:warehouse.bucket}/users.csv"]),
        ("storage.configured({'bucket': 'shop'})", ["create object shop/users.csv"]),
        ("session", ["create object yielded/users.csv"]),
        ("WAREHOUSE", ["create table module.users"]),
    ],
)
def test_what_a_key_is_bound_to(tmp_path: Path, bound: str, expected: list[str]) -> None:
    before = WAREHOUSE + "from dagster import EnvVar\nWAREHOUSE = Warehouse(schema_name='module')\n"
    assert told(effects_of(tmp_path, WRITE, before, resources={"warehouse": bound})) == expected


def test_a_parameter_with_a_resource_class(tmp_path: Path) -> None:
    text = (
        HEAD + WAREHOUSE + "\n@op\ndef build(warehouse: Warehouse, df):\n    warehouse.write(df, 'users')\n"
    )
    roles: dict[str, ParameterRole] = {"warehouse": "resource", "df": "input"}
    effects, _ = analyse(tmp_path, {"shop.py": text}, roles)
    assert told(effects) == ["create table {resource:warehouse.schema_name}.users"]
    effects, _ = analyse(tmp_path, {"shop.py": text}, roles, {"warehouse": "Warehouse(schema_name='shop')"})
    assert told(effects) == ["create table shop.users"]
    assert effects[0].through[0].startswith("Warehouse.write (shop.py:")


def test_a_stand_in_for_tests_is_left_aside(tmp_path: Path) -> None:
    text = HEAD + WAREHOUSE + f"\n@op\ndef build(context, df):\n    {WRITE}\n"
    effects, _ = analyse(tmp_path, {"shop.py": text}, None, {"warehouse": "FakeWarehouse()"})
    assert told(effects) == ["create file fake.csv"]


def test_several_classes_for_one_key_are_all_followed(tmp_path: Path) -> None:
    from effect_tools import op_record

    from assetize.analyzer.effects import find_effects
    from assetize.analyzer.files import find_files
    from assetize.analyzer.model import CodeLocation, Location, Project, ResourceBinding
    from assetize.analyzer.names import read_sources

    (tmp_path / "shop.py").write_text(HEAD + WAREHOUSE + f"\n@op\ndef build(context, df):\n    {WRITE}\n")
    sources = read_sources(find_files(tmp_path))
    where = Location("shop.py", 1)
    locations = tuple(
        CodeLocation(
            f"shop:{name}", "Definitions", where, 1, resources=(ResourceBinding("warehouse", text, where),)
        )
        for name, text in (("dev", "Local()"), ("prod", "Warehouse(schema_name='shop')"))
    )
    modules = tuple(sources.known_modules.values())
    effects, _ = find_effects(
        Project(ops=(op_record("build"),), modules=modules, locations=locations), sources
    )
    assert told(effects) == ["create file users.csv", "create table shop.users"]
    assert all(effect.conditional for effect in effects)


@pytest.mark.parametrize(
    "bound, body, expected",
    [
        (
            "S3Resource()",
            "context.resources.x.get_client().put_object(Bucket='b', Key='k')",
            ["create object b/k"],
        ),
        ("s3_resource", "context.resources.x.put_object(Bucket='b', Key='k')", ["create object b/k"]),
        (
            "SnowflakeResource(account='a')",
            "with context.resources.x.get_connection() as c:\n    c.cursor().execute('truncate table users')",
            ["delete table users"],
        ),
        (
            "SlackResource(token='t')",
            "context.resources.x.get_client().chat_postMessage(channel='#a')",
            ["send message #a"],
        ),
        ("DbtCliResource(project_dir='.')", "context.resources.x.cli(['build'])", ["opaque unknown ?"]),
    ],
)
def test_resources_of_dagster_libraries(tmp_path: Path, bound: str, body: str, expected: list[str]) -> None:
    before = (
        "from dagster_aws.s3 import S3Resource, s3_resource\nfrom dagster_snowflake import SnowflakeResource\n"
        "from dagster_slack import SlackResource\nfrom dagster_dbt import DbtCliResource\n"
    )
    assert told(effects_of(tmp_path, body, before, resources={"x": bound})) == expected
