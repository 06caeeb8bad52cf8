"""Keys, decisions, exclusions and metadata that a project's settings give: what they change, and where they disagree."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.analyzer.model import Analysis

JOBS = """
import pandas as pd
from dagster import MetadataValue, Out, job, op

TABLE = "dwh.mails"

@op
def build(df):
    df.to_sql("users", "sqlite://")

@op
def clean(users):
    return users

@op(out={"left": Out(), "right": Out(metadata={"target": "dwh.rights"})})
def split(users):
    yield 1

@op(tags={"target": "s3://lake/reports.csv"})
def report():
    send()

@op
def mail():
    send()

@op
def first():
    send()

@op
def second():
    send()

@job
def nightly():
    split(clean(build()))
    report()

@job(metadata={"target": MetadataValue.text(TABLE)})
def mails():
    mail()

@job(metadata={"target": "both"})
def unclear():
    first()
    second()
"""


def analysis_of(root: Path, settings: str) -> Analysis:
    (root / "jobs.py").write_text(JOBS)
    (root / "assetize.toml").write_text(settings)
    return analyze(root)


def told(analysis: Analysis) -> dict[str, str]:
    return {
        f"{item.op.rpartition(':')[2]}.{item.output}": f"{'/'.join(item.asset_key) or item.decision} {item.confidence}"
        for item in analysis.outputs
    }


def problems(analysis: Analysis) -> list[str]:
    return [f"{item.code} {item.message}" for item in analysis.diagnostics if item.code.startswith("AZ16")]


def test_without_settings(tmp_path: Path) -> None:
    found = told(analysis_of(tmp_path, ""))
    assert (found["build.result"], found["clean.result"]) == ("users likely", "transient likely")
    assert (found["report.result"], found["mail.result"]) == ("none likely", "none likely")


@pytest.mark.parametrize(
    ("settings", "output", "expected"),
    [
        ("[keys]\n'jobs:build' = 'shop/people'", "build.result", "shop/people certain"),
        ("[keys]\n'jobs:clean' = 'clean_users'", "clean.result", "clean_users certain"),
        ("[keys]\n'jobs:split.left' = 'lefts'", "split.left", "lefts certain"),
        ("[decisions]\n'jobs:build' = 'transient'", "build.result", "transient certain"),
        ("[decisions]\n'jobs:build' = 'none'", "build.result", "none certain"),
        ("[decisions]\n'jobs:clean' = 'asset'", "clean.result", "users certain"),
        ("[decisions]\n'jobs:split' = 'asset'", "split.right", "right certain"),
        ("exclude-ops = ['bui*']", "build.result", "transient certain"),
        ("exclude-ops = ['jobs:mail']", "mail.result", "none certain"),
        ("asset-metadata = 'target'", "split.right", "rights certain"),
        ("asset-metadata = 'target'", "report.result", "reports certain"),
        ("asset-metadata = 'target'", "mail.result", "mails certain"),
        ("asset-metadata = 'target'", "first.result", "none likely"),
    ],
)
def test_a_setting_decides(settings: str, output: str, expected: str, tmp_path: Path) -> None:
    assert told(analysis_of(tmp_path, settings))[output] == expected


def test_the_evidence_names_the_line_of_the_setting(tmp_path: Path) -> None:
    analysis = analysis_of(tmp_path, "\n[keys]\n'jobs:build' = 'people'")
    found = next(item for item in analysis.outputs if item.op == "jobs:build")
    first = found.evidence[0]
    assert (first.kind, first.file, first.line) == ("declared", "assetize.toml", 3)
    assert first.detail == 'keys: "jobs:build" = "people"'
    assert (found.rule, found.identity) == ("is_declared", "table:users")
    assert [(rung.source, rung.key, rung.outcome) for rung in found.rungs[:2]] == [
        ("key in the settings", ("people",), "chosen"),
        ("object that is written", ("users",), "differs"),
    ]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("[keys]\n'jobs:bild' = 'x'", 'AZ164 keys: "jobs:bild" = "x" names no op; did you mean jobs:build?'),
        ("[keys]\n'jobs:split.middle' = 'x'", 'AZ164 keys: "jobs:split.middle" = "x" names no op; did you mean'),
        ("[keys]\n'jobs:split' = 'x'", 'AZ163 keys: "jobs:split" = "x": split has several outputs; name one: "jobs:split.left"'),
        ("[keys]\n'jobs:build' = 'shop/config'", "AZ163 keys: \"jobs:build\" = \"shop/config\": Dagster takes config for no name"),
        ("exclude-jobs = ['nigtly']", 'AZ164 exclude-jobs: no job fits "nigtly"; did you mean nightly?'),
        ("exclude-ops = ['maill']", 'AZ164 exclude-ops: no op fits "maill"; did you mean mail?'),
        ("keep-ops = ['maill']", 'AZ164 keep-ops: no op fits "maill"; did you mean mail?'),
        ("exclude-files = ['old/']", 'AZ164 exclude-files: no Python file fits "old/"'),
        ("asset-metadata = 'tarjet'", "AZ164 asset-metadata = \"tarjet\": no op, output or job has metadata of that name"),
        ("asset-metadata = 'target'", "AZ166 unclear names both: which op makes it is not clear"),
        ("exclude-ops = ['mail']\n[keys]\n'jobs:mail' = 'x'", 'AZ165 keys: "jobs:mail" = "x", and exclude-ops leaves the op alone'),
        ("[keys]\n'jobs:mail' = 'x'\n[decisions]\n'jobs:mail' = 'none'", 'AZ165 keys: "jobs:mail" = "x", and decisions: "jobs:mail" = "none"'),
    ],
)  # fmt: skip
def test_a_setting_that_names_nothing_or_contradicts(settings: str, expected: str, tmp_path: Path) -> None:
    (found,) = problems(analysis_of(tmp_path, settings))
    assert found.startswith(expected), found


def test_the_weaker_of_two_that_disagree_is_not_used(tmp_path: Path) -> None:
    found = told(analysis_of(tmp_path, "[keys]\n'jobs:mail' = 'x'\n[decisions]\n'jobs:mail' = 'none'"))
    assert found["mail.result"] == "none certain"
