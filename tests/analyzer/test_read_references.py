"""Every mention of ops, graphs and jobs: the safety net under renames and removals."""

from pathlib import Path

from assetize.analyzer.model import Project
from assetize.analyzer.readers import read_project

OPS = """
from dagster import op

@op
def build_users(): return 1

@op(name="other_name")
def build_orders(users): return users

@op
def unused(): build_users
"""

JOBS = """
from dagster import Definitions, ScheduleDefinition, job, graph, define_asset_job, sensor, asset
from shop.ops import build_users, build_orders as orders
from shop import ops as o

@job
def nightly():
    orders(build_users())
    o.build_users.alias("again")()

@graph
def etl():
    build_users()

hourly = ScheduleDefinition(job=nightly, cron_schedule="@hourly")

@sensor(job=nightly)
def watch():
    yield nightly.name

@asset(deps=[])
def a(): return nightly

step = build_users
steps = [step]
defs = Definitions(jobs=[nightly, etl.to_job()], schedules=[hourly])
__all__ = ["nightly", "defs"]
"""

TESTS = """
from unittest import mock
import shop.ops
from shop.jobs import nightly

def test_op():
    assert shop.ops.build_users() == 1

def test_job():
    with mock.patch("shop.ops.build_users"):
        result = nightly.execute_in_process(run_config={"ops": {"other_name": {"config": 1}}})
    assert result.output_for_node("again") == 1
    assert result.output_for_node("nightly_things") == 1
    build_users = 5
    assert build_users
"""


def _project(folder: Path, **files: str) -> Project:
    for name, text in {"shop/__init__": "", "shop/ops": OPS, **files}.items():
        path = folder / f"{name.replace('__', '/', 1) if '/' not in name else name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    project, _ = read_project(folder)
    return project


def _mentions(project: Project, target: str) -> list[tuple[str, int, str, str, str]]:
    return [
        (r.module, r.where.line, r.context, r.owner, r.detail)
        for r in project.references
        if r.target == target
    ]


def test_mentions_by_context(tmp_path: Path) -> None:
    project = _project(tmp_path, **{"shop/jobs": JOBS, "tests/test_shop": TESTS})

    assert _mentions(project, "shop.ops:build_users") == [
        ("shop.jobs", 3, "import", "", ""),
        ("shop.jobs", 8, "composition", "shop.jobs:nightly", ""),
        ("shop.jobs", 9, "composition", "shop.jobs:nightly", "alias"),
        ("shop.jobs", 13, "composition", "shop.jobs:etl", ""),
        ("shop.jobs", 24, "other", "", ""),
        ("shop.jobs", 25, "other", "", ""),
        ("shop.ops", 11, "other", "shop.ops:unused", ""),
        ("test_shop", 7, "call", "test_shop:test_op", ""),
        ("test_shop", 10, "string", "test_shop:test_job", ""),
        ("test_shop", 12, "string", "test_shop:test_job", "output_for_node"),
    ]
    assert _mentions(project, "shop.ops:build_orders") == [
        ("shop.jobs", 3, "import", "", "orders"),
        ("shop.jobs", 8, "composition", "shop.jobs:nightly", ""),
        ("test_shop", 11, "string", "test_shop:test_job", "run_config"),
    ]
    assert _mentions(project, "shop.jobs:nightly") == [
        ("shop.jobs", 15, "trigger", "shop.jobs:hourly", ""),
        ("shop.jobs", 17, "trigger", "shop.jobs:watch", ""),
        ("shop.jobs", 19, "trigger", "shop.jobs:watch", "name"),
        ("shop.jobs", 22, "other", "shop.jobs:a", ""),
        ("shop.jobs", 26, "location", "shop.jobs:defs", ""),
        ("shop.jobs", 27, "export", "", ""),
        ("test_shop", 4, "import", "", ""),
        ("test_shop", 11, "attribute", "test_shop:test_job", "execute_in_process"),
    ]
    assert [
        (line, context, detail) for _, line, context, _, detail in _mentions(project, "shop.jobs:etl")
    ] == [
        (26, "location", "to_job"),
    ]


def test_reexports_and_aliases_are_followed(tmp_path: Path) -> None:
    project = _project(
        tmp_path,
        **{
            "shop/__init__": "from .ops import build_users as users_step\n__all__ = ['users_step']\n",
            "scripts/run": "from shop import users_step\nusers_step()\n",
            "scripts/deep": "import shop\nprint(shop.users_step)\n",
            "scripts/starred": "from shop.ops import *\nbuild_users()\n",
            "scripts/named": "from unittest.mock import patch\npatch('shop.users_step')\n",
        },
    )

    assert [(m, line, context) for m, line, context, _, _ in _mentions(project, "shop.ops:build_users")] == [
        ("deep", 2, "other"),
        ("named", 2, "string"),
        ("run", 1, "import"),
        ("run", 2, "call"),
        ("starred", 2, "call"),
        ("shop", 1, "import"),
        ("shop", 2, "export"),
        ("shop.ops", 11, "other"),
    ]


def test_unclear_names_count(tmp_path: Path) -> None:
    project = _project(
        tmp_path,
        **{
            "scripts/run": "try:\n    from shop.ops import build_users\nexcept ImportError:\n    build_users = print\nbuild_users()\n",
        },
    )

    contexts = [c for m, _, c, _, _ in _mentions(project, "shop.ops:build_users") if m == "run"]
    assert contexts == ["import", "call"]


def test_local_names_and_other_objects_do_not_count(tmp_path: Path) -> None:
    project = _project(
        tmp_path,
        **{
            "scripts/run": (
                "import shop.ops\ndef f(build_users):\n    return build_users\n"
                "def g(client):\n    return client.build_users()\nx = [build_users for build_users in []]\n"
                "y = lambda build_users: build_users\n"
            ),
            "scripts/other": "from elsewhere import build_users\nbuild_users()\n",
        },
    )

    assert {m for m, *_ in _mentions(project, "shop.ops:build_users")} == {"shop.ops"}


def test_modules_that_do_not_import_the_project_are_not_parsed(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("build_users = (\n")
    project = _project(tmp_path)

    assert project.diagnostics == ()


def test_nested_ops_are_found_in_their_own_module(tmp_path: Path) -> None:
    source = (
        "from dagster import job, op\n@job\ndef run():\n    @op\n    def inner(): return 1\n    inner()\n"
    )
    project = _project(
        tmp_path, **{"shop/jobs": source, "shop/more": "from shop.jobs import run\ninner = 1\nprint(inner)\n"}
    )

    assert [(m, line, c) for m, line, c, _, _ in _mentions(project, "shop.jobs:run.<locals>.inner")] == [
        ("shop.jobs", 6, "composition"),
    ]


def _named_in(tmp_path: Path, *folders: str) -> dict[str, set[str]]:
    """Projects of several folders that each have an op ``load``, and the files in which each is named."""
    for folder in folders:
        (tmp_path / folder).mkdir(parents=True)
        text = 'from dagster import op\n\n@op\ndef load(): return 1\n\nrest = {"ops": {"load": {"config": {}}}}\n'
        (tmp_path / folder / "shop.py").write_text(text)
        (tmp_path / folder / "pyproject.toml").write_text("")
    (tmp_path / "launch.py").write_text('import dagster\n\nrest = {"ops": {"load": {"config": {}}}}\n')
    project, _ = read_project(tmp_path)
    found: dict[str, set[str]] = {}
    for item in project.references:
        if item.detail == "run_config":
            found.setdefault(item.target, set()).add(item.where.file)
    return found


def test_a_name_in_one_project_of_a_repository_does_not_mean_the_op_of_another(tmp_path: Path) -> None:
    assert _named_in(tmp_path, "north", "south/inner") == {
        "north/shop:load": {"north/shop.py", "launch.py"},
        "south/inner/shop:load": {"south/inner/shop.py", "launch.py"},
    }


def test_a_project_that_has_no_such_op_means_any(tmp_path: Path) -> None:
    (tmp_path / "west").mkdir()
    (tmp_path / "west" / "start.py").write_text('import dagster\n\nrest = {"ops": {"load": {}}}\n')

    assert _named_in(tmp_path, "north", "south") == {
        "north/shop:load": {"north/shop.py", "launch.py", "west/start.py"},
        "south/shop:load": {"south/shop.py", "launch.py", "west/start.py"},
    }
