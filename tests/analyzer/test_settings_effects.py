"""Declared helpers: what a call of them writes or reads, however it is written; and declarations that fit nothing."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.analyzer.model import Analysis

HELPERS = """
from elsewhere import connect

def save(df, schema, table_name, if_exists="replace"):
    connect().put(df, schema, table_name)

def save_raw(df, table_name, schema="raw"):
    save(df, schema, table_name)

class Store:
    def __init__(self, client):
        self.client = client

    def keep(self, df, name):
        self.client.put(df, name)
"""
HEAD = """
import helpers
from dagster import job, op
from elsewhere import push, vendor
from helpers import Store, save as keep_it, save_raw

@op(config_schema={"table": str})
def build(context, df):
    %s

@job
def nightly():
    build()
"""


def analysis_of(root: Path, body: str, settings: str) -> Analysis:
    (root / "helpers.py").write_text(HELPERS)
    (root / "jobs.py").write_text(HEAD % body)
    (root / "assetize.toml").write_text(settings)
    return analyze(root)


def effects_of(root: Path, body: str, settings: str) -> list[str]:
    analysis = analysis_of(root, body, settings)
    return [f"{item.verb} {item.kind} {item.identity or item.reason}" for item in analysis.effects]


SAVE = 'writes = [{call = "helpers.save", table = "{schema}.{table_name}"}]'


@pytest.mark.parametrize(
    ("body", "settings", "expected"),
    [
        ("helpers.save(df, 'dwh', 'users')", SAVE, "create table dwh.users"),
        ("helpers.save(df, table_name='users', schema='dwh')", SAVE, "create table dwh.users"),
        ("keep_it(df, 'dwh', 'Users')", SAVE, "create table dwh.users"),
        ("helpers.save(df, None, 'users')", SAVE, "create table users"),
        ("save_raw(df, 'users')", SAVE, "create table raw.users"),
        ("save_raw(df, 'users')", SAVE.replace("helpers.save", "helpers.save_raw"), "create table raw.users"),
        ("helpers.save(df, 'dwh', context.op_config['table'])", SAVE, "create table run config 'table'"),
        ("helpers.save(df, 'dwh', df.name)", SAVE, "create table table_name: the input df is only known while running"),
        ("helpers.save(df, 'dwh', 'u')", SAVE.replace("table =", "file =").replace(".{", "/{"), "create file dwh/u"),
        ("helpers.save(df, 'dwh', 'u')", SAVE.replace("{schema}.", "s3://lake/").replace("table =", "object ="), "create object lake/u"),
        ("helpers.save(df, 'dwh', 'u')", SAVE.replace("writes", "reads"), "read table dwh.u"),
        ("Store(1).keep(df, 'users')", 'writes = [{call = "Store.keep", collection = "{name}"}]', "create collection users"),
        ("push(df, to='users')", 'writes = [{call = "elsewhere.push", table = "{to}"}]', "create table users"),
        ("push(df, 'users')", 'writes = [{call = "elsewhere.push", table = "{1}"}]', "create table users"),
        ("vendor.client.push(df, 'users')", 'writes = [{call = "client.push", model = "{1}"}]', "create model users"),
        ("context.resources.dwh.load(df, name='users')", 'writes = [{call = "dwh.load", table = "{name}"}]', "create table users"),
        ("helpers.save(df, 'dwh', 'x')", 'writes = [{call = "helpers.save", table = "dwh.users"}]', "create table dwh.users"),
    ],
)  # fmt: skip
def test_a_declared_call(body: str, settings: str, expected: str, tmp_path: Path) -> None:
    assert effects_of(tmp_path, body, settings) == [expected]


def test_a_longer_name_does_not_fit(tmp_path: Path) -> None:
    analysis = analysis_of(tmp_path, "helpers.save(df, 'dwh', 'x')", SAVE.replace("helpers", "my_helpers"))
    assert not any(effect.declared for effect in analysis.effects)


def test_a_declared_write_is_certain_and_is_not_followed_further(tmp_path: Path) -> None:
    analysis = analysis_of(tmp_path, "helpers.save(df, 'dwh', 'users')", SAVE)
    (output,) = analysis.outputs
    assert (output.decision, output.asset_key, output.confidence) == ("asset", ("users",), "certain")
    assert output.evidence[0].kind == "declared"
    assert output.evidence[0].detail == "helpers.save(df, 'dwh', 'users'), declared in assetize.toml:1"
    assert analysis.coverage.unfollowed_calls == ()


def test_several_declarations_of_one_call_all_count(tmp_path: Path) -> None:
    settings = """
reads = [{call = "elsewhere.push", table = "{source}"}]
writes = [{call = "elsewhere.push", table = "{target}"}]
"""
    found = effects_of(tmp_path, "push(source='raw', target='users')", settings)
    assert sorted(found) == ["create table users", "read table raw"]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (
            SAVE.replace("helpers.save", "helpers.safe"),
            "AZ164 no op reaches a call of helpers.safe; did you mean helpers.save?",
        ),
        (
            SAVE.replace("{table_name}", "{table}"),
            "AZ163 {table} is no argument of helpers.save, as in jobs.py:9",
        ),
    ],
)
def test_a_declaration_that_fits_nothing(settings: str, expected: str, tmp_path: Path) -> None:
    analysis = analysis_of(tmp_path, "helpers.save(df, 'dwh', 'users')", settings)
    assert [
        f"{item.code} {item.message}" for item in analysis.diagnostics if item.file == "assetize.toml"
    ] == [expected]
