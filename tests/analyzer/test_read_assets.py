"""Existing assets, their keys and dependencies, and asset jobs with what they select."""

from pathlib import Path
from textwrap import dedent

import pytest

from assetize.analyzer.model import AssetDefinition, Project
from assetize.analyzer.readers import read_project

HEADER = """
from dagster import (
    asset, multi_asset, graph_asset, graph_multi_asset, graph, op, AssetIn, AssetOut, AssetSpec, AssetDep, AssetKey,
    AssetsDefinition, AssetSelection, SourceAsset, GraphOut, Out, Nothing, define_asset_job, StaticPartitionsDefinition,
)

@asset
def users(): return 1

@asset(key_prefix=["raw", "crm"])
def orders(): return 1

@op
def one(): return 1

@op
def same(value): return value
"""


@pytest.mark.parametrize(
    "source",
    [
        "@asset(name=computed())\ndef a(): pass",
        "@asset(key=AssetKey(computed()))\ndef a(): pass",
        "@asset(deps=computed())\ndef a(): pass",
        "@asset(deps=[computed()])\ndef a(): pass",
        "a = AssetSpec(computed())",
        "@multi_asset(outs=computed())\ndef a(): pass",
        "a = AssetsDefinition.from_graph(computed())",
        "a = asset(computed())",
    ],
)
def test_not_understood(source: str, tmp_path: Path) -> None:
    project = _read(tmp_path, source)

    assert {unknown.code for unknown in project.unknowns} == {"AZ135"}


@pytest.mark.parametrize(
    ("source", "keys"),
    [
        ("@asset\ndef a(): pass", ["a"]),
        ("@asset(name='b')\ndef a(): pass", ["b"]),
        ("@asset(key='x/y')\ndef a(): pass", ["x/y"]),
        ("@asset(key=['x', 'y'])\ndef a(): pass", ["x", "y"]),
        ("@asset(key=AssetKey(['x', 'y']))\ndef a(): pass", ["x", "y"]),
        ("P = 'x'\n@asset(key_prefix=P)\ndef a(): pass", ["x", "a"]),
        ("@asset(name='b', key_prefix=['x', 'y'])\ndef a(): pass", ["x", "y", "b"]),
        ("a = SourceAsset(key=AssetKey('s'))", ["s"]),
        ("a = AssetSpec(['x', 's'])", ["x", "s"]),
        ("@graph_asset(key_prefix='x')\ndef a(): return one()", ["x", "a"]),
        ("a = AssetsDefinition.from_op(one)", ["one"]),
        ("a = AssetsDefinition.from_op(one, keys_by_output_name={'result': AssetKey('r')})", ["r"]),
        ("a = AssetsDefinition.from_op(one, key_prefix='p')", ["p", "one"]),
    ],
)
def test_key(source: str, keys: list[str], tmp_path: Path) -> None:
    project = _read(tmp_path, source)

    assert list(_asset(project, "m:a").key) == keys
    assert project.unknowns == ()


def test_dependencies(tmp_path: Path) -> None:
    project = _read(
        tmp_path,
        """
        OTHER = AssetSpec("other")

        @asset(
            ins={"u": AssetIn("users"), "p": AssetIn(key_prefix="x"), "start": AssetIn("gate", dagster_type=Nothing)},
            deps=[orders, "text", AssetKey(["a", "b"]), AssetDep("dep"), OTHER, SourceAsset("s")],
            io_manager_key="warehouse",
            group_name="g",
            partitions_def=StaticPartitionsDefinition(["a"]),
        )
        def a(context, u, p, plain): return 1
        """,
    )
    asset = _asset(project, "m:a")

    assert asset.deps == (
        ("users",),
        ("x", "p"),
        ("plain",),
        ("gate",),
        ("raw", "crm", "orders"),
        ("text",),
        ("a", "b"),
        ("dep",),
        ("other",),
        ("s",),
    )
    assert (asset.io_manager_key, asset.group_name, asset.node_name) == ("warehouse", "g", "a")
    assert asset.partitions == 'StaticPartitionsDefinition(["a"])'


def test_several_assets_of_one_definition(tmp_path: Path) -> None:
    project = _read(
        tmp_path,
        """
        @multi_asset(
            outs={"first": AssetOut(io_manager_key="x"), "second": AssetOut(key=AssetKey("other"))},
        )
        def outs(users): return 1, 2

        @multi_asset(specs=[AssetSpec("third", deps=[users]), AssetSpec("fourth", group_name="g")])
        def specs(): pass
        """,
    )

    assert [(a.id, a.key, a.form, a.deps) for a in project.assets if a.id in ("m:outs", "m:specs")] == [
        ("m:outs", ("first",), "multi_asset", (("users",),)),
        ("m:outs", ("other",), "multi_asset", (("users",),)),
        ("m:specs", ("third",), "multi_asset", (("users",),)),
        ("m:specs", ("fourth",), "multi_asset", ()),
    ]
    assert [a.form for a in project.assets].count("spec") == 0


def test_graph_backed(tmp_path: Path) -> None:
    project = _read(
        tmp_path,
        """
        @graph
        def inner(x):
            return same(x)

        @graph_asset(key_prefix="p", ins={"u": AssetIn("users")})
        def backed(u):
            return inner(same(u))

        @graph(out={"left": GraphOut(), "right": GraphOut()})
        def etl():
            a = one()
            return a, same(a)

        both = AssetsDefinition.from_graph(etl, keys_by_output_name={"left": AssetKey(["x", "left"])})

        @graph_multi_asset(outs={"m1": AssetOut(), "m2": AssetOut(key_prefix="p")}, name="node")
        def several():
            a = one()
            return a, same(a)
        """,
    )
    backed = _asset(project, "m:backed")

    assert (backed.key, backed.node_name, backed.deps) == (("p", "backed"), "p__backed", (("users",),))
    assert (backed.ops, backed.order) == (("m:same", "m:same"), (("same", "inner"),))
    assert [(a.key, a.node_name, a.ops) for a in project.assets if a.id == "m:both"] == [
        (("x", "left"), "etl", ("m:one", "m:same")),
        (("right",), "etl", ("m:one", "m:same")),
    ]
    assert [(a.key, a.node_name) for a in project.assets if a.id == "m:several"] == [
        (("m1",), "node"),
        (("p", "m2"), "node"),
    ]
    assert {graph.id for graph in project.graphs} == {"m:inner", "m:etl"}


@pytest.mark.parametrize(
    ("selection", "keys", "selects_all"),
    [
        ("", None, True),
        ("selection='*'", None, True),
        ("selection=AssetSelection.all()", None, True),
        ("selection=AssetSelection.all() - AssetSelection.keys('a')", None, False),
        ("selection=AssetSelection.groups('g')", None, False),
        ("selection='users*'", None, False),
        ("selection=computed()", None, False),
        ("selection=[users, computed()]", None, False),
        ("selection=[users, orders]", (("users",), ("raw", "crm", "orders")), False),
        ("selection=['users', 'raw/crm/orders']", (("users",), ("raw", "crm", "orders")), False),
        ("selection=[AssetKey('users')]", (("users",),), False),
        ("selection=AssetSelection.keys('users', AssetKey(['a', 'b']))", (("users",), ("a", "b")), False),
        ("selection=AssetSelection.assets(*CHOSEN)", (("users",), ("raw", "crm", "orders")), False),
        ("selection=AssetSelection.assets(users) | AssetSelection.keys('x')", (("users",), ("x",)), False),
        ("selection=CHOSEN", (("users",), ("raw", "crm", "orders")), False),
    ],
)
def test_selection(
    selection: str, keys: tuple[tuple[str, ...], ...] | None, selects_all: bool, tmp_path: Path
) -> None:
    project = _read(
        tmp_path, f"CHOSEN = [users, orders]\nnightly = define_asset_job('nightly_job', {selection})"
    )
    (job,) = project.asset_jobs

    assert (job.id, job.name) == ("m:nightly", "nightly_job")
    assert (job.selection, job.selects_all) == (keys, selects_all)


def _read(folder: Path, source: str) -> Project:
    (folder / "m.py").write_text(HEADER + dedent(source) + "\n")
    project, _ = read_project(folder)
    return project


def _asset(project: Project, asset_id: str) -> AssetDefinition:
    return next(asset for asset in project.assets if asset.id == asset_id)


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [("", ()), ("resource_defs={'db': one, 'api': same}", ("api", "db")), ("resource_defs=computed()", None)],
)
def test_resources_that_an_asset_brings_along(
    tmp_path: Path, arguments: str, keys: tuple[str, ...] | None
) -> None:
    text = f"@asset({arguments})\ndef a(): pass\n\n@graph_asset({arguments})\ndef b():\n    return one()\n"
    project = _read(tmp_path, text)
    assert [_asset(project, f"m:{name}").own_resources for name in ("a", "b")] == [keys, keys]
