"""Imports are fixed once, in the file's own style."""

from pathlib import Path

import pytest
from rewrite_tools import check_refused, check_rewritten, upstream

from assetize.codemods.model import (
    DeclareExternalAsset,
    JobToAssetJob,
    KeySpelling,
    OpToAsset,
    RemoveDefinition,
    SymbolRef,
)

TO_ASSET = OpToAsset("ops:users", "users", ("users",), KeySpelling())
WITH_DEPS = OpToAsset("ops:users", "users", ("users",), KeySpelling(), (upstream("a/b"),))


@pytest.mark.parametrize(
    ("before", "op", "after", "asset"),
    [
        ("import dagster as dg", "dg.op", "import dagster as dg", "dg.asset"),
        ("import dagster", "dagster.op", "import dagster", "dagster.asset"),
        ("from dagster import op", "op", "from dagster import asset", "asset"),
        ("from dagster import op as step", "step", "from dagster import asset", "asset"),
        ("from dagster import *", "op", "from dagster import *", "asset"),
        ("from dagster import job, op", "op", "from dagster import asset, job", "asset"),
        ("from dagster import op, job", "op", "from dagster import job, asset", "asset"),
        ("from dagster import Out, op, resource", "op", "from dagster import Out, asset, resource", "asset"),
        ("from dagster import graph, In, op", "op", "from dagster import asset, graph, In", "asset"),
        ("from dagster import asset, op", "op", "from dagster import asset", "asset"),
        ("from dagster import op  # noqa: I001", "op", "from dagster import asset  # noqa: I001", "asset"),
        (
            "from dagster import (\n    In,  # inputs\n    op,  # steps\n)",
            "op",
            "from dagster import (\n    In,  # inputs\n    asset,\n)",
            "asset",
        ),
        (
            "from dagster import (  # noqa: I001\n    # steps\n    op,\n    In,\n)",
            "op",
            "from dagster import (  # noqa: I001\n    In,\n    asset,\n)",
            "asset",
        ),
        ("from dagster import (op, job)", "op", "from dagster import job, asset", "asset"),
        ("from dagster import In, \\\n    op", "op", "from dagster import In, asset", "asset"),
        (
            "import os\n# Dagster\nfrom dagster import op as a",
            "a",
            "import os\n# Dagster\nfrom dagster import asset",
            "asset",
        ),
        (
            "from dagster import op\nasset = 1",
            "op",
            "from dagster import asset as dagster_asset\nasset = 1",
            "dagster_asset",
        ),
        (
            "import dagster as dg\nfrom dagster import op",
            "op",
            "import dagster as dg\nfrom dagster import asset",
            "asset",
        ),
        ("from dagster.core.definitions import op", "op", "from dagster import asset", "asset"),
    ],
)
def test_style(tmp_path: Path, before: str, op: str, after: str, asset: str) -> None:
    check_rewritten(
        tmp_path,
        {"ops.py": f"{before}\n\n\n@{op}\ndef users(): ...\n"},
        [TO_ASSET],
        {"ops.py": f"{after}\n\n\n@{asset}\ndef users(): ...\n"},
    )


def test_many_names_go_on_lines_of_their_own(tmp_path: Path) -> None:
    names = "DagsterInstance, ExpectationResult, MetadataValue, RetryPolicy"
    check_rewritten(
        tmp_path,
        {"ops.py": f"from dagster import {names}, op\n\n\n@op\ndef users(): ...\n"},
        [WITH_DEPS],
        {
            "ops.py": f"from dagster import AssetKey, {names}, asset\n\n\n".replace(", ", ",\n    ")
            .replace("import ", "import (\n    ")
            .replace("asset\n", "asset,\n)\n")
            + '@asset(deps=[AssetKey(["a", "b"])])\ndef users(): ...\n'
        },
    )


@pytest.mark.parametrize(
    "user",
    [
        "from ops import op\n",
        "import ops\n\nops.resource\n\nfrom ops import *\n",
        "from ops import op as step\n",
    ],
)
def test_names_that_others_import_from_the_file_stay(tmp_path: Path, user: str) -> None:
    check_rewritten(
        tmp_path,
        {"ops.py": "from dagster import op\n\n\n@op\ndef users(): ...\n", "user.py": user},
        [TO_ASSET],
        {"ops.py": "from dagster import asset, op\n\n\n@asset\ndef users(): ...\n"},
    )


@pytest.mark.parametrize(
    "kept", ['__all__ = ["op"]\n', 'x: "op" = 1\n', "y = op\n", "def f() -> 'op': ...\n"]
)
def test_names_that_are_used_in_other_ways_stay(tmp_path: Path, kept: str) -> None:
    check_rewritten(
        tmp_path,
        {"ops.py": f"from dagster import op\n\n\n@op\ndef users(): ...\n\n\n{kept}"},
        [TO_ASSET],
        {"ops.py": f"from dagster import asset, op\n\n\n@asset\ndef users(): ...\n\n\n{kept}"},
    )


JOB = JobToAssetJob("shop.jobs:j", "j", "j", (upstream("users", "shop.ops:users"),))


def check_job(tmp_path: Path, imports: str, expected: str, users: str = "users", **more: str) -> None:
    if "import" not in expected.rstrip().rpartition("\n")[2]:
        expected += "\n"
    files = {"shop/__init__.py": "", "shop/ops.py": "users = load = 1\n", "shop/db.py": "x = 1\n", **more}
    check_rewritten(
        tmp_path,
        {**files, "shop/jobs.py": f"{imports}\n\n@job\ndef j():\n    load()\n"},
        [JOB],
        {"shop/jobs.py": f'{expected}\nj = define_asset_job(name="j", selection=[{users}])\n'},
    )


def test_project_names_without_a_use_go_and_others_stay(tmp_path: Path) -> None:
    check_job(
        tmp_path,
        "from dagster import job\nfrom pandas import load as other\n\nfrom shop.ops import load, x\n",
        "from dagster import define_asset_job\nfrom pandas import load as other\n\nfrom shop.ops import users, x\n",
    )


def test_import_is_added_in_its_sorted_place(tmp_path: Path) -> None:
    check_job(
        tmp_path,
        "from dagster import job\n\nfrom .db import load\nfrom .zeal import z\n",
        "from dagster import define_asset_job\n\nfrom .ops import users\nfrom .zeal import z\n",
    )


def test_first_import_of_the_project(tmp_path: Path) -> None:
    check_job(
        tmp_path,
        '"""Jobs."""\n\nfrom dagster import job\nfrom pandas import load\n',
        '"""Jobs."""\n\nfrom dagster import define_asset_job\nfrom pandas import load\n\nfrom shop.ops import users\n',
    )


def test_module_that_is_imported_whole(tmp_path: Path) -> None:
    check_job(
        tmp_path,
        "from dagster import job\n\nfrom . import ops\n\nload = ops.load\n",
        "from dagster import define_asset_job\n\nfrom . import ops\n\nload = ops.load\n",
        users="ops.users",
    )


def test_name_that_is_taken_gets_an_alias(tmp_path: Path) -> None:
    check_job(
        tmp_path,
        "from dagster import job\n\nfrom .db import users\nfrom .ops import load\n\nusers\n",
        "from dagster import define_asset_job\n\nfrom .db import users\n"
        "from .ops import users as users_asset\n\nusers\n",
        users="users_asset",
    )


def test_reexport_is_where_the_name_comes_from(tmp_path: Path) -> None:
    check_job(
        tmp_path,
        "from dagster import job\n\nfrom shop import users\n\nload = 1\n",
        "from dagster import define_asset_job\n\nfrom shop import users\n\nload = 1\n",
        **{"shop/__init__.py": "from .ops import users\n"},
    )


def test_import_under_type_checking_is_no_import(tmp_path: Path) -> None:
    head = "from typing import TYPE_CHECKING\n\nfrom dagster import {0}\n{1}\nif TYPE_CHECKING:\n    from shop.ops import users\n\nload = 1\n"
    check_job(
        tmp_path,
        head.format("job", ""),
        head.format("define_asset_job", "\nfrom shop.ops import users as users_asset\n"),
        users="users_asset",
    )


def test_external_assets_stand_together_above_the_definition(tmp_path: Path) -> None:
    check_rewritten(
        tmp_path,
        {"ops.py": "import dagster as dg\n\nX = 1\n\n\n# Users.\n@dg.op\ndef users(): ...\n"},
        [
            DeclareExternalAsset("ops", "ops:users", "raw_users", ("raw_users",)),
            DeclareExternalAsset("ops", "ops:users", "raw", ("lake", "raw"), "db"),
        ],
        {
            "ops.py": 'import dagster as dg\n\nX = 1\n\nraw_users = dg.AssetSpec("raw_users")\n'
            'raw = dg.AssetSpec(["lake", "raw"]).with_io_manager_key("db")\n\n\n# Users.\n@dg.op\ndef users(): ...\n'
        },
    )


def test_external_asset_whose_name_is_taken(tmp_path: Path) -> None:
    files = {"ops.py": "import dagster as dg\n\nraw = 1\n\n\n@dg.op\ndef users(): ...\n"}
    check_refused(tmp_path, files, [DeclareExternalAsset("ops", "ops:users", "raw", ("raw",))], "AZ409")


def test_removed_definition_takes_its_own_comment_and_imports_of_it(tmp_path: Path) -> None:
    check_rewritten(
        tmp_path,
        {
            "shop/__init__.py": "from .graphs import g, h\n",
            "shop/graphs.py": "import dagster as dg\n\n# Graphs\n# ======\n\n# First.\n@dg.graph\ndef g(): ...\n\n\n"
            "@dg.graph\ndef h(): ...\n",
        },
        [RemoveDefinition("shop.graphs:g")],
        {
            "shop/__init__.py": "from .graphs import h\n",
            "shop/graphs.py": "import dagster as dg\n\n# Graphs\n# ======\n\n\n@dg.graph\ndef h(): ...\n",
        },
    )


def test_last_definition_of_a_file_is_removed(tmp_path: Path) -> None:
    check_rewritten(
        tmp_path,
        {"graphs.py": "from dagster import graph\n\nx = 1\n\n# kept\n\n@graph\ndef g(): ...\n"},
        [RemoveDefinition("graphs:g")],
        {"graphs.py": "x = 1\n\n# kept\n"},
    )


def test_use_above_the_definition(tmp_path: Path) -> None:
    from assetize.codemods.model import RegisterAssets

    check_refused(
        tmp_path,
        {"ops.py": "import dagster as dg\n\ndefs = dg.Definitions()\n\n\n@dg.op\ndef users(): ...\n"},
        [TO_ASSET, RegisterAssets("ops:defs", (SymbolRef("ops", "users"),))],
        "AZ407",
    )
