"""Code locations: ``Definitions``, ``@definitions`` functions and ``@repository``."""

from pathlib import Path
from textwrap import dedent

import pytest

from assetize.analyzer.model import CodeLocation, Project
from assetize.analyzer.readers import read_project

HEADER = """
import os
import dagster as dg
from dagster import *
from dagster import definitions
from managers import Store

@op
def one(): return 1

@job
def nightly(): one()

@graph
def etl(): one()

@asset
def users(): return 1

daily = ScheduleDefinition(job=nightly, cron_schedule="@daily")
"""


@pytest.mark.parametrize(
    ("code", "source"),
    [
        ("AZ131", "defs = Definitions(jobs=find_jobs())"),
        ("AZ131", "defs = Definitions(jobs=[nightly, find_job()])"),
        ("AZ131", "defs = Definitions(jobs=[j for j in JOBS])"),
        ("AZ131", "jobs = [nightly]\njobs.append(other())\ndefs = Definitions(jobs=[*jobs, find_job()])"),
        ("AZ121", "defs = Definitions(**settings())"),
        ("AZ131", "@definitions\ndef defs(): return build()"),
        ("AZ131", "@repository\ndef defs(): return find_all()"),
        ("AZ131", "@repository\ndef defs():\n  if os.environ: return [nightly]\n  return []"),
        ("AZ132", "@repository\ndef defs(): return with_resources([users], resources())"),
    ],
)
def test_not_understood(code: str, source: str, tmp_path: Path) -> None:
    project = _read(tmp_path, source)

    assert {(unknown.subject, unknown.code) for unknown in project.unknowns} == {("m:defs", code)}


def test_definitions(tmp_path: Path) -> None:
    location = _one(
        tmp_path,
        """
        MORE = [etl.to_job(name="inline")]
        RESOURCES = {"store": Store(path="x")}

        defs = Definitions(
            [users, *load_assets_from_modules([os])],
            jobs=[nightly] + MORE,
            schedules=[daily],
            resources={**RESOURCES, "io_manager": dg.fs_io_manager},
            executor=in_process_executor,
        )
        """,
    )

    assert (location.id, location.form, location.where.line, location.end_line) == (
        "m:defs",
        "Definitions",
        25,
        31,
    )
    assert [(entry.kind, entry.text, entry.target) for entry in location.entries] == [
        ("asset", "users", "m:users"),
        ("loader", "load_assets_from_modules([os])", None),
        ("trigger", "daily", "m:daily"),
        ("job", "nightly", "m:nightly"),
        ("job", 'etl.to_job(name="inline")', "m:<to_job 22>"),
    ]
    assert [(r.key, r.definition) for r in location.resources] == [
        ("store", "managers.Store"),
        ("io_manager", "dagster.fs_io_manager"),
    ]
    assert [argument.name for argument in location.arguments] == [
        "assets",
        "jobs",
        "schedules",
        "resources",
        "executor",
    ]


def test_definitions_function(tmp_path: Path) -> None:
    location = _one(tmp_path, "@definitions\ndef defs():\n    return Definitions(jobs=[nightly])\n")

    assert (location.id, location.form) == ("m:defs", "definitions_function")
    assert [entry.target for entry in location.entries] == ["m:nightly"]


def test_merged_definitions(tmp_path: Path) -> None:
    project = _read(
        tmp_path, "a = Definitions(jobs=[nightly])\nb = Definitions()\ndefs = Definitions.merge(a, b)"
    )

    assert [(item.id, len(item.entries)) for item in project.locations] == [
        ("m:a", 1),
        ("m:b", 0),
        ("m:defs", 2),
    ]
    assert [entry.target for entry in project.locations[-1].entries] == ["m:a", "m:b"]
    assert project.unknowns == ()


def test_variable_that_something_unknown_was_assigned_to(tmp_path: Path) -> None:
    location = _one(tmp_path, "made = make_schedule(nightly)\ndefs = Definitions(schedules=[made])")

    assert [(entry.kind, entry.target) for entry in location.entries] == [("trigger", "m:made")]


@pytest.mark.parametrize(
    "body",
    [
        "return [nightly, daily, users]",
        "return [nightly] + [daily] + [users]",
        "jobs = [nightly]\n    rest = [daily, users]\n    return [*jobs, *rest]",
        "return [nightly, daily, *with_resources([users], resource_defs={'store': Store()})]",
        "return [nightly, daily, with_resources([users], {'store': Store()})]",
        "return {'jobs': {'nightly': nightly}, 'schedules': {'daily': lambda: daily}, 'x': {'users': users}}",
    ],
    ids=["list", "sum", "variables", "spread_resources", "nested_resources", "dict"],
)
def test_repository(body: str, tmp_path: Path) -> None:
    location = _one(tmp_path, f"@repository(name='r')\ndef defs():\n    {body}\n")

    assert (location.id, location.form) == ("m:defs", "repository")
    assert [(entry.kind, entry.target) for entry in location.entries] == [
        ("job", "m:nightly"),
        ("trigger", "m:daily"),
        ("asset", "m:users"),
    ]
    assert [r.definition for r in location.resources] in ([], ["managers.Store"])


CHOSEN = """
LOCAL = {"store": Store(), "io_manager": Store()}
REMOTE = {"store": Remote(), "io_manager": Store()}
ALL = {"local": LOCAL, "remote": REMOTE}

def found(name):
    if name == "local":
        return LOCAL
    return ALL["remote"]

def wrapped():
    return {**found(ENV), "clock": clock}
"""


def _bound(folder: Path, expression: str) -> list[tuple[str, str]]:
    location = _one(folder, f"{CHOSEN}\ndefs = Definitions(jobs=[nightly], resources={expression})")
    assert location.unread_resources == ""
    return [(binding.key, binding.text) for binding in location.resources]


@pytest.mark.parametrize(
    "expression",
    [
        "resources_for(ENV)",
        "dict(pairs)",
        "{**LOCAL, **resources_for(ENV)}",
        "{**LOCAL, key: Store()}",
        "make()()",
    ],
)
def test_resources_that_are_not_written_out_may_bind_anything(expression: str, tmp_path: Path) -> None:
    location = _one(tmp_path, f"{CHOSEN}\ndefs = Definitions(jobs=[nightly], resources={expression})")

    assert location.resources == ()
    assert location.unread_resources == expression


@pytest.mark.parametrize(
    "expression",
    ["ALL[ENV]", "found(ENV)", "LOCAL if ENV == 'local' else REMOTE", "{**ALL[ENV]}", "ALL[choose()]"],
)
def test_resources_of_several_environments_are_those_of_each(expression: str, tmp_path: Path) -> None:
    assert _bound(tmp_path, expression) == [
        ("store", "Store()"),
        ("store", "Remote()"),
        ("io_manager", "Store()"),
    ]


def test_a_key_that_one_environment_lacks_is_bound_to_nothing_there(tmp_path: Path) -> None:
    bound = _bound(tmp_path, "{**LOCAL, 'clock': clock} if ENV else REMOTE")

    assert bound[-2:] == [("clock", "clock"), ("clock", "nothing")]


def test_what_is_merged_later_counts(tmp_path: Path) -> None:
    assert _bound(tmp_path, "{**wrapped(), 'store': Other()}") == [
        ("store", "Other()"),
        ("io_manager", "Store()"),
        ("clock", "clock"),
    ]


def _read(folder: Path, source: str) -> Project:
    (folder / "m.py").write_text(HEADER + dedent(source) + "\n")
    project, _ = read_project(folder)
    return project


def _one(folder: Path, source: str) -> CodeLocation:
    project = _read(folder, source)
    (location,) = project.locations
    assert project.unknowns == ()
    return location


def test_a_repository_of_external_assets(tmp_path: Path) -> None:
    source = "raw = AssetSpec('raw')\n\n@repository\ndef defs():\n    return [nightly, AssetsDefinition(specs=[raw])]\n"

    location = _one(tmp_path, source)

    assert [(entry.kind, entry.target) for entry in location.entries] == [
        ("job", "m:nightly"),
        ("asset", "m:raw"),
    ]
